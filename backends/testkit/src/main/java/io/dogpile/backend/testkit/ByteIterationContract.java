// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dogpile.backend.Backend;
import io.dogpile.backend.Stored;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Seeing all that is stored; or, of a store that declares that it cannot iterate, that it refuses to. */
interface ByteIterationContract extends ByteBackendUnderTest {

    @Test
    default void iterationSeesAllThatEitherClientHasStored(TestReporter reporter) {
        iterating(reporter, trial -> {
            List<String> keys = trial.fill("key", entries() - 2);
            trial.second().put("of/the/second", trial.value("one"));
            String longest = ByteReadContract.ALPHABET.repeat(3).substring(0, 200);
            trial.put(longest, trial.value("two"));

            Map<String, Stored<byte[]>> seen = ByteTrial.iterated(trial);

            assertThat(seen).hasSize(entries()).containsKeys("of/the/second", longest);
            keys.forEach(key ->
                    assertThat(ByteTrial.text(ByteTrial.present(seen, key))).isEqualTo(key.replace("key:", "value ")));
            assertThat(ByteTrial.iterated(trial.second()).keySet()).isEqualTo(seen.keySet());
        });
    }

    @Test
    default void iterationEndsAndDoesNotMindBeingAskedTwice(TestReporter reporter) {
        iterating(reporter, trial -> {
            assertThat(trial.entries().hasNext()).isFalse();
            trial.put("key", trial.value("one"));
            Iterator<Map.Entry<String, Stored<byte[]>>> entries = trial.entries();

            assertThat(entries.hasNext()).isTrue();
            assertThat(entries.hasNext()).isTrue();
            assertThat(entries.next().getKey()).isEqualTo("key");
            assertThat(entries.hasNext()).isFalse();
            assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(entries::next);
            assertThat(trial.entries().next().getKey()).isEqualTo("key");
        });
    }

    @Test
    default void iterationSeesNothingThatWasRemovedBefore(TestReporter reporter) {
        iterating(reporter, trial -> {
            trial.fill("key", 10);
            trial.remove("key:3");
            assertThat(ByteTrial.iterated(trial)).hasSize(9).doesNotContainKey("key:3");

            trial.clear();
            assertThat(ByteTrial.iterated(trial)).isEmpty();
            trial.put("key:5", trial.value("again"));
            assertThat(ByteTrial.iterated(trial)).containsOnlyKeys("key:5");
        });
    }

    @Test
    default void whatIterationSeesCanBeReplaced(TestReporter reporter) {
        iterating(reporter, trial -> {
            List<String> keys = trial.fill("key", 10);
            ByteTrial.iterated(trial)
                    .forEach((key, stored) -> assertThat(trial.replace(key, stored, trial.value("new")))
                            .isTrue());
            keys.forEach(key -> assertThat(trial.textOf(key)).isEqualTo("new"));

            ByteTrial.iterated(trial)
                    .forEach((key, stored) ->
                            assertThat(trial.replace(key, stored, null)).isTrue());
            assertThat(trial.getAll(keys)).isEmpty();
        });
    }

    @Test
    default void iterationDoesNotRemove(TestReporter reporter) {
        iterating(reporter, trial -> {
            trial.put("key", trial.value("one"));
            Iterator<Map.Entry<String, Stored<byte[]>>> entries = trial.entries();
            entries.next();

            assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(entries::remove);
            assertThat(trial.textOf("key")).isEqualTo("one");
        });
    }

    @Test
    default void iterationGivesEachKeyOnceWhateverTheOtherClientChangesOnTheWay(TestReporter reporter) {
        iterating(reporter, trial -> {
            Backend<String, byte[]> second = trial.second();
            List<String> staying = trial.fill("stay", entries() / 2);
            List<String> going = trial.fill("go", entries() / 4);
            Set<String> seen = new HashSet<>();

            int step = 0;
            for (Iterator<Map.Entry<String, Stored<byte[]>>> entries = trial.entries(); entries.hasNext(); step++) {
                String key = entries.next().getKey();
                assertThat(seen.add(key)).as("first time that %s is given", key).isTrue();
                second.put(staying.get(step % staying.size()), trial.value("again"));
                second.remove(going.get(step % going.size()));
                second.put("come:" + step % (entries() / 4), trial.value("new"));
            }

            assertThat(seen).containsAll(staying);
        });
    }

    /** A key that goes and comes back on the way may be given again: by then it is another entry. */
    @Test
    default void iterationBesideAnotherClientSeesAllThatStaysAndNeverFails(TestReporter reporter) {
        iterating(reporter, trial -> {
            Backend<String, byte[]> second = trial.second();
            List<String> staying = trial.fill("stay", entries() / 2);
            int passing = entries() / 4;

            new Crew()
                    .besides(
                            round -> {
                                second.put(staying.get(round % staying.size()), trial.value("again"));
                                second.put("pass:" + round % passing, trial.value("new"));
                                second.remove("pass:" + (round + passing / 2) % passing);
                            },
                            () -> {
                                for (int i = 0; i < 5; i++) {
                                    assertThat(stayingKeys(trial)).containsExactlyInAnyOrderElementsOf(staying);
                                }
                            });
        });
    }

    private static List<String> stayingKeys(ByteTrial trial) {
        List<String> keys = new ArrayList<>();
        trial.entries().forEachRemaining(entry -> keys.add(entry.getKey()));
        keys.removeIf(key -> !key.startsWith("stay"));
        return keys;
    }

    private void iterating(TestReporter reporter, Consumer<ByteTrial> test) {
        try (ByteTrial trial = new ByteTrial(this)) {
            Declared.report(reporter, "cannot iterate", cannotIterate());
            if (cannotIterate().isEmpty()) {
                test.accept(trial);
                return;
            }
            trial.put("key", trial.value("one"));
            assertThatExceptionOfType(UnsupportedOperationException.class)
                    .as("a store that cannot iterate says so, lest it be taken for empty")
                    .isThrownBy(trial::entries);
        }
    }
}
