// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Spares callers the wait for a store that is away: after several failures in a row nobody asks any more, but one caller each
 * second who finds out whether the store is back.
 */
final class CircuitBreaker {

    private static final int FAILURES = 5;
    private static final long PROBE_NANOS = 1_000_000_000;

    private final String backend;
    private final LongSupplier nanos;
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicLong nextProbe = new AtomicLong();
    private volatile @Nullable BackendException last;

    CircuitBreaker(String backend, LongSupplier nanos) {
        this.backend = backend;
        this.nanos = nanos;
    }

    /** Lets a caller through, or throws. */
    void enter() {
        if (failures.get() < FAILURES) {
            return;
        }
        long now = nanos.getAsLong();
        long due = nextProbe.get();
        if (now - due < 0 || !nextProbe.compareAndSet(due, now + PROBE_NANOS)) {
            throw new BackendException(
                    BackendException.Kind.UNAVAILABLE,
                    backend + ": the last " + failures.get() + " operations failed, and the next attempt is due in "
                            + Math.max(0, (nextProbe.get() - now) / 1_000_000) + " ms",
                    last);
        }
    }

    void succeeded() {
        if (failures.get() != 0) {
            failures.set(0);
            last = null;
        }
    }

    void failed(BackendException failure) {
        last = failure;
        if (failures.incrementAndGet() >= FAILURES) {
            nextProbe.set(nanos.getAsLong() + PROBE_NANOS);
        }
    }

    boolean isOpen() {
        return failures.get() >= FAILURES;
    }
}
