// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import io.dogpile.backend.Stored;
import io.dogpile.backend.Terms;
import io.dogpile.codec.RegionRecord;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What this process knows of its region's generations.
 *
 * <p>Where the region's store keeps bytes, a record there says it to all. Each process looks at it before an operation, if it has
 * not done so for a second; at once if the store tells that it has changed, or if a value is of a generation that it does not
 * know. What is known never falls back: should the store lose the record, whoever knows more writes it anew.
 */
final class KnownGenerations {

    /** What is known of a region that this process has closed: nothing is of this generation. */
    private static final Generations OVER =
            new Generations(Long.MAX_VALUE, new Generations.Floor(Long.MAX_VALUE, Long.MAX_VALUE), Map.of());

    private final @Nullable SharedGenerations shared;
    private final ReentrantLock changing = new ReentrantLock();

    private volatile Generations known = Generations.FIRST;

    /** Terms of fresh values that never end, if there are any: one comparison then tells that a value is fresh. */
    private volatile @Nullable Terms endless;

    /**
     * Knows nothing yet.
     *
     * @param record what says it to all processes; null if there is none
     * @param told what callers are told of a failure of the store
     */
    KnownGenerations(@Nullable RegionRecord record, LongSupplier nanos, UnaryOperator<RuntimeException> told) {
        SharedGenerations made = record == null ? null : new SharedGenerations(this, record, nanos, told);
        this.shared = made;
        if (made != null) {
            made.watch();
        }
    }

    Generations known() {
        return known;
    }

    /** Whether other processes may change what is known. */
    boolean areShared() {
        return shared != null;
    }

    /**
     * To be called before an operation that depends on generations: sees to it that others' invalidations are known.
     *
     * @throws RuntimeException if the store cannot be asked just now; operations of the next second go on with what is known
     */
    void freshen() {
        SharedGenerations others = shared;
        if (others != null) {
            others.freshen();
        }
    }

    /** To be called with the generation of what was found in the store. */
    void saw(long generation) {
        SharedGenerations others = shared;
        if (others != null && generation > known.current()) {
            others.saw(generation);
        }
    }

    /**
     * Invalidates for all processes that share the region's store: for this one at once, for others within a second.
     *
     * @throws RuntimeException if the store cannot be told; it will be when it is back, if this process lives to see that
     */
    void invalidate(UnaryOperator<Generations> change) {
        SharedGenerations others = shared;
        if (others == null) {
            learn(change);
        } else {
            others.invalidate(change);
        }
    }

    /** The store has lost everything: it is told what is known, now or when it can be. */
    void restore() {
        SharedGenerations others = shared;
        if (others != null && !known.equals(Generations.FIRST)) {
            others.restore();
        }
    }

    /** Nothing is of this generation any more, for this process, which has closed the region; others are not concerned. */
    void abandon() {
        changing.lock();
        try {
            known = OVER;
            endless = null;
        } finally {
            changing.unlock();
        }
    }

    @SuppressWarnings("ReferenceEquality") // There is only one.
    boolean areOver() {
        return known == OVER;
    }

    void learn(UnaryOperator<Generations> change) {
        changing.lock();
        try {
            if (!areOver()) {
                known = change.apply(known);
            }
            Terms terms = endless;
            if (terms != null && !isOfThisGeneration(terms.generation())) {
                endless = null;
            }
        } finally {
            changing.unlock();
        }
    }

    /** What a stored value of the region is good for. A remembered absence is fresh as long as it is remembered, and never stale. */
    State state(Stored<?> stored, InstantSource clock) {
        if (isFresh(stored, clock)) {
            return State.FRESH;
        }
        return isValid(stored) && clock.millis() < stored.expiresAt() ? State.STALE : State.ABSENT;
    }

    boolean isFresh(Stored<?> stored, InstantSource clock) {
        return isOfThisGeneration(stored.generation())
                && (stored.value() != null || stored.lease() == null)
                && (stored.isEternal() || clock.millis() < stored.freshUntil());
    }

    /** Whether the region has not been invalidated since that generation. */
    boolean isOfThisGeneration(long generation) {
        return generation >= known.floor().freshFrom();
    }

    /** Whether there is a value that has not been invalidated for good. */
    boolean isValid(Stored<?> stored) {
        return stored.value() != null && !isVoid(stored);
    }

    /** Whether what stands there, or is being made, has been invalidated for good. */
    boolean isVoid(Stored<?> stored) {
        return stored.generation() < known.floor().validFrom();
    }

    /** Notes terms that never end, by which values can be told to be fresh. */
    void endless(Terms terms) {
        changing.lock();
        try {
            endless = isOfThisGeneration(terms.generation()) ? terms : null;
        } finally {
            changing.unlock();
        }
    }

    @SuppressWarnings("ReferenceEquality") // Equal terms may be of another time; these are surely of this.
    boolean isEndless(Terms terms) {
        return terms == endless;
    }
}
