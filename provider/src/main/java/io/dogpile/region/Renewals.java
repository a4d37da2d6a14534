// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Renews the leases of flights whose loads take longer than a lease lasts, up to the time that a load may take. */
final class Renewals<K, V> {

    private static final Logger LOG = LoggerFactory.getLogger("io.dogpile.region");
    private static final int TIMES_PER_LEASE = 3;

    private final Leases<K, V> leases;
    private final ScheduledExecutorService maintenance;
    private final Journal<K> journal;

    Renewals(Leases<K, V> leases, ScheduledExecutorService maintenance, Journal<K> journal) {
        this.leases = leases;
        this.maintenance = maintenance;
        this.journal = journal;
    }

    /** Keeps the leases of these flights until the returned upkeep is closed. */
    Turns.Upkeep keep(Map<K, Flight<V>> flights) {
        Map<K, Flight<V>> held = new ConcurrentHashMap<>(flights);
        long period = Math.max(1, TimeUnit.MILLISECONDS.toNanos(leases.millis()) / TIMES_PER_LEASE);
        Future<?> renewing = maintenance.scheduleWithFixedDelay(
                () -> held.forEach((key, flight) -> renew(held, key, flight)), period, period, TimeUnit.NANOSECONDS);
        return () -> {
            // Before anything is stored: who does not find a lease after that has not lost it.
            held.clear();
            renewing.cancel(false);
        };
    }

    private void renew(Map<K, Flight<V>> held, K key, Flight<V> flight) {
        try {
            if (!leases.renew(key, flight) && held.remove(key) != null) {
                journal.leaseLost(key);
            }
        } catch (RuntimeException e) {
            // The next attempt is due before the lease is over.
            LOG.debug("a lease could not be renewed, and will be tried again", e);
        }
    }
}
