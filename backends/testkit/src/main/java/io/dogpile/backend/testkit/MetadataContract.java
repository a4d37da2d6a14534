// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.dogpile.backend.Lease;
import io.dogpile.backend.Stored;
import io.dogpile.backend.Terms;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** All that is known of a value survives being stored, whichever way it went in and came out. */
interface MetadataContract extends BackendUnderTest {

    @Test
    default void everyTimeSurvives() {
        try (Trial trial = new Trial(this)) {
            Terms terms = new Terms(trial.now() - 5_001, 61_003, 127_007, 251_011, 5_000_000_019L, 13, null, null);

            survives(trial, new Stored<>("value", terms, trial.now() - 17));
            survives(trial, new Stored<>("", terms, trial.now()));
        }
    }

    @Test
    default void endlessTimesSurvive() {
        try (Trial trial = new Trial(this)) {
            Terms fresh = new Terms(trial.now(), Terms.FOREVER, 0, 0, 1);
            Terms stale = new Terms(trial.now(), Trial.HOUR, Terms.FOREVER, 0, 1);
            Terms kept = new Terms(trial.now(), Trial.HOUR, Trial.HOUR, Terms.FOREVER, 1);

            List.of(fresh, stale, kept).forEach(terms -> survives(trial, new Stored<>("value", terms, trial.now())));
        }
    }

    @Test
    default void aLeaseBesideAValueSurvives() {
        try (Trial trial = new Trial(this)) {
            survives(trial, new Stored<>("value", trial.terms().lease(Trial.LEASE), trial.now()));
            Lease longest = new Lease(Long.MAX_VALUE, Long.MIN_VALUE, Long.MAX_VALUE);
            survives(trial, new Stored<>("value", trial.terms().lease(longest), trial.now()));
        }
    }

    @Test
    default void aLeaseWithoutAValueSurvives() {
        try (Trial trial = new Trial(this)) {
            survives(trial, trial.lease());
        }
    }

    @Test
    default void aRememberedAbsenceSurvives() {
        try (Trial trial = new Trial(this)) {
            survives(trial, trial.absence());
        }
    }

    @Test
    default void aStaleValueIsKeptAsLongAsAnybodyHasAUseForIt() {
        try (Trial trial = new Trial(this)) {
            long created = trial.now() - Trial.HOUR;

            survives(trial, new Stored<>("stale", new Terms(created, 0, 2 * Trial.HOUR, 0, 1), created));
            survives(trial, new Stored<>("kept", new Terms(created, 1, 1, 2 * Trial.HOUR, 1), created));
        }
    }

    @Test
    default void aValuePastItsTimeIsDroppedOnlyByABackendThatSaysSoAndNeverByHalf() {
        try (Trial trial = new Trial(this)) {
            long created = trial.now() - Trial.HOUR;
            Stored<String> past = new Stored<>("past", new Terms(created, 1, 1, 1, 1), created);

            trial.put("key", past);

            Stored<String> read = trial.get("key");
            if (read != null || !trial.dropsExpired()) {
                isTheSame(past, read);
            }
        }
    }

    private void survives(Trial trial, Stored<String> stored) {
        trial.clear();
        trial.put("put", stored);
        trial.putAll(Map.of("put with others", stored));
        assertThat(trial.replace("added", null, stored)).isTrue();
        assertThat(trial.replace("set", trial.putAndRead("set", trial.value("before")), stored))
                .isTrue();

        List<String> keys = List.of("put", "put with others", "added", "set");
        keys.forEach(key -> isTheSame(stored, trial.get(key)));
        assertThat(trial.getAll(keys)).hasSize(4).allSatisfy((key, read) -> isTheSame(stored, read));
        if (cannotIterate().isEmpty()) {
            assertThat(trial.iterated()).hasSize(4).allSatisfy((key, read) -> isTheSame(stored, read));
        }
    }

    private static void isTheSame(Stored<String> stored, @Nullable Stored<String> read) {
        if (read == null) {
            throw new AssertionError("nothing is stored any more where there should be " + stored);
        }
        assertThat(read.value()).as("value").isEqualTo(stored.value());
        assertThat(read.created()).as("created").isEqualTo(stored.created());
        assertThat(read.freshUntil()).as("freshUntil").isEqualTo(stored.freshUntil());
        assertThat(read.expiresAt()).as("expiresAt").isEqualTo(stored.expiresAt());
        assertThat(read.keptUntil()).as("keptUntil").isEqualTo(stored.keptUntil());
        assertThat(read.isEternal()).as("isEternal").isEqualTo(stored.isEternal());
        assertThat(read.generation()).as("generation").isEqualTo(stored.generation());
        assertThat(read.terms().loadMillis())
                .as("loadMillis")
                .isEqualTo(stored.terms().loadMillis());
        assertThat(read.lease()).as("lease").isEqualTo(stored.lease());
    }
}
