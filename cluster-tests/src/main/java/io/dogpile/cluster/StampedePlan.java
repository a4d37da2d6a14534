// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.cluster;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a stampede is to be like.
 *
 * @param kind of store
 * @param jvms how many processes read
 * @param threads how many threads read in each
 * @param warmUp how long nothing is measured and nothing happens to the processes
 * @param seconds how long after that; longer if the faults take longer
 * @param kills how many times the holder of the lease is killed
 * @param pauses how many times the holder of the lease is stopped, for twice the lease
 */
record StampedePlan(StoreKind kind, int jvms, int threads, Duration warmUp, int seconds, int kills, int pauses) {

    static final Duration LOAD = Duration.ofMillis(100);
    static final Duration LIFETIME = Duration.ofSeconds(1);
    static final Duration WAIT_AT_MOST = Duration.ofSeconds(5);
    static final Duration SLACK = Duration.ofMillis(250);
    private static final Duration STORE_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration FAULTY_LEASE = Duration.ofSeconds(1);

    StampedePlan {
        if (jvms < 2 || threads < 1 || seconds < 1 || kills < 0 || pauses < 0) {
            throw new IllegalArgumentException(
                    "at least 2 JVMs, 1 thread and 1 second are needed, and no negative numbers");
        }
    }

    boolean isFaulty() {
        return kills + pauses > 0;
    }

    /** How long the holder of a lease is stopped. */
    Duration pause() {
        return FAULTY_LEASE.multipliedBy(2);
    }

    /** How long after a fault another process may begin to load; where it hit the store, an operation may run out of time before. */
    Duration takeoverLimit() {
        return FAULTY_LEASE.plus(SLACK).plus(kind.isEmbedded() ? STORE_TIMEOUT : Duration.ZERO);
    }

    /** How long a read may take: its patience, and the time that its process may be stopped for. */
    Duration readLimit() {
        return WAIT_AT_MOST.plus(SLACK).plus(pauses > 0 ? pause() : Duration.ZERO);
    }

    /** The options of the processes' caches, beside those of the store. */
    Map<String, String> options() {
        Map<String, String> options = new TreeMap<>();
        options.put("expiry", "created " + LIFETIME.toMillis() + "ms");
        options.put("wait-at-most", WAIT_AT_MOST.toMillis() + "ms");
        if (isFaulty()) {
            options.put("lease", FAULTY_LEASE.toMillis() + "ms");
        } else {
            // The store is well: that the machine is busy is no outage.
            options.put(kind.timeoutOption(), "10s");
        }
        return options;
    }
}
