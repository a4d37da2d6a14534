// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.dogpile.backend.Exchange;
import io.dogpile.backend.Stored;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The atomic operation in all its forms. What is expected was read before, but where a test is of what was written. */
interface ByteReplaceContract extends ByteBackendUnderTest {

    @Test
    default void addStoresWhereNothingIsAndNowhereElse() {
        try (ByteTrial trial = new ByteTrial(this)) {
            assertThat(trial.replace("key", null, trial.value("one"))).isTrue();
            assertThat(trial.textOf("key")).isEqualTo("one");

            assertThat(trial.replace("key", null, trial.value("two"))).isFalse();
            assertThat(trial.textOf("key")).isEqualTo("one");

            trial.remove("key");
            assertThat(trial.replace("key", null, trial.value("three"))).isTrue();
            assertThat(trial.textOf("key")).isEqualTo("three");
        }
    }

    @Test
    default void compareAndSetReplacesWhatWasReadOnce() {
        try (ByteTrial trial = new ByteTrial(this)) {
            Stored<byte[]> one = trial.putAndRead("key", "one");

            assertThat(trial.replace("key", one, trial.value("two"))).isTrue();
            assertThat(trial.textOf("key")).isEqualTo("two");
            assertThat(trial.replace("key", one, trial.value("three"))).isFalse();
            assertThat(trial.textOf("key")).isEqualTo("two");
            assertThat(trial.replace("key", ByteTrial.read(trial, "key"), trial.value("three")))
                    .isTrue();
            assertThat(trial.textOf("key")).isEqualTo("three");
        }
    }

    @Test
    default void compareAndRemoveRemovesWhatWasReadOnce() {
        try (ByteTrial trial = new ByteTrial(this)) {
            Stored<byte[]> older = trial.putAndRead("key", "one");
            Stored<byte[]> newer = trial.putAndRead("key", "two");

            assertThat(trial.replace("key", older, null)).isFalse();
            assertThat(trial.textOf("key")).isEqualTo("two");
            assertThat(trial.replace("key", newer, null)).isTrue();
            assertThat(trial.get("key")).isNull();
            assertThat(trial.replace("key", newer, null)).isFalse();
            assertThat(trial.replace("key", null, trial.value("three"))).isTrue();
        }
    }

    @Test
    default void whatIsKnownOfAWritingIsWhatTheStoreKnows() {
        try (ByteTrial trial = new ByteTrial(this)) {
            Stored<byte[]> update = trial.value("one");
            Stored<byte[]> written = trial.written(update);
            if (written != null) {
                assertThat(trial.replace("key", written, trial.value("never"))).isFalse();
                assertThat(trial.replace("key", null, update)).isTrue();
                assertThat(ByteTrial.content(written)).isEqualTo(ByteTrial.content(ByteTrial.read(trial, "key")));
                assertThat(trial.second().replace("key", ByteTrial.read(trial.second(), "key"), trial.value("two")))
                        .isTrue();
                assertThat(trial.replace("key", written, trial.value("never"))).isFalse();

                trial.put("key", update);
                assertThat(trial.replace("key", written, trial.value("three"))).isTrue();
                assertThat(trial.textOf("key")).isEqualTo("three");
            }
        }
    }

    @Test
    default void nothingForNothingTellsWhetherNothingIsThere() {
        try (ByteTrial trial = new ByteTrial(this)) {
            assertThat(trial.replace("key", null, null)).isTrue();
            assertThat(trial.get("key")).isNull();
            assertThat(trial.replace("key", null, trial.value("one"))).isTrue();

            assertThat(trial.replace("key", null, null)).isFalse();
            assertThat(trial.textOf("key")).isEqualTo("one");
        }
    }

    @Test
    default void whatIsGoneCannotBeReplacedHoweverItWent() {
        try (ByteTrial trial = new ByteTrial(this)) {
            List<Runnable> ways = List.of(
                    () -> trial.remove("key"),
                    () -> trial.removeAll(List.of("key")),
                    () -> trial.replace("key", ByteTrial.read(trial, "key"), null),
                    trial::clear);
            for (Runnable way : ways) {
                Stored<byte[]> gone = trial.putAndRead("key", "one");
                way.run();

                assertThat(trial.replace("key", gone, trial.value("two"))).isFalse();
                assertThat(trial.replace("key", gone, null)).isFalse();
                assertThat(trial.get("key")).isNull();
            }
        }
    }

    @Test
    default void whatWasWrittenAgainIsAnotherOneHoweverItWasWritten() {
        try (ByteTrial trial = new ByteTrial(this)) {
            List<Runnable> ways = List.of(
                    () -> trial.put("key", trial.value("same")),
                    () -> trial.putAll(Map.of("key", trial.value("same"))),
                    () -> trial.replace("key", ByteTrial.read(trial, "key"), trial.value("same")),
                    () -> {
                        trial.remove("key");
                        trial.put("key", trial.value("same"));
                    },
                    () -> {
                        trial.clear();
                        trial.replace("key", null, trial.value("same"));
                    });
            for (Runnable way : ways) {
                Stored<byte[]> older = trial.putAndRead("key", "same");
                way.run();

                assertThat(trial.replace("key", older, trial.value("lost"))).isFalse();
                assertThat(trial.replace("key", older, null)).isFalse();
                assertThat(trial.textOf("key")).isEqualTo("same");
            }
        }
    }

