// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Time that moves only when it is told to. Waiting blocks until another thread ends it or advances time far enough; no test
 * waits for real time to pass.
 */
final class FakeTime {

    private static final long START_MILLIS =
            Instant.parse("2026-11-22T12:00:00Z").toEpochMilli();

    /** Below zero, as a monotonic clock may be. */
    private static final long START_NANOS = -TimeUnit.MINUTES.toNanos(1);

    private final AtomicLong passed = new AtomicLong();

    /** Completed and replaced each time somebody begins to wait, and each time that time passes. */
    private final AtomicReference<CompletableFuture<Void>> changed = new AtomicReference<>(new CompletableFuture<>());

    private final AtomicLong waiting = new AtomicLong();
    private final Queue<Long> deadlines = new ConcurrentLinkedQueue<>();
    private final InstantSource clock =
            () -> Instant.ofEpochMilli(START_MILLIS + TimeUnit.NANOSECONDS.toMillis(passed.get()));

    Time asTime() {
        return new Time(clock, this::nanos, this::await);
    }

    long millis() {
        return clock.millis();
    }

    long nanos() {
        return START_NANOS + passed.get();
    }

    void advance(Duration duration) {
        passed.addAndGet(duration.toNanos());
        signal();
    }

    /** Blocks until that many callers wait for the outcome of a flight. */
    void awaitWaiting(int callers) {
        while (true) {
            CompletableFuture<Void> change = changed.get();
            if (waiting.get() >= callers) {
                return;
            }
            Crew.get(change);
        }
    }

    /** How much time has passed. */
    Duration passed() {
        return Duration.ofNanos(passed.get());
    }

    /** Whether somebody waits, and everybody who does waits for a moment that is still to come. */
    boolean isEachWaiterAsleep() {
        return waiting.get() > 0 && deadlines.stream().allMatch(deadline -> deadline - nanos() > 0);
    }

    private boolean await(CompletableFuture<?> future, long nanos) throws InterruptedException {
        long deadline = nanos() + nanos;
        deadlines.add(deadline);
        waiting.incrementAndGet();
        signal();
        try {
            while (true) {
                CompletableFuture<Void> change = changed.get();
                if (future.isDone() || nanos() - deadline >= 0) {
                    return future.isDone();
                }
                CompletableFuture.anyOf(future, change).get(Crew.PATIENCE_SECONDS, TimeUnit.SECONDS);
            }
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("nobody ended this wait", e);
        } finally {
            deadlines.remove(deadline);
            waiting.decrementAndGet();
        }
    }

    private void signal() {
        changed.getAndSet(new CompletableFuture<>()).complete(null);
    }
}
