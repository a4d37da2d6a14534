// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import io.dogpile.backend.Lease;
import io.dogpile.backend.Stored;
import java.lang.ref.WeakReference;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes what nobody has any use for any more from a backend that does not do so by itself, so that what is never asked for
 * again does not stay for ever.
 */
final class Sweeper<K, V> {

    private static final Logger LOG = LoggerFactory.getLogger("io.dogpile.region");
    private static final long EVERY_SECONDS = 10;

    private final ScheduledExecutorService maintenance;
    private final @Nullable RegionListener<K, V> listener;
    private final AtomicBoolean idle;
    private volatile @Nullable Slots<K, V> slots;
    private volatile @Nullable Future<?> schedule;
    private volatile boolean stopped;

    /**
     * Makes a sweeper that has not started.
     *
     * @param needed whether there will be anything to do
     */
    Sweeper(ScheduledExecutorService maintenance, @Nullable RegionListener<K, V> listener, boolean needed) {
        this.maintenance = maintenance;
        this.listener = listener;
        this.idle = new AtomicBoolean(needed);
    }

    /** Sweeps the slots now and then, until {@link #stop} or until nobody else refers to them. Once is enough. */
    void start(Slots<K, V> swept) {
        if (idle.getAndSet(false)) {
            slots = swept;
            WeakReference<Sweeper<K, V>> self = new WeakReference<>(this);
            schedule = maintenance.scheduleWithFixedDelay(
                    () -> sweepOrEnd(self.get()), EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
        }
    }

    private static void sweepOrEnd(@Nullable Sweeper<?, ?> sweeper) {
        if (sweeper == null || sweeper.stopped) {
            throw new CancellationException("the region is gone, and so is the reason to go on");
        }
        try {
            sweeper.sweep();
        } catch (RuntimeException e) {
            // An exception would end the schedule for good.
            LOG.warn("sweeping a region was cut short, and will be tried again", e);
        }
    }

    void stop() {
        stopped = true;
        idle.set(false);
        Future<?> running = schedule;
        if (running != null) {
            running.cancel(false);
        }
    }

    private void sweep() {
        Slots<K, V> swept = slots;
        if (swept != null) {
            sweep(swept);
        }
    }

    /** Removes what has come to its end by now. */
    void sweep(Slots<K, V> swept) {
        Iterator<Map.Entry<K, Stored<V>>> entries = swept.entries();
        while (entries.hasNext()) {
            Map.Entry<K, Stored<V>> entry = entries.next();
            if (isUseless(swept, entry.getValue())) {
                remove(swept, entry.getKey(), entry.getValue());
            }
        }
    }

    /** Whether nobody has any use for what is stored. A value under regeneration stays until its lease is surely over. */
    private boolean isUseless(Slots<K, V> swept, Stored<V> stored) {
        long now = swept.now();
        Lease lease = stored.lease();
        boolean over = now >= stored.keptUntil() && (lease == null || now - lease.millis() >= stored.keptUntil());
        return over || swept.isVoid(stored);
    }

    private void remove(Slots<K, V> swept, K key, Stored<V> stored) {
        if (listener == null || !listener.isListening() || !swept.isExpired(stored)) {
            swept.replace(key, stored, null);
            return;
        }
        KeyLocks.Hold hold = swept.locks().tryAcquire(key);
        if (hold == null) {
            // Somebody is at it. There will be another sweep.
            return;
        }
        try (hold) {
            if (swept.replace(key, stored, null)) {
                listener.expired(key, stored);
            }
        } catch (RuntimeException e) {
            LOG.warn("a listener failed when told that a value has expired", e);
        }
    }
}
