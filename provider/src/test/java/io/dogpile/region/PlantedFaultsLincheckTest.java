// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A check that finds nothing is worth something only if it finds what is there: faults that are planted are found. */
class PlantedFaultsLincheckTest {

    static Stream<Arguments> faults() {
        return Stream.of(
                found(PlantedFault.NO_SECOND_LOOK, "two share", Scenario::two_callers_share_one_load),
                found(PlantedFault.NO_FENCE, "put", Scenario::a_put_is_never_overwritten_by_a_load),
                found(PlantedFault.NO_FENCE, "remove", Scenario::a_load_never_comes_back_after_a_removal),
                found(PlantedFault.FLIGHT_FORGOTTEN_TOO_EARLY, "two share", Scenario::two_callers_share_one_load));
    }

    private static Arguments found(PlantedFault fault, String name, Consumer<Scenario> scenario) {
        return arguments(fault, Named.of(name, scenario));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void a_planted_fault_is_found(PlantedFault fault, Consumer<Scenario> scenario) {
        assertThatThrownBy(() -> Exploration.find(() -> scenario.accept(new Scenario(fault.plant()))))
                .isInstanceOf(LincheckAssertionError.class);
    }
}
