// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.testkit.server;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The end of a wait, by a clock that nobody sets. Immutable. */
final class Deadline {

    private static final long POLL_NANOS = 2_000_000;

    private final long nanos;

    private Deadline(long nanos) {
        this.nanos = nanos;
    }

    static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    long remainingNanos() {
        return Math.max(0, nanos - System.nanoTime());
    }

    boolean hasPassed() {
        return remainingNanos() == 0;
    }

    /** Looks every other millisecond; returns whether the condition came true in time. */
    boolean await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            if (hasPassed() || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        return true;
    }

    /** Waits until it has passed. */
    void await() {
        await(() -> false);
    }
}
