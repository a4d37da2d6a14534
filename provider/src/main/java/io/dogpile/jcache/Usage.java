// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Who uses something at the moment, so that it is not closed under anybody's hands. Thread-safe. */
final class Usage {

    /** A use reads, and never waits for it; the end writes. */
    private final ReentrantReadWriteLock uses = new ReentrantReadWriteLock();

    private volatile boolean over;

    /** Begins a use, which the same thread must {@linkplain #end end}; false if there is none any more. */
    boolean begin() {
        if (!uses.readLock().tryLock()) {
            // Only the end takes it from readers.
            return false;
        }
        if (over) {
            uses.readLock().unlock();
            return false;
        }
        return true;
    }

    void end() {
        uses.readLock().unlock();
    }

    /**
     * Lets no use begin any more, and waits for those of other threads: at most that long, until it is interrupted, or not at
     * all if this thread is in one itself.
     */
    void finish(long nanos) {
        over = true;
        if (uses.getReadHoldCount() > 0) {
            return;
        }
        try {
            if (uses.writeLock().tryLock(nanos, TimeUnit.NANOSECONDS)) {
                uses.writeLock().unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
