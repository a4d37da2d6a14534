// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Storing and removing unconditionally, and what is left after it. */
interface ByteWriteContract extends ByteBackendUnderTest {

    @Test
    default void putReplacesWhateverIsThere() {
        try (ByteTrial trial = new ByteTrial(this)) {
            trial.put("key", trial.value("a longer one"));
            trial.put("key", trial.value("two"));
            assertThat(trial.textOf("key")).isEqualTo("two");

            trial.put("key", trial.value("one that is longer than both"));
            assertThat(trial.textOf("key")).isEqualTo("one that is longer than both");
        }
    }

    @Test
    default void putAllStoresEachEntryAndLeavesTheOthers() {
        try (ByteTrial trial = new ByteTrial(this)) {
            trial.put("key", trial.value("one"));
            trial.put("unasked", trial.value("stays"));

            trial.putAll(Map.of("key", trial.value("two"), "other", trial.value("three")));
            trial.putAll(Map.of());

            assertThat(trial.textOf("key")).isEqualTo("two");
            assertThat(trial.textOf("other")).isEqualTo("three");
            assertThat(trial.textOf("unasked")).isEqualTo("stays");
        }
    }

    @Test
    default void removeTellsWhetherSomethingWasThere() {
        try (ByteTrial trial = new ByteTrial(this)) {
            trial.put("key", trial.value("one"));
            trial.put("other", trial.value("two"));

            assertThat(trial.remove("absent")).isFalse();
            assertThat(trial.remove("key")).isTrue();
            assertThat(trial.get("key")).isNull();
            assertThat(trial.remove("key")).isFalse();
            assertThat(trial.textOf("other")).isEqualTo("two");
        }
    }

    @Test
    default void removeAllRemovesTheseAndNoOthers() {
        try (ByteTrial trial = new ByteTrial(this)) {
            List<String> keys = trial.fill("key", 4);

            trial.removeAll(List.of("key:0", "key:2", "absent", "key:0"));
            trial.removeAll(List.of());

            assertThat(trial.getAll(keys)).containsOnlyKeys("key:1", "key:3");
        }
    }

    @Test
    default void removeAllRemovesMany() {
        try (ByteTrial trial = new ByteTrial(this)) {
            List<String> keys = trial.fill("key", entries());

            trial.removeAll(keys.subList(1, keys.size()));

            assertThat(trial.getAll(keys)).containsOnlyKeys("key:0");
        }
    }

    @Test
    default void clearLeavesNothing() {
        try (ByteTrial trial = new ByteTrial(this)) {
            List<String> keys = trial.fill("key", entries());

            trial.clear();

            assertThat(trial.getAll(keys)).isEmpty();
            assertThat(trial.get("key:0")).isNull();
            assertThat(trial.remove("key:1")).isFalse();
            assertThat(trial.replace("key:2", null, null)).isTrue();
        }
    }

    @Test
    default void whatWasClearedCanBeStoredAgainAndClearedAgain() {
        try (ByteTrial trial = new ByteTrial(this)) {
            trial.clear();
            for (String round : List.of("first", "second", "third")) {
                trial.put("key:0", trial.value("put " + round));
                assertThat(trial.replace("key:1", null, trial.value("added " + round)))
                        .isTrue();
                trial.putAll(Map.of("key:2", trial.value("put with others " + round)));

                assertThat(trial.textOf("key:0")).isEqualTo("put " + round);
                assertThat(trial.textOf("key:1")).isEqualTo("added " + round);
                assertThat(trial.textOf("key:2")).isEqualTo("put with others " + round);
                trial.clear();
                assertThat(trial.getAll(List.of("key:0", "key:1", "key:2"))).isEmpty();
            }
        }
    }

    @Test
    default void whatABackendSaysOfItselfStaysTrue() {
        try (ByteTrial trial = new ByteTrial(this)) {
            boolean local = trial.isLocal();
            boolean drops = trial.dropsExpired();
            trial.fill("key", 10);
            trial.clear();

            assertThat(trial.isLocal())
                    .isEqualTo(local)
                    .isEqualTo(trial.second().isLocal());
            assertThat(trial.dropsExpired())
                    .isEqualTo(drops)
                    .isEqualTo(trial.second().dropsExpired());
        }
    }
}
