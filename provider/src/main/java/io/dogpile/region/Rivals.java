// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import io.dogpile.backend.ChangeListener;
import io.dogpile.backend.Lease;
import io.dogpile.backend.Stored;
import io.dogpile.config.Durations;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leases that other processes hold on keys of this region: whether they are still held, and waiting until they are not.
 *
 * <p>A lease says how long it lasts, not when it ends. It is over once it has been seen, unchanged, for longer than it lasts by
 * the monotonic clock of this process: no clock of another host is asked, and a holder that lives renews its lease in time.
 */
final class Rivals<K, V> implements ChangeListener<K> {

    private static final Logger LOG = LoggerFactory.getLogger("io.dogpile.region");
    private static final int MOST_SIGHTINGS = 1_000;
    private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final long TOLD_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long ASK_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** A lease as it was seen first. */
    private record Sighting(Lease lease, long sinceNanos) {

        boolean isOver(long nowNanos) {
            return nowNanos - sinceNanos >= TimeUnit.MILLISECONDS.toNanos(lease.millis());
        }
    }

    private final ConcurrentMap<K, Sighting> sightings = new ConcurrentHashMap<>();
    private final ConcurrentMap<K, CompletableFuture<Boolean>> changes = new ConcurrentHashMap<>();
    private final Slots<K, V> slots;
    private final Time time;
    private final RandomGenerator random;
    private final long self;
    private final AtomicBoolean asked = new AtomicBoolean();
    private final long longestPauseNanos;

    /** Whether the backend tells of changes. */
    private volatile boolean told;

    /** When it last failed to promise that. */
    private volatile OptionalLong refusal = OptionalLong.empty();

    /**
     * Makes the memory of one region.
     *
     * @param self the holder that this region's own leases name
     * @param pollAtMost the longest pause between two looks at a slot, where the backend does not tell of changes
     */
    Rivals(Slots<K, V> slots, Time time, RandomGenerator random, long self, Duration pollAtMost) {
        this.slots = slots;
        this.time = time;
        this.random = random;
        this.self = self;
        this.longestPauseNanos = Durations.toNanosSaturated(pollAtMost);
    }

    /**
     * Not before somebody waits for another process: that may never happen, and each write costs more once it is told of. Whoever
     * cannot be told looks again and again, as over a store that never tells.
     */
    private void beTold() {
        if (asked.get() || isTooSoon() || !asked.compareAndSet(false, true)) {
            return;
        }
        try {
            told = slots.backend().watch(this);
        } catch (RuntimeException e) {
            LOG.debug("waiting without being told of changes, for a while: {}", e.getMessage());
            refusal = OptionalLong.of(time.nanos().getAsLong());
            asked.set(false);
        }
    }

    private boolean isTooSoon() {
        OptionalLong last = refusal;
        return last.isPresent() && time.nanos().getAsLong() - last.getAsLong() < ASK_AGAIN_NANOS;
    }

    LongSupplier nanos() {
        return time.nanos();
    }

    /** Whether another process has the right to regenerate the key, by what its slot was just seen to hold. */
    boolean hold(K key, @Nullable Stored<V> slot) {
        Lease lease = slot == null ? null : slot.lease();
        if (slot == null || lease == null || lease.holder() == self || slots.isVoid(slot)) {
            // What a load from before an invalidation brings is of no use here.
            return false;
        }
        long now = time.nanos().getAsLong();
        Sighting sighting = sightings.get(key);
        if (sighting == null || !sighting.lease.equals(lease)) {
            sighting = new Sighting(lease, now);
            remember(key, sighting);
        }
        return !sighting.isOver(now);
    }

    /** What was seen of keys that nobody asked for again would stay for ever. */
    private void remember(K key, Sighting sighting) {
        if (sightings.size() >= MOST_SIGHTINGS) {
            sightings.values().removeIf(old -> old.isOver(sighting.sinceNanos));
        }
        sightings.put(key, sighting);
    }

    /** The key has been regenerated, or its lease is this process's now. */
    void forget(K key) {
        if (!sightings.isEmpty()) {
            sightings.remove(key);
        }
    }

    /** One caller's wait for a key; not thread-safe. */
    final class Watch implements AutoCloseable {

        private final K key;
        private long pause = told ? TOLD_PAUSE_NANOS : Math.min(FIRST_PAUSE_NANOS, longestPauseNanos);
        private CompletableFuture<Boolean> change;

        private Watch(K key) {
            this.key = key;
            this.change = register();
        }

        private CompletableFuture<Boolean> register() {
            CompletableFuture<Boolean> mine = new CompletableFuture<>();
            CompletableFuture<Boolean> other = changes.putIfAbsent(key, mine);
            return other == null ? mine : other;
        }

        /** Waits until it is worth looking at the slot again, at most that long. */
        void pause(long atMostNanos) throws InterruptedException {
            time.waiting().await(change, nanos(atMostNanos));
            paused();
        }

        /** Completes when it is worth looking at the slot again, unless {@link #nanos} pass before. */
        CompletableFuture<Boolean> change() {
            return change;
        }

        long nanos(long atMostNanos) {
            return Math.min(atMostNanos, spread(pause));
        }

        /** To be called after each pause, before the slot is looked at. */
        void paused() {
            if (change.isDone()) {
                // Before the slot is looked at, so that no change falls between.
                change = register();
            } else {
                pause = told ? TOLD_PAUSE_NANOS : Math.min(longestPauseNanos, pause * 3 / 2);
            }
        }

        /** Another wait of this process for the key, on the same future, looks once more and goes on with one of its own. */
        @Override
        public void close() {
            if (changes.remove(key, change)) {
                change.complete(true);
            }
        }
    }

    /** Begins to wait; to be begun before the slot is looked at. */
    Watch watch(K key) {
        beTold();
        return new Watch(key);
    }

    private long spread(long nanos) {
        return nanos - (long) (nanos * random.nextDouble() / 4);
    }

    @Override
    public void changed(K key) {
        CompletableFuture<Boolean> change = changes.remove(key);
        if (change != null) {
            change.complete(true);
        }
    }

    @Override
    public void missed() {
        changes.keySet().forEach(this::changed);
    }
}
