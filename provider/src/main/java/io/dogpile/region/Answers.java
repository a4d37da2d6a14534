// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import org.jspecify.annotations.Nullable;

/** What the outcome of a flight is to a caller. */
final class Answers<K, V> {

    private final Slots<K, V> slots;
    private final Flights<K, V> flights;
    private final Messages messages;

    Answers(Slots<K, V> slots, Flights<K, V> flights, Messages messages) {
        this.slots = slots;
        this.flights = flights;
        this.messages = messages;
    }

    /**
     * The answer for a caller who waited for somebody else's flight; null to look again.
     *
     * @throws RegenerationException if the creator failed and no old value may stand in
     */
    @Nullable
    Answer<V> joined(K key, Decision.Join<V> join, Outcome<V> outcome, Judgement judgement) {
        boolean overruled = outcome instanceof Outcome.Made<V> made
                && isOverruled(key, made.value(), join.flight().generation, join.generation());
        return overruled ? null : made(key, outcome, judgement);
    }

    /** Whether what a load of one generation made is not for a caller of another: a tag of it was invalidated in between. */
    private boolean isOverruled(K key, @Nullable V value, long made, long asked) {
        return value != null
                && asked > made
                && slots.backend() instanceof JudgingBackend<K, V> judging
                && judging.verdicts().byTags(key, value, made) != null;
    }

    private @Nullable Answer<V> made(K key, Outcome<V> outcome, Judgement judgement) {
        if (outcome instanceof Outcome.Made<V> made) {
            return Answer.made(made.value());
        }
        return outcome instanceof Outcome.Failed<V> failed ? instead(key, failed.cause(), judgement) : null;
    }

    /**
     * The answer for the caller whose flight it was; null if there is none.
     *
     * @param fallback what to return if nothing was made; null for nothing
     * @throws RegenerationException if the creator failed and no old value may stand in
     */
    @Nullable
    Answer<V> led(K key, Outcome<V> outcome, @Nullable Answer<V> fallback, Judgement judgement) {
        if (outcome instanceof Outcome.Found<V> found) {
            return Answer.fresh(found.value());
        }
        if (!(outcome instanceof Outcome.Abandoned<V> abandoned)) {
            return made(key, outcome, judgement);
        }
        Throwable cause = abandoned.cause();
        if (cause != null) {
            return instead(key, cause, judgement);
        }
        return fallback == null ? null : flights.served(key, fallback);
    }

    /** What stands in for a value that could not be made. It is read now, since the load may have outlived the old value. */
    private Answer<V> instead(K key, Throwable cause, Judgement judgement) {
        Answer<V> old = judgement.insists() ? null : flights.afterFailure(key, slots.lookUp(key), judgement);
        if (old == null) {
            throw messages.failed(key, cause);
        }
        return old;
    }
}
