// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import io.dogpile.backend.BackendException;
import io.dogpile.backend.BackendException.Kind;
import io.dogpile.backend.Stored;
import io.dogpile.backend.Terms;
import io.dogpile.codec.RegionRecord;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this process knows of its region's generations.
 *
 * <p>Where the region's store keeps bytes, a record there says it to all. Each process looks at it before an operation, if it has
 * not done so for a second; at once if the store tells that it has changed, or if a value is of a generation that it does not
 * know. What is known never falls back: should the store lose the record, whoever knows more writes it anew.
 */
final class KnownGenerations {

    private static final Logger LOG = LoggerFactory.getLogger("io.dogpile.region");
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** What is known of a region that this process has closed: nothing is of this generation. */
    private static final Generations OVER =
            new Generations(Long.MAX_VALUE, new Generations.Floor(Long.MAX_VALUE, Long.MAX_VALUE), Map.of());

    private final @Nullable RegionRecord record;
    private final LongSupplier nanos;
    private final UnaryOperator<RuntimeException> told;
    private final ReentrantLock changing = new ReentrantLock();

    /** Held by the one who looks; others wait for what he learns. */
    private final ReentrantLock looking = new ReentrantLock();

    /** What the store could not be told, to be done when it can. Guarded by {@link #looking}. */
    private final List<UnaryOperator<Generations>> owed = new ArrayList<>();

    private volatile Generations known = Generations.FIRST;
    private final AtomicInteger notices = new AtomicInteger();
    private volatile long lookAt;
    private volatile @Nullable RuntimeException failure;

    /** Terms of fresh values that never end, if there are any: one comparison then tells that a value is fresh. */
    private volatile @Nullable Terms endless;

    /**
     * Knows nothing yet.
     *
     * @param told what callers are told of a failure of the store
     */
    KnownGenerations(@Nullable RegionRecord record, LongSupplier nanos, UnaryOperator<RuntimeException> told) {
        this.record = record;
        this.nanos = nanos;
        this.told = told;
        this.lookAt = nanos.getAsLong();
        if (record != null) {
            record.watch(this::lookSoon);
        }
    }

    private void lookSoon() {
        notices.incrementAndGet();
        lookAt = nanos.getAsLong();
    }

    Generations known() {
        return known;
    }

    /** Whether other processes may change what is known. */
    boolean areShared() {
        return record != null;
    }

    /**
     * To be called before an operation that depends on generations: sees to it that others' invalidations are known.
     *
     * @throws RuntimeException if the store cannot be asked just now; operations of the next second go on with what is known
     */
    void freshen() {
        RegionRecord shared = record;
        if (shared != null && isDue()) {
            look(shared, this::isDue, 0);
        }
    }

    private boolean isDue() {
        return nanos.getAsLong() - lookAt >= 0;
    }

    /** To be called with the generation of what was found in the store. */
    void saw(long generation) {
        RegionRecord shared = record;
        if (shared != null && generation > known.current()) {
            look(shared, () -> generation > known.current(), generation);
        }
    }

    /** Looks, unless somebody else has done so meanwhile; his failure is that of all who waited for him. */
    private void look(RegionRecord shared, BooleanSupplier needed, long seen) {
        RuntimeException before = failure;
        looking.lock();
        try {
            RuntimeException latest = failure;
            if (latest != null && before != latest) {
                throw latest;
            }
            if (needed.getAsBoolean() && !isOver()) {
                look(shared, seen);
            }
        } finally {
            looking.unlock();
        }
    }

    private void look(RegionRecord shared, long seen) {
        int before = notices.get();
        RegionRecord.Version version;
        try {
            version = shared.read();
        } catch (RuntimeException e) {
            RuntimeException thrown = told.apply(e);
            failure = thrown;
            throw thrown;
        } finally {
            // Not earlier: whoever comes meanwhile waits for what is learnt. What is told meanwhile is looked at again.
            lookAt = nanos.getAsLong() + (notices.get() == before ? LOOK_NANOS : 0);
        }
        Generations recorded = read(version);
        learn(generations -> {
            Generations joined = generations.joined(recorded);
            return seen > joined.current() ? joined.lost(seen) : joined;
        });
        if (version == null || !version.isNewer()) {
            tell(shared, version, recorded);
        }
    }

    /** Writes what the record lacks; if that fails, it is tried again at the next look. */
    private void tell(RegionRecord shared, RegionRecord.@Nullable Version version, Generations recorded) {
        Generations next = known;
        for (UnaryOperator<Generations> change : owed) {
            next = change.apply(next);
        }
        if (next.equals(recorded)) {
            return;
        }
        try {
            if (shared.replace(version, GenerationBytes.of(next))) {
                Generations written = next;
                learn(generations -> generations.joined(written));
                owed.clear();
            } else {
                lookSoon();
            }
        } catch (RuntimeException e) {
            LOG.debug("the record of a region's generations could not be written, and will be tried again", e);
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
        if (shared == null) {
            learn(change);
            return;
        }
        looking.lock();
        try {
            while (!invalidate(shared, change)) {
                // Another process was faster.
            }
        } catch (RuntimeException e) {
            learn(change);
            owed.add(change);
            lookSoon();
            throw told.apply(e);
        } finally {
            looking.unlock();
        }
    }

    private boolean invalidate(RegionRecord shared, UnaryOperator<Generations> change) {
        RegionRecord.Version version = shared.read();
        if (version != null && version.isNewer()) {
            throw new BackendException(
                    Kind.REJECTED, "a later release has invalidated the region: only such a one can do so now", null);
        }
        Generations next = change.apply(known.joined(read(version)));
        if (!shared.replace(version, GenerationBytes.of(next))) {
            return false;
        }
        learn(generations -> generations.joined(next));
        return true;
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
    private boolean isOver() {
        return known == OVER;
    }

    /** The store has lost everything: it is told what is known, now or when it can be. */
    void restore() {
        RegionRecord shared = record;
        if (shared != null && !known.equals(Generations.FIRST)) {
            try {
                look(shared, () -> true, 0);
            } catch (RuntimeException e) {
                LOG.debug("the record of a region's generations could not be restored, and will be at another look", e);
            }
        }
    }

    private void learn(UnaryOperator<Generations> change) {
        changing.lock();
        try {
            if (!isOver()) {
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
