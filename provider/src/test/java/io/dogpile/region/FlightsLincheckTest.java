// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Scenarios under many schedules, chosen one after the other; with {@code -Dlincheck.deep=true}, more of both. */
class FlightsLincheckTest {

    static Stream<Named<Consumer<Scenario>>> scenarios() {
        Stream<Named<Consumer<Scenario>>> always = Stream.of(
                Named.of("two share", Scenario::two_callers_share_one_load),
                Named.of("remove", Scenario::a_load_never_comes_back_after_a_removal),
                Named.of("newcomer", Scenario::whoever_comes_after_a_removal_gets_nothing_older),
                Named.of("failure", Scenario::a_failure_is_shared_and_the_source_not_asked_again));
        Stream<Named<Consumer<Scenario>>> deep = Stream.of(
                Named.of("three share", Scenario::three_callers_share_one_load),
                Named.of("put", Scenario::a_put_is_never_overwritten_by_a_load),
                Named.of("clear", Scenario::a_load_never_comes_back_after_a_clearing),
                Named.of("invalidate", Scenario::a_load_never_comes_back_after_an_invalidation),
                Named.of("many keys", Scenario::callers_with_overlapping_keys_load_each_once),
                Named.of("null", Scenario::a_result_of_null_leaves_nothing_behind),
                Named.of("hold", Scenario::an_operation_that_has_the_key_is_not_disturbed));
        return Exploration.DEEP ? Stream.concat(always, deep) : always;
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void no_schedule_breaks_what_is_promised(Consumer<Scenario> scenario) {
        Exploration.explore(() -> scenario.accept(new Scenario(PlantedFault.NONE)));
    }
}
