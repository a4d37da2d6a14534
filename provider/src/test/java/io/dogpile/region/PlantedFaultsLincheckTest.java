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

    private static final String LOADED_TWICE = "the key was loaded 2 times";
    private static final String CAME_BACK = "a result came back that was made before";

    static Stream<Arguments> faults() {
        return Stream.of(
                found(PlantedFault.NO_SECOND_LOOK, Scenario::two_callers_share_one_load, LOADED_TWICE),
                found(PlantedFault.NO_FENCE, Scenario::a_load_never_comes_back_after_a_removal, CAME_BACK),
                found(PlantedFault.LEASE_LOST, Scenario::two_callers_share_one_load, LOADED_TWICE),
                found(PlantedFault.FLIGHT_FORGOTTEN_TOO_EARLY, Scenario::two_callers_share_one_load, LOADED_TWICE));
    }

    private static Arguments found(PlantedFault fault, Consumer<Scenario> scenario, String symptom) {
        return arguments(fault, Named.of(symptom, scenario), symptom);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void a_planted_fault_is_found(PlantedFault fault, Consumer<Scenario> scenario, String symptom) {
        assertThatThrownBy(() -> Exploration.find(() -> scenario.accept(new Scenario(fault))))
                .isInstanceOf(LincheckAssertionError.class)
                .hasMessageContaining(symptom);
    }
}
