// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import java.util.concurrent.atomic.AtomicLong;

/** Tells whether a cache was cleared during an operation. Thread-safe. */
final class Clears {

    private static final long MEANWHILE = -1;

    private final AtomicLong begun = new AtomicLong();
    private final AtomicLong ended = new AtomicLong();

    void run(Runnable clear) {
        begun.incrementAndGet();
        try {
            clear.run();
        } finally {
            ended.incrementAndGet();
        }
    }

    /** Stands for this moment. */
    long now() {
        long before = ended.get();
        return begun.get() == before ? before : MEANWHILE;
    }

    /** Whether a clear was under way at that moment, or has begun since. */
    boolean since(long moment) {
        return begun.get() != moment;
    }
}
