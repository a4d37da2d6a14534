// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.dogpile.backend.Stored;
import io.dogpile.backend.Terms;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Moving a deadline and nothing else. */
interface TouchContract extends BackendUnderTest {

    @Test
    default void touchMovesTheDeadlineAndNothingElse() {
        try (Trial trial = new Trial(this)) {
            long created = trial.now() - 1_009;
            Stored<String> written =
                    new Stored<>("value", trial.terms().since(created).lease(Trial.LEASE), created);
            trial.put("key", written);

            for (long hours : List.of(5, 4, 6)) {
                long deadline = trial.now() + hours * Trial.HOUR + 1;
                trial.touch("key", trial.read("key"), deadline);

                Stored<String> touched = trial.read("key");
                assertThat(touched.freshUntil()).as("freshUntil").isEqualTo(deadline);
                assertThat(touched.expiresAt()).as("expiresAt").isEqualTo(deadline + Trial.HOUR);
                assertThat(touched.keptUntil()).as("keptUntil").isEqualTo(deadline + 2 * Trial.HOUR);
                assertThat(touched.value()).as("value").isEqualTo("value");
                assertThat(touched.created()).as("created").isEqualTo(created);
                assertThat(touched.generation()).as("generation").isEqualTo(written.generation());
                assertThat(touched.lease()).as("lease").isEqualTo(Trial.LEASE);
            }
        }
    }

    @Test
    default void touchCanTakeTheDeadlineAwayAndSetItAgain() {
        try (Trial trial = new Trial(this)) {
            trial.touch("key", trial.putAndRead("key", trial.value("one")), Terms.FOREVER);
            assertThat(trial.read("key").isEternal()).isTrue();
            assertThat(trial.read("key").freshUntil()).isEqualTo(Terms.FOREVER);

            trial.touch("key", trial.read("key"), trial.now() + 1_013);
            assertThat(trial.read("key").isEternal()).isFalse();
            assertThat(trial.read("key").freshUntil()).isEqualTo(trial.now() + 1_013);
        }
    }

    @Test
    default void touchOfWhatIsGoneStoresNothing() {
        try (Trial trial = new Trial(this)) {
            Stored<String> gone = trial.putAndRead("key", trial.value("one"));
            trial.remove("key");

            trial.touch("key", gone, trial.now() + 2 * Trial.HOUR);

            assertThat(trial.get("key")).isNull();
        }
    }

    @Test
    default void touchOfAnOlderOneChangesNothing() {
        try (Trial trial = new Trial(this)) {
            Stored<String> older = trial.putAndRead("key", trial.value("same"));
            Stored<String> newer = trial.putAndRead("key", trial.value("same"));

            trial.touch("key", older, trial.now() + 2 * Trial.HOUR);

            assertThat(trial.read("key").freshUntil()).isEqualTo(trial.now() + Trial.HOUR);
            assertThat(trial.replace("key", newer, null)).isTrue();
        }
    }

    @Test
    default void whatWasTouchedCanBeReplacedAndRemoved() {
        try (Trial trial = new Trial(this)) {
            trial.touch("key", trial.putAndRead("key", trial.value("one")), trial.now() + 2 * Trial.HOUR);
            assertThat(replaceTouched(trial, trial.value("two"))).isTrue();
            assertThat(trial.valueOf("key")).isEqualTo("two");
            assertThat(trial.read("key").freshUntil()).isEqualTo(trial.now() + Trial.HOUR);

            trial.touch("key", trial.read("key"), trial.now() + 2 * Trial.HOUR);
            assertThat(replaceTouched(trial, null)).isTrue();
            assertThat(trial.get("key")).isNull();
        }
    }

    /** Whoever is refused because what he read is not known any more looks again, and has success. */
    private boolean replaceTouched(Trial trial, @Nullable Stored<String> update) {
        if (cannotReplaceWhatWasTouchedAtOnce().isPresent()) {
            assertThat(trial.replace("key", trial.read("key"), update))
                    .as("a limit that is none is not to be declared")
                    .isFalse();
        }
        return trial.replace("key", trial.read("key"), update);
    }
}
