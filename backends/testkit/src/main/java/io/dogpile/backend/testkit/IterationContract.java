// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dogpile.backend.Stored;
import io.dogpile.backend.Terms;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Seeing all that is stored; or, of a backend that declares that it cannot iterate, that it refuses to. */
interface IterationContract extends BackendUnderTest {

    @Test
    default void iterationSeesAllThatIsStored(TestReporter reporter) {
        iterating(reporter, trial -> {
            List<String> keys = trial.fill("key", entries() - 3);
            Stored<String> past =
                    new Stored<>("past", new Terms(trial.now() - Trial.HOUR, 1, 1, 1, 1), trial.now() - Trial.HOUR);
            trial.put("past", past);
            trial.put("lease", trial.lease());
            trial.put("absence", trial.absence());

            Map<String, Stored<String>> seen = trial.iterated();

            assertThat(seen).containsKeys("lease", "absence").hasSizeBetween(entries() - 1, entries());
            assertThat(seen.containsKey("past") || trial.dropsExpired())
                    .as("what is past its time is seen")
                    .isTrue();
            assertThat(keys)
                    .allSatisfy(key -> assertThat(seen)
                            .hasEntrySatisfying(
                                    key, read -> assertThat(read.value()).isEqualTo(key.replace("key", "value"))));
        });
    }

    @Test
    default void iterationEndsAndDoesNotMindBeingAskedTwice(TestReporter reporter) {
        iterating(reporter, trial -> {
            assertThat(trial.entries().hasNext()).isFalse();
            trial.put("key", trial.value("one"));
            Iterator<Map.Entry<String, Stored<String>>> entries = trial.entries();

            assertThat(entries.hasNext()).isTrue();
            assertThat(entries.hasNext()).isTrue();
            assertThat(entries.next().getKey()).isEqualTo("key");
            assertThat(entries.hasNext()).isFalse();
            assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(entries::next);
        });
    }

    @Test
    default void iterationSeesNothingThatWasRemovedBefore(TestReporter reporter) {
        iterating(reporter, trial -> {
            trial.fill("key", 10);
            trial.remove("key 3");
            assertThat(trial.iterated()).hasSize(9).doesNotContainKey("key 3");

            trial.clear();
            assertThat(trial.iterated()).isEmpty();
        });
    }

    @Test
    default void whatIterationSeesCanBeReplaced(TestReporter reporter) {
        iterating(reporter, trial -> {
            List<String> keys = trial.fill("key", 10);
            trial.iterated()
                    .forEach((key, stored) -> assertThat(trial.replace(key, stored, trial.value("new")))
                            .isTrue());
            assertThat(keys).allSatisfy(key -> assertThat(trial.valueOf(key)).isEqualTo("new"));

            trial.iterated()
                    .forEach((key, stored) ->
                            assertThat(trial.replace(key, stored, null)).isTrue());
            assertThat(trial.getAll(keys)).isEmpty();
        });
    }

    @Test
    default void iterationDoesNotRemove(TestReporter reporter) {
        iterating(reporter, trial -> {
            trial.put("key", trial.value("one"));
            Iterator<Map.Entry<String, Stored<String>>> entries = trial.entries();
            entries.next();

            assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(entries::remove);
            assertThat(trial.valueOf("key")).isEqualTo("one");
        });
    }

    @Test
    default void iterationGivesEachKeyOnceWhateverChangesOnTheWay(TestReporter reporter) {
        iterating(reporter, trial -> {
            List<String> staying = trial.fill("stay", entries() / 2);
            List<String> going = trial.fill("go", entries() / 4);
            Set<String> seen = new HashSet<>();

            int step = 0;
            for (Iterator<Map.Entry<String, Stored<String>>> entries = trial.entries(); entries.hasNext(); step++) {
                String key = entries.next().getKey();
                assertThat(seen.add(key)).as("first time that %s is given", key).isTrue();
                trial.put(staying.get(step % staying.size()), trial.value("again"));
                trial.remove(going.get(step % going.size()));
                trial.put("come " + step % (entries() / 4), trial.value("new"));
            }

            assertThat(seen).containsAll(staying);
        });
    }

    /** A key that goes and comes back on the way may be given again: by then it is another entry. */
    @Test
    default void iterationBesideOtherThreadsSeesAllThatStaysAndNeverFails(TestReporter reporter) {
        iterating(reporter, trial -> {
            List<String> staying = trial.fill("stay", entries() / 2);
            int passing = entries() / 4;

            new Crew()
                    .besides(
                            round -> {
                                trial.put(staying.get(round % staying.size()), trial.value("again"));
                                trial.put("pass " + round % passing, trial.value("new"));
                                trial.remove("pass " + (round + passing / 2) % passing);
                            },
                            () -> {
                                for (int i = 0; i < 10; i++) {
                                    assertThat(trial.iteratedKeys())
                                            .filteredOn(key -> key.startsWith("stay"))
                                            .containsExactlyInAnyOrderElementsOf(staying);
                                }
                            });
        });
    }

    private void iterating(TestReporter reporter, Consumer<Trial> test) {
        try (Trial trial = new Trial(this)) {
            cannotIterate()
                    .ifPresentOrElse(reason -> refusesToIterate(trial, reason, reporter), () -> test.accept(trial));
        }
    }

    private static void refusesToIterate(Trial trial, String reason, TestReporter reporter) {
        reporter.publishEntry("cannot iterate", reason);
        trial.put("key", trial.value("one"));
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .as("a backend that cannot iterate says so, lest it be taken for empty")
                .isThrownBy(trial::entries);
    }
}
