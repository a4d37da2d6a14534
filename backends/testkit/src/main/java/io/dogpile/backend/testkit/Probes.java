// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.testkit;

import io.dogpile.backend.Backend;
import io.dogpile.backend.BackendException;
import io.dogpile.backend.CircuitBreakingBackend;
import io.dogpile.backend.SurroundingBackend;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads through a circuit breaker that fail, and how many of them get through to the driver. For one thread. */
final class Probes {

    private static final Duration PAUSE = Duration.ofMillis(5);
    private static final int MANY = 20;

    private final CircuitBreakingBackend<String, byte[]> breaking;
    private int tried;
    private int calls;

    Probes(Backend<String, byte[]> driver) {
        this.breaking = new CircuitBreakingBackend<>(
                new SurroundingBackend<>() {
                    @Override
                    public Backend<String, byte[]> delegate() {
                        return driver;
                    }

                    @Override
                    public <R extends @Nullable Object> R around(Supplier<R> operation) {
                        tried++;
                        return operation.get();
                    }
                },
                System::nanoTime);
    }

    /** Reads until the breaker is open, or often enough. */
    boolean opens() {
        for (int i = 0; i < MANY && !breaking.isOpen(); i++) {
            read();
        }
        return breaking.isOpen();
    }

    /** Reads for so long. */
    void readFor(Duration time) {
        tried = 0;
        calls = 0;
        for (long end = System.nanoTime() + time.toNanos(); System.nanoTime() - end < 0; ) {
            read();
            Wait.until(() -> false, PAUSE);
        }
    }

    private void read() {
        calls++;
        try {
            breaking.get("probed");
        } catch (BackendException e) {
            // As it should.
        }
    }

    /** Whether reads succeed again within that time. */
    boolean closesWithin(Duration time) {
        return Wait.until(
                () -> {
                    read();
                    return !breaking.isOpen();
                },
                time);
    }

    /** How many reads there were. */
    int calls() {
        return calls;
    }

    /** How many of them reached the driver. */
    int tried() {
        return tried;
    }
}
