// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import io.dogpile.backend.BackendException;
import io.dogpile.backend.BackendException.Kind;
import io.dogpile.codec.RegionRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what this process knows of its region's generations, and the region's record of them, alike. */
final class SharedGenerations {

    private static final Logger LOG = LoggerFactory.getLogger("io.dogpile.region");
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final KnownGenerations generations;
    private final RegionRecord shared;
    private final LongSupplier nanos;
    private final UnaryOperator<RuntimeException> told;

    /** Held by the one who looks; others wait for what he learns. */
    private final ReentrantLock looking = new ReentrantLock();

    /** What the store could not be told, to be done when it can. Guarded by {@link #looking}. */
    private final List<UnaryOperator<Generations>> owed = new ArrayList<>();

    private final AtomicInteger notices = new AtomicInteger();
    private volatile long lookAt;
    private volatile @Nullable RuntimeException failure;

    SharedGenerations(
            KnownGenerations generations,
            RegionRecord record,
            LongSupplier nanos,
            UnaryOperator<RuntimeException> told) {
        this.generations = generations;
        this.shared = record;
        this.nanos = nanos;
        this.told = told;
        this.lookAt = nanos.getAsLong();
    }

    void watch() {
        shared.watch(this::lookSoon);
    }

    private void lookSoon() {
        notices.incrementAndGet();
        lookAt = nanos.getAsLong();
    }

    /** {@link KnownGenerations#freshen}. */
    void freshen() {
        if (isDue()) {
            look(this::isDue, 0);
        }
    }

    private boolean isDue() {
        return nanos.getAsLong() - lookAt >= 0;
    }

    /** {@link KnownGenerations#saw}. */
    void saw(long generation) {
        look(() -> generation > generations.known().current(), generation);
    }

    /** Looks, unless somebody else has done so meanwhile; his failure is that of all who waited for him. */
    @SuppressWarnings("ReferenceEquality") // Each failure has an exception of its own.
    private void look(BooleanSupplier needed, long seen) {
        RuntimeException before = failure;
        looking.lock();
        try {
            RuntimeException latest = failure;
            if (latest != null && before != latest) {
                throw latest;
            }
            if (needed.getAsBoolean() && !generations.areOver()) {
                look(seen);
            }
        } finally {
            looking.unlock();
        }
    }

    private void look(long seen) {
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
        generations.learn(known -> {
            Generations joined = known.joined(recorded);
            return seen > joined.current() ? joined.lost(seen) : joined;
        });
        if (version == null || !version.isNewer()) {
            tell(version, recorded);
        }
    }

    /** Writes what the record lacks; if that fails, it is tried again at the next look. */
    private void tell(RegionRecord.@Nullable Version version, Generations recorded) {
        Generations next = generations.known();
        for (UnaryOperator<Generations> change : owed) {
            next = change.apply(next);
        }
        if (next.equals(recorded)) {
            return;
        }
        try {
            if (shared.replace(version, GenerationBytes.of(next))) {
                Generations written = next;
                generations.learn(known -> known.joined(written));
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

    /** {@link KnownGenerations#invalidate}. */
    void invalidate(UnaryOperator<Generations> change) {
        looking.lock();
        try {
            while (!tryInvalidate(change)) {
                // Another process was faster.
            }
        } catch (RuntimeException e) {
            generations.learn(change);
            owed.add(change);
            lookSoon();
            throw told.apply(e);
        } finally {
            looking.unlock();
        }
    }

    private boolean tryInvalidate(UnaryOperator<Generations> change) {
        RegionRecord.Version version = shared.read();
        if (version != null && version.isNewer()) {
            throw new BackendException(
                    Kind.REJECTED, "a later release has invalidated the region: only such a one can do so now", null);
        }
        Generations next = change.apply(generations.known().joined(read(version)));
        if (!shared.replace(version, GenerationBytes.of(next))) {
            return false;
        }
        generations.learn(known -> known.joined(next));
        return true;
    }

    /** {@link KnownGenerations#restore}. */
    void restore() {
        try {
            look(() -> true, 0);
        } catch (RuntimeException e) {
            LOG.debug("the record of a region's generations could not be restored, and will be at another look", e);
        }
    }
}
