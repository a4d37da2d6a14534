// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Storing and removing unconditionally, and what is left after it; closing. */
interface WriteContract extends BackendUnderTest {

    @Test
    default void putReplacesWhateverIsThere() {
        try (Trial trial = new Trial(this)) {
            trial.put("key", trial.value("one"));
            trial.put("key", trial.value("two"));
            assertThat(trial.valueOf("key")).isEqualTo("two");

            trial.put("key", trial.lease());
            assertThat(trial.valueOf("key")).isNull();

            trial.put("key", trial.value("three"));
            assertThat(trial.valueOf("key")).isEqualTo("three");
            assertThat(trial.read("key").lease()).isNull();
        }
    }

    @Test
    default void putAllStoresEachEntryAndLeavesTheOthers() {
        try (Trial trial = new Trial(this)) {
            trial.put("key", trial.value("one"));
            trial.put("unasked", trial.value("stays"));

            trial.putAll(Map.of("key", trial.value("two"), "other", trial.value("three")));
            trial.putAll(Map.of());

            assertThat(trial.valueOf("key")).isEqualTo("two");
            assertThat(trial.valueOf("other")).isEqualTo("three");
            assertThat(trial.valueOf("unasked")).isEqualTo("stays");
        }
    }

    @Test
    default void removeTellsWhetherSomethingWasThere() {
        try (Trial trial = new Trial(this)) {
            trial.put("key", trial.value("one"));
            trial.put("other", trial.value("two"));

            assertThat(trial.remove("absent")).isFalse();
            assertThat(trial.remove("key")).isTrue();
            assertThat(trial.get("key")).isNull();
            assertThat(trial.remove("key")).isFalse();
            assertThat(trial.valueOf("other")).isEqualTo("two");
        }
    }

    @Test
    default void removeAllRemovesTheseAndNoOthers() {
        try (Trial trial = new Trial(this)) {
            trial.fill("key", 4);

            trial.removeAll(List.of("key 0", "key 2", "absent", "key 0"));
            trial.removeAll(List.of());

            assertThat(trial.getAll(List.of("key 0", "key 1", "key 2", "key 3")))
                    .containsOnlyKeys("key 1", "key 3");
        }
    }

    @Test
    default void clearLeavesNothing() {
        try (Trial trial = new Trial(this)) {
            List<String> keys = trial.fill("key", 100);
            trial.put("lease", trial.lease());
            trial.put("absence", trial.absence());

            trial.clear();

            assertThat(keys).allSatisfy(key -> assertThat(trial.get(key)).isNull());
            assertThat(trial.getAll(keys)).isEmpty();
            assertThat(trial.get("lease")).isNull();
            assertThat(trial.get("absence")).isNull();
        }
    }

    @Test
    default void whatWasClearedCanBeStoredAgain() {
        try (Trial trial = new Trial(this)) {
            trial.fill("key", 3);
            trial.clear();

            trial.put("key 0", trial.value("put"));
            assertThat(trial.replace("key 1", null, trial.value("added"))).isTrue();

            assertThat(trial.valueOf("key 0")).isEqualTo("put");
            assertThat(trial.valueOf("key 1")).isEqualTo("added");
            assertThat(trial.get("key 2")).isNull();
        }
    }

    @Test
    default void manyEntriesAreKept() {
        try (Trial trial = new Trial(this)) {
            List<String> keys = trial.fill("key", entries());

            assertThat(trial.getAll(keys)).hasSize(entries());
            assertThat(keys).allSatisfy(key -> assertThat(trial.valueOf(key)).isEqualTo(key.replace("key", "value")));
        }
    }

    @Test
    default void whatABackendSaysOfItselfStaysTrue() {
        try (Trial trial = new Trial(this)) {
            boolean local = trial.isLocal();
            boolean drops = trial.dropsExpired();
            trial.fill("key", 10);
            trial.clear();

            assertThat(trial.isLocal()).isEqualTo(local);
            assertThat(trial.dropsExpired()).isEqualTo(drops);
        }
    }

    @Test
    default void closingTwiceIsHarmless() {
        Trial trial = new Trial(this);
        trial.put("key", trial.value("one"));

        trial.close();
        trial.close();
    }
}
