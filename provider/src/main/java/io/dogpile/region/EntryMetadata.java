// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import io.dogpile.backend.Stored;
import io.dogpile.backend.Terms;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a key besides its value, at one moment.
 *
 * @param state what the value was good for
 * @param created from when its lifetime counts
 * @param age how long ago that was
 * @param freshUntil when it stops being fresh; null if it does not by age
 * @param expiresAt when it stops being servable while a new value is made; null if it does not
 * @param regenerating whether a new value is being made
 */
public record EntryMetadata(
        State state,
        Instant created,
        Duration age,
        @Nullable Instant freshUntil,
        @Nullable Instant expiresAt,
        boolean regenerating) {

    /** Whether it is past its freshness. */
    public boolean isStale() {
        return state == State.STALE;
    }

    /** How much longer it stays fresh by age: zero if it is past that, null if that has no end. */
    public @Nullable Duration remaining() {
        if (freshUntil == null) {
            return null;
        }
        Duration left = Duration.between(created.plus(age), freshUntil);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** What is known about a stored value that is in that state. */
    static EntryMetadata of(Stored<?> stored, State state, long now) {
        return of(stored, state, Judgement.AS_STORED, now);
    }

    /** What is known about it by a call that may judge otherwise. */
    static EntryMetadata of(Stored<?> stored, State state, Judgement judgement, long now) {
        return new EntryMetadata(
                state,
                Instant.ofEpochMilli(stored.created()),
                Duration.ofMillis(Math.max(0, now - stored.created())),
                instant(judgement.freshUntil(stored)),
                instant(judgement.expiresAt(stored)),
                stored.lease() != null);
    }

    private static @Nullable Instant instant(long millis) {
        return millis == Terms.FOREVER ? null : Instant.ofEpochMilli(millis);
    }
}
