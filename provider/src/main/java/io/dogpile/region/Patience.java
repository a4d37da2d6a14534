// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import io.dogpile.config.Durations;
import io.dogpile.config.Loading;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Waits for flights that others fly, as long as the region's rules allow and not for one that waits for the caller. */
final class Patience {

    private final Time time;
    private final Counters counters;
    private final Messages messages;
    private final long atMostNanos;

    Patience(Time time, Counters counters, Messages messages, Loading loading) {
        this.time = time;
        this.counters = counters;
        this.messages = messages;
        this.atMostNanos = TimeUnit.MILLISECONDS.toNanos(Durations.toMillisSaturated(loading.waitAtMost()));
    }

    long now() {
        return time.nanos().getAsLong();
    }

    /**
     * Waits for a flight's outcome.
     *
     * @param since when the caller began to wait, for this flight or for others before
     * @return the outcome; null if the caller's patience or the flight's time came to an end before
     * @throws RecursionException if the flight waits for the caller
     * @throws WaitException if the caller is interrupted; its interrupt status stays set
     */
    <V> @Nullable Outcome<V> await(Object key, Flight<V> flight, long since) {
        Load mine = Load.current();
        if (mine == null) {
            return awaitOutcome(key, flight, since);
        }
        if (!mine.beginWaitingFor(flight.load)) {
            throw messages.recursion(key);
        }
        try {
            return awaitOutcome(key, flight, since);
        } finally {
            mine.endWaitingFor(flight.load);
        }
    }

    private <V> @Nullable Outcome<V> awaitOutcome(Object key, Flight<V> flight, long since) {
        counters.waits.increment();
        long now = now();
        long limit = Math.min(left(since, now), flight.leftNanos(now));
        try {
            if (limit > 0) {
                time.waiting().await(flight.outcome, limit);
            }
        } catch (InterruptedException e) {
            throw interrupted(key, e);
        }
        return flight.outcome.getNow(null);
    }

    /**
     * Waits until no operation has the key for itself.
     *
     * @return false if the caller's patience came to an end before
     * @throws WaitException if the caller is interrupted; its interrupt status stays set
     */
    boolean awaitRelease(Object key, KeyLocks locks, long since) {
        KeyLocks.Stripe stripe = locks.enter(key, left(since, now()));
        if (stripe != null) {
            stripe.release();
            return true;
        }
        if (Thread.currentThread().isInterrupted()) {
            throw messages.interrupted(key, null);
        }
        return false;
    }

    private long left(long since, long now) {
        return atMostNanos - (now - since);
    }

    /** How much longer a caller may wait that has waited since then. */
    long left(long since) {
        return left(since, now());
    }

    /** A caller was interrupted; its interrupt status is set again. */
    WaitException interrupted(Object key, InterruptedException e) {
        Thread.currentThread().interrupt();
        return messages.interrupted(key, e);
    }

    /** Whether a caller that has waited since then has to stop waiting. */
    boolean isOver(long since) {
        return left(since, now()) <= 0;
    }

    /** A caller stops waiting: for a flight, or for an operation if that is null. */
    WaitException exhausted(Object key, @Nullable Flight<?> flight, long since) {
        counters.waitTimeouts.increment();
        long now = now();
        return flight == null
                ? messages.timedOutOnOperation(key, now - since, atMostNanos)
                : messages.timedOut(key, now - since, flight, now, atMostNanos);
    }
}
