// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend;

import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps what was read from a far backend before a write from being kept near after it: each write counts, and what was read
 * under another count is not kept.
 */
final class NearWrites {

    private static final int STRIPES = 64;

    private final Stripe[] stripes = new Stripe[STRIPES];

    /** Keys that share a count. */
    private static final class Stripe {
        private final ReentrantLock lock = new ReentrantLock();
        private volatile long count;
    }

    NearWrites() {
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = new Stripe();
        }
    }

    /** To be asked before the far backend is. */
    long count(Object key) {
        return stripe(key).count;
    }

    /** Does something near because the key was written. */
    void of(Object key, Runnable change) {
        write(stripe(key), change);
    }

    /** Does something near because any key may have been written. */
    void all(Runnable change) {
        for (Stripe stripe : stripes) {
            write(stripe, () -> {});
        }
        change.run();
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // Written under the lock, read without.
    private static void write(Stripe stripe, Runnable change) {
        stripe.lock.lock();
        try {
            stripe.count++;
            change.run();
        } finally {
            stripe.lock.unlock();
        }
    }

    /** Does something near, unless the key was written since then. */
    void unless(Object key, long before, Runnable change) {
        Stripe stripe = stripe(key);
        stripe.lock.lock();
        try {
            if (stripe.count == before) {
                change.run();
            }
        } finally {
            stripe.lock.unlock();
        }
    }

    private Stripe stripe(Object key) {
        int hash = key.hashCode();
        return stripes[(hash ^ (hash >>> 16)) & (STRIPES - 1)];
    }
}
