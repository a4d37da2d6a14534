// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.examples.quickstart;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import javax.cache.CacheException;

/** Asks for the best seller of one shop again and again, and notes how long each answer takes. For one thread. */
final class Client implements Callable<Client> {

    // From the end of the query to the moment at which the cache begins to count the value's life.
    private static final Duration TOLERANCE = Duration.ofMillis(10);

    private final BestSellers bestSellers;
    private final Settings settings;
    private final long endNanos;
    private final AtomicLong answers;
    private long[] nanos = new long[1024];
    private int gets;
    private long stale;
    private long failed;

    Client(BestSellers bestSellers, Settings settings, long endNanos, AtomicLong answers) {
        this.bestSellers = bestSellers;
        this.settings = settings;
        this.endNanos = endNanos;
        this.answers = answers;
    }

    /** Asks until the phase is over, and returns this client. */
    @Override
    public Client call() {
        Duration oldest = settings.lifetime().plus(TOLERANCE);
        while (settings.nanoTime().getAsLong() < endNanos) {
            Instant asked = Instant.now();
            long begin = settings.nanoTime().getAsLong();
            ask(asked.minus(oldest));
            note(settings.nanoTime().getAsLong() - begin);
            LockSupport.parkNanos(settings.think().toNanos());
        }
        return this;
    }

    private void ask(Instant oldest) {
        try {
            if (bestSellers.of(OrderDatabase.SHOP).asOf().isBefore(oldest)) {
                stale++;
            }
        } catch (CacheException e) {
            failed++;
        }
    }

    private void note(long took) {
        if (gets == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * gets);
        }
        nanos[gets++] = took;
        answers.incrementAndGet();
    }

    /** How long each answer took. */
    long[] nanos() {
        return Arrays.copyOf(nanos, gets);
    }

    /** How many times there was no answer. */
    long failed() {
        return failed;
    }

    /** How many answers were past their expiry when they were asked for. */
    long stale() {
        return stale;
    }
}