    @Test
    default void whatWasReadTwiceIsTheSameHoweverItWasRead() {
        try (ByteTrial trial = new ByteTrial(this)) {
            Stored<byte[]> first = trial.putAndRead("key", "one");
            ByteTrial.read(trial, "key");
            trial.getAll(List.of("key", "absent"));
            assertThat(trial.replace("key", first, trial.value("two"))).isTrue();

            Stored<byte[]> ofMany = ByteTrial.present(trial.getAll(List.of("absent", "key")), "key");
            ByteTrial.read(trial, "key");
            assertThat(trial.replace("key", ofMany, trial.value("three"))).isTrue();
            assertThat(trial.textOf("key")).isEqualTo("three");
        }
    }

    @Test
    default void anotherKeysVersionIsNotThisOnes() {
        try (ByteTrial trial = new ByteTrial(this)) {
            Stored<byte[]> other = trial.putAndRead("other", "same");
            trial.put("key", trial.value("same"));

            assertThat(trial.replace("key", other, trial.value("lost"))).isFalse();
            assertThat(trial.replace("absent", other, trial.value("lost"))).isFalse();
            assertThat(trial.textOf("key")).isEqualTo("same");
            assertThat(trial.get("absent")).isNull();
        }
    }

    @Test
    default void anExchangeThatIsRefusedTellsWhatIsThere() {
        try (ByteTrial trial = new ByteTrial(this)) {
            Stored<byte[]> older = trial.putAndRead("key", "one");
            assertThat(trial.exchange("key", older, trial.value("two")).done()).isTrue();

            Exchange<byte[]> refused = trial.exchange("key", older, trial.value("lost"));
            assertThat(refused.done()).isFalse();
            assertThat(refused.found()).isNotNull().extracting(ByteTrial::text).isEqualTo("two");
            assertThat(trial.exchange("key", refused.found(), trial.value("three"))
                            .done())
                    .isTrue();
            assertThat(trial.textOf("key")).isEqualTo("three");

            Exchange<byte[]> notAdded = trial.exchange("key", null, trial.value("lost"));
            assertThat(notAdded.done()).isFalse();
            assertThat(trial.exchange("key", notAdded.found(), null).done()).isTrue();
            assertThat(trial.get("key")).isNull();
        }
    }

    @Test
    default void anExchangeWhereNothingIsTellsThat() {
        try (ByteTrial trial = new ByteTrial(this)) {
            Stored<byte[]> gone = trial.putAndRead("key", "one");
            trial.remove("key");

            assertThat(trial.exchange("key", gone, trial.value("lost"))).isEqualTo(Exchange.refused(null));
            assertThat(trial.exchange("key", gone, null)).isEqualTo(Exchange.refused(null));
            assertThat(trial.exchange("key", null, null).done()).isTrue();
            assertThat(trial.exchange("key", null, trial.value("two")).done()).isTrue();
            assertThat(trial.textOf("key")).isEqualTo("two");
        }
    }

    @Test
    default void whatIsRecalledIsJudgedByTheStore() {
        try (ByteTrial trial = new ByteTrial(this)) {
            assertThat(trial.recalled("absent")).isNull();
            trial.putAndRead("key", "one");
            Stored<byte[]> recalled = trial.recalled("key");
            if (recalled != null) {
                assertThat(ByteTrial.text(recalled)).isEqualTo("one");
                assertThat(trial.exchange("key", recalled, trial.value("two")).done())
                        .isTrue();

                trial.second().put("key", trial.value("theirs"));
                Exchange<byte[]> refused = trial.exchange("key", recalled, trial.value("lost"));
                assertThat(refused.done()).isFalse();
                assertThat(refused.found())
                        .isNotNull()
                        .extracting(ByteTrial::text)
                        .isEqualTo("theirs");

                trial.second().remove("key");
                assertThat(trial.exchange("key", refused.found(), trial.value("lost")))
                        .isEqualTo(Exchange.refused(null));
            }
        }
    }

    @Test
    default void replacingOneKeyLeavesTheOthers() {
        try (ByteTrial trial = new ByteTrial(this)) {
            trial.put("other", trial.value("stays"));
            Stored<byte[]> one = trial.putAndRead("key", "one");

            assertThat(trial.replace("key", one, trial.value("longer than one")))
                    .isTrue();
            assertThat(trial.textOf("key")).isEqualTo("longer than one");
            assertThat(trial.replace("key", ByteTrial.read(trial, "key"), null)).isTrue();

            assertThat(trial.getAll(List.of("key", "other"))).containsOnlyKeys("other");
        }
    }
}
