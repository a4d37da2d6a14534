// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.TestReporter;

/** How much later than promised calls return. Thread-safe. */
final class Delays {

    private static final Duration PROMISED = Duration.ofMillis(50);

    /** A call and how long after its time it came back. */
    private record Late(String call, Duration by) {}

    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger beyondPromise = new AtomicInteger();
    private final AtomicReference<Late> latest = new AtomicReference<>(new Late("none", Duration.ZERO));

    /** Makes a call that should take so long at most. */
    <T> T of(String call, Duration allowed, Supplier<T> made) {
        long start = System.nanoTime();
        try {
            return made.get();
        } finally {
            note(call, Duration.ofNanos(System.nanoTime() - start).minus(allowed));
        }
    }

    private void note(String call, Duration by) {
        calls.incrementAndGet();
        if (by.compareTo(PROMISED) > 0) {
            beyondPromise.incrementAndGet();
        }
        latest.accumulateAndGet(new Late(call, by), (one, other) -> one.by.compareTo(other.by) >= 0 ? one : other);
    }

    /** Tells what was measured, and fails if a call came back later than promised and than the slack given to busy machines. */
    void report(TestReporter reporter, String fault, Duration slack) {
        Late worst = latest.get();
        Deep.tell(
                reporter,
                fault,
                calls + " calls, " + beyondPromise + " later than deadline + 50 ms; the latest, " + worst.call + ", by "
                        + worst.by.toMillis() + " ms");
        assertThat(worst.by)
                .as("how long after its deadline '%s' returned, during: %s", worst.call, fault)
                .isLessThanOrEqualTo(PROMISED.plus(slack));
    }
}
