// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import io.dogpile.backend.Stored;
import io.dogpile.backend.Terms;
import io.dogpile.codec.RegionRecord;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
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

    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final @Nullable RegionRecord record;
    private final LongSupplier nanos;
    private final UnaryOperator<RuntimeException> told;
    private final ReentrantLock changing = new ReentrantLock();
    private final AtomicLong lookAt;

    private volatile Generations known = Generations.FIRST;

    /** Terms of fresh values that never end, if there are any: one comparison then tells that a value is fresh. */
    private volatile @Nullable Terms endless;

    /**
     * Knows nothing as yet.
     *
     * @param told what callers are told of a failure of the store
     */
    KnownGenerations(@Nullable RegionRecord record, LongSupplier nanos, UnaryOperator<RuntimeException> told) {
        this.record = record;
        this.nanos = nanos;
        this.told = told;
        this.lookAt = new AtomicLong(nanos.getAsLong());
        if (record != null) {
            record.watch(() -> lookAt.set(nanos.getAsLong()));
        }
    }

    Generations known() {
        return known;
    }

    /**
     * To be called before an operation that depends on generations: sees to it that others' invalidations are known.
     *
     * @throws RuntimeException if the store cannot be asked; the operation would fail, too, and need not try
     */
    void freshen() {
        RegionRecord shared = record;
        if (shared != null) {
            long now = nanos.getAsLong();
            long due = lookAt.get();
            if (now - due >= 0 && lookAt.compareAndSet(due, now + LOOK_NANOS)) {
                look(shared, 0);
            }
        }
    }

    /** To be called with the generation of what was found in the store. */
    void saw(long generation) {
        RegionRecord shared = record;
        if (shared != null && generation > known.current()) {
            look(shared, generation);
        }
    }

    /** Learns what the record says, and writes what it lacks. */
    private void look(RegionRecord shared, long seen) {
        try {
            RegionRecord.Version version = shared.read();
            Generations recorded = read(version);
            learn(generations -> {
                Generations joined = generations.joined(recorded);
                return seen > joined.current() ? joined.lost(seen) : joined;
            });
            if (!known.equals(recorded)) {
                shared.replace(version, GenerationBytes.of(known));
            }
        } catch (RuntimeException e) {
            lookAt.set(nanos.getAsLong());
            throw told.apply(e);
        }
    }

    private static Generations read(RegionRecord.@Nullable Version version) {
        byte[] content = version == null ? null : version.content();
        Generations recorded = content == null ? null : GenerationBytes.read(content);
        return recorded == null ? Generations.FIRST : recorded;
    }

    /**
     * Invalidates for all processes that share the region's store: for this one at once, for others within a second.
     *
     * @throws RuntimeException if the store cannot be told; it will be when it is back, if this process lives to see that
     */
    void invalidate(UnaryOperator<Generations> change) {
        RegionRecord shared = record;
        try {
            while (shared != null) {
                RegionRecord.Version version = shared.read();
                Generations next = change.apply(known.joined(read(version)));
                if (shared.replace(version, GenerationBytes.of(next))) {
                    learn(generations -> generations.joined(next));
                    return;
                }
            }
        } catch (RuntimeException e) {
            learn(change);
            lookAt.set(nanos.getAsLong());
            throw told.apply(e);
        }
        learn(change);
    }

    /** Invalidates for this process only, which has no more use for the region. */
    void abandon() {
        learn(generations -> generations.invalidated(Invalidation.HARD));
    }

    /** The store has lost everything: it is told what is known. */
    void restore() {
        RegionRecord shared = record;
        if (shared != null && !known.equals(Generations.FIRST)) {
            look(shared, 0);
        }
    }

    private void learn(UnaryOperator<Generations> change) {
        changing.lock();
        try {
            known = change.apply(known);
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
