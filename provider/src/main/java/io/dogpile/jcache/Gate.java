// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import java.util.concurrent.atomic.AtomicBoolean;

/** Whether a cache is open. It closes once, for good. */
final class Gate {

    private final String cache;
    private final AtomicBoolean closed = new AtomicBoolean();

    Gate(String cache) {
        this.cache = cache;
    }

    /** Lets nobody in any more; false if it did not before. */
    boolean close() {
        return closed.compareAndSet(false, true);
    }

    boolean isClosed() {
        return closed.get();
    }

    void requireOpen() {
        if (closed.get()) {
            throw new IllegalStateException("cache '" + cache + "' is closed");
        }
    }
}
