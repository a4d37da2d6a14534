// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.dogpile.backend.Stored;
import io.dogpile.backend.Terms;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Several threads at one key: what was read and replaced is lost by nobody, and seen whole by everybody. */
interface ConcurrencyContract extends BackendUnderTest {

    @Test
    default void noIncrementIsLost() {
        try (Trial trial = new Trial(this)) {
            trial.put("count", trial.value("0"));

            new Crew().all(number -> {
                for (int i = 0; i < rounds(); i++) {
                    increment(trial);
                }
                return number;
            });

            assertThat(trial.valueOf("count")).isEqualTo(String.valueOf(Crew.SIZE * rounds()));
        }
    }

    private static void increment(Trial trial) {
        Stored<String> read;
        Stored<String> next;
        do {
            read = trial.read("count");
            next = trial.value(String.valueOf(Integer.parseInt(String.valueOf(read.value())) + 1));
        } while (!trial.replace("count", read, next));
    }

    @Test
    default void oneOfManyAddersWins() {
        try (Trial trial = new Trial(this)) {
            List<String> keys =
                    IntStream.range(0, entries()).mapToObj(i -> "key " + i).toList();

            Map<String, List<Integer>> winners =
                    winners(keys, (number, key) -> trial.replace(key, null, trial.value("of " + number)));

            winners.forEach((key, numbers) -> {
                assertThat(numbers).as("threads that added %s", key).hasSize(1);
                assertThat(trial.valueOf(key)).isEqualTo("of " + numbers.get(0));
            });
        }
    }

    @Test
    default void oneOfManyRemoversWins() {
        try (Trial trial = new Trial(this)) {
            List<String> keys = trial.fill("key", entries());
            Map<String, Stored<String>> read = trial.getAll(keys);

            Map<String, List<Integer>> winners =
                    winners(keys, (number, key) -> trial.replace(key, read.get(key), null));

            assertThat(winners)
                    .allSatisfy((key, numbers) -> assertThat(numbers)
                            .as("threads that removed %s", key)
                            .hasSize(1));
            assertThat(trial.getAll(keys)).isEmpty();
        }
    }

    @Test
    default void readersSeeAValueWithItsOwnMetadata() {
        try (Trial trial = new Trial(this)) {
            Terms terms = trial.terms();
            trial.put("key", trial.value("3"));

            new Crew().besides(round -> trial.put("key", ofGeneration(trial, terms, round)), () -> {
                for (int i = 0; i < rounds(); i++) {
                    Stored<String> read = trial.read("key");
                    assertThat(read.value()).isEqualTo(String.valueOf(read.generation()));
                }
            });
        }
    }

    private static Stored<String> ofGeneration(Trial trial, Terms terms, int generation) {
        Terms own = new Terms(terms.since(), terms.freshFor(), terms.staleFor(), terms.keepFor(), generation);
        return new Stored<>(String.valueOf(generation), own, trial.now());
    }

    /** Every thread makes an attempt at each key; by key the numbers of those that had success. */
    private static Map<String, List<Integer>> winners(List<String> keys, BiPredicate<Integer, String> attempt) {
        List<Set<String>> won = new Crew()
                .all(number ->
                        keys.stream().filter(key -> attempt.test(number, key)).collect(Collectors.toSet()));
        return keys.stream()
                .collect(Collectors.toMap(
                        key -> key,
                        key -> IntStream.range(0, Crew.SIZE)
                                .filter(number -> won.get(number).contains(key))
                                .boxed()
                                .toList()));
    }
}
