// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.dogpile.backend.Exchange;
import io.dogpile.backend.Stored;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The atomic operation in all its forms. What is expected was always read from the backend, as regions do it. */
interface ReplaceContract extends BackendUnderTest {

    @Test
    default void addStoresWhereNothingIs() {
        try (Trial trial = new Trial(this)) {
            assertThat(trial.replace("key", null, trial.value("one"))).isTrue();

            assertThat(trial.valueOf("key")).isEqualTo("one");
        }
    }

    @Test
    default void addFailsWhereSomethingIs() {
        try (Trial trial = new Trial(this)) {
            for (Stored<String> present : List.of(trial.value("one"), trial.lease(), trial.absence())) {
                trial.put("key", present);

                assertThat(trial.replace("key", null, trial.value("two"))).isFalse();
                assertThat(trial.valueOf("key")).isEqualTo(present.value());
                assertThat(trial.read("key").lease()).isEqualTo(present.lease());
            }
        }
    }

    @Test
    default void anExchangeThatIsRefusedTellsWhatIsThere() {
        try (Trial trial = new Trial(this)) {
            Stored<String> older = trial.putAndRead("key", trial.value("one"));
            assertThat(trial.exchange("key", older, trial.lease()).done()).isTrue();

            Exchange<String> refused = trial.exchange("key", older, trial.value("lost"));
            assertThat(refused.done()).isFalse();
            assertThat(refused.found()).isNotNull();
            assertThat(trial.exchange("key", refused.found(), trial.value("two"))
                            .done())
                    .isTrue();
            assertThat(trial.valueOf("key")).isEqualTo("two");
            trial.remove("key");
            assertThat(trial.exchange("key", older, null)).isEqualTo(Exchange.refused(null));
        }
    }

    @Test
    default void compareAndSetReplacesWhatWasRead() {
        try (Trial trial = new Trial(this)) {
            Stored<String> value = trial.putAndRead("key", trial.value("one"));
            assertThat(trial.replace("key", value, trial.lease())).isTrue();

            Stored<String> lease = trial.read("key");
            assertThat(lease.lease()).isEqualTo(Trial.LEASE);
            assertThat(trial.replace("key", lease, trial.absence())).isTrue();

            Stored<String> absence = trial.read("key");
            assertThat(absence.lease()).isNull();
            assertThat(trial.replace("key", absence, trial.value("two"))).isTrue();
            assertThat(trial.valueOf("key")).isEqualTo("two");
        }
    }

    @Test
    default void compareAndSetFailsAgainstAnOlderOne() {
        try (Trial trial = new Trial(this)) {
            Stored<String> older = trial.putAndRead("key", trial.value("one"));
            Stored<String> newer = trial.putAndRead("key", trial.value("two"));

            assertThat(trial.replace("key", older, trial.value("three"))).isFalse();
            assertThat(trial.valueOf("key")).isEqualTo("two");
            assertThat(trial.replace("key", newer, trial.value("three"))).isTrue();
            assertThat(trial.valueOf("key")).isEqualTo("three");
        }
    }

    @Test
    default void compareAndSetFailsWhereNothingIsAnyMore() {
        try (Trial trial = new Trial(this)) {
            Stored<String> removed = trial.putAndRead("key", trial.value("one"));
            trial.remove("key");
            assertThat(trial.replace("key", removed, trial.value("two"))).isFalse();
            assertThat(trial.get("key")).isNull();

            Stored<String> cleared = trial.putAndRead("key", trial.value("one"));
            trial.clear();
            assertThat(trial.replace("key", cleared, trial.value("two"))).isFalse();
            assertThat(trial.get("key")).isNull();
        }
    }

    @Test
    default void compareAndRemoveRemovesWhatWasRead() {
        try (Trial trial = new Trial(this)) {
            for (Stored<String> present : List.of(trial.value("one"), trial.lease(), trial.absence())) {
                Stored<String> read = trial.putAndRead("key", present);

                assertThat(trial.replace("key", read, null)).isTrue();
                assertThat(trial.get("key")).isNull();
                assertThat(trial.replace("key", read, null)).isFalse();
            }
        }
    }

    @Test
    default void compareAndRemoveFailsAgainstAnOlderOne() {
        try (Trial trial = new Trial(this)) {
            Stored<String> older = trial.putAndRead("key", trial.value("one"));
            trial.put("key", trial.value("two"));

            assertThat(trial.replace("key", older, null)).isFalse();
            assertThat(trial.valueOf("key")).isEqualTo("two");
        }
    }

    @Test
    default void nothingForNothingTellsWhetherNothingIsThere() {
        try (Trial trial = new Trial(this)) {
            assertThat(trial.replace("key", null, null)).isTrue();
            assertThat(trial.get("key")).isNull();

            trial.put("key", trial.value("one"));
            assertThat(trial.replace("key", null, null)).isFalse();
            assertThat(trial.valueOf("key")).isEqualTo("one");
        }
    }

    @Test
    default void equalValuesWrittenTwiceAreDifferent() {
        try (Trial trial = new Trial(this)) {
            Stored<String> first = trial.putAndRead("key", trial.value("same"));
            trial.put("key", trial.value("same"));
            assertThat(trial.replace("key", first, trial.value("lost"))).isFalse();

            Stored<String> second = trial.read("key");
            trial.remove("key");
            trial.put("key", trial.value("same"));
            assertThat(trial.replace("key", second, trial.value("lost"))).isFalse();
            assertThat(trial.replace("key", second, null)).isFalse();
            assertThat(trial.valueOf("key")).isEqualTo("same");
        }
    }

    @Test
    default void whatWasReadTwiceIsTheSame() {
        try (Trial trial = new Trial(this)) {
            Stored<String> first = trial.putAndRead("key", trial.value("one"));
            trial.getAll(List.of("key"));
            trial.read("key");
            assertThat(trial.replace("key", first, trial.value("two"))).isTrue();

            trial.read("key");
            Stored<String> ofMany = trial.getAll(List.of("key")).get("key");
            trial.read("key");
            assertThat(trial.replace("key", ofMany, trial.value("three"))).isTrue();
            assertThat(trial.valueOf("key")).isEqualTo("three");
        }
    }

    @Test
    default void aFailedReplacementLeavesWhatIsThereRecognisable() {
        try (Trial trial = new Trial(this)) {
            Stored<String> older = trial.putAndRead("key", trial.value("one"));
            Stored<String> newer = trial.putAndRead("key", trial.value("two"));
            trial.replace("key", older, trial.value("three"));
            trial.replace("key", null, trial.value("three"));

            assertThat(trial.replace("key", newer, null)).isTrue();
        }
    }

    /** As a region does to take a lease beside a value, and to give it back. */
    @Test
    default void whatWasReadCanBeWrittenBackUnderOtherTermsAndIsThenAnother() {
        try (Trial trial = new Trial(this)) {
            Stored<String> bare = trial.putAndRead("key", trial.value("one"));
            assertThat(trial.replace("key", bare, bare.with(bare.terms().lease(Trial.LEASE))))
                    .isTrue();

            Stored<String> leased = trial.read("key");
            assertThat(leased.lease()).isEqualTo(Trial.LEASE);
            assertThat(trial.replace("key", bare, trial.value("lost"))).isFalse();
            assertThat(trial.replace("key", leased, leased.with(leased.terms().lease(null))))
                    .isTrue();

            assertThat(trial.replace("key", leased, trial.value("lost"))).isFalse();
            assertThat(trial.valueOf("key")).isEqualTo("one");
            assertThat(trial.read("key").lease()).isNull();
        }
    }
}
