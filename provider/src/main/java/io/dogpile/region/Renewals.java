// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import java.util.Map;
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

    Renewals(Leases<K, V> leases, ScheduledExecutorService maintenance) {
        this.leases = leases;
        this.maintenance = maintenance;
    }

    /** Keeps the leases of these flights until the returned future is cancelled. */
    Future<?> keep(Map<K, Flight<V>> flights) {
        long period = Math.max(1, TimeUnit.MILLISECONDS.toNanos(leases.millis()) / TIMES_PER_LEASE);
        return maintenance.scheduleWithFixedDelay(
                () -> flights.forEach(this::renew), period, period, TimeUnit.NANOSECONDS);
    }

    private void renew(K key, Flight<V> flight) {
        try {
            leases.renew(key, flight);
        } catch (RuntimeException e) {
            // The next attempt is due before the lease is over.
            LOG.debug("a lease could not be renewed, and will be tried again", e);
        }
    }
}
