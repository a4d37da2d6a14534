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
    private final Journal<?> journal;
    private final long atMostNanos;

    Patience(Time time, Journal<?> journal, Loading loading) {
        this.time = time;
        this.journal = journal;
        this.atMostNanos = TimeUnit.MILLISECONDS.toNanos(Durations.toMillisSaturated(loading.waitAtMost()));
    }

    long now() {
        return time.nanos().getAsLong();
    }

    /** A wait that began then. */
    Wait since(long sinceNanos, ReadOptions<?, ?> options) {
        return new Wait(sinceNanos, options.waitNanosOr(atMostNanos));
    }

    /** A wait that begins now. */
    Wait begin(ReadOptions<?, ?> options) {
        return since(now(), options);
    }

    /**
     * Waits for a flight's outcome.
     *
     * @param wait the caller's wait, for this flight and for others before
     * @return the outcome; null if the caller's patience or the flight's time came to an end before
     * @throws RecursionException if the flight waits for the caller
     * @throws WaitException if the caller is interrupted; its interrupt status stays set
     */
    <V> @Nullable Outcome<V> await(Object key, Flight<V> flight, Wait wait) {
        Load mine = Load.current();
        if (mine == null) {
            return awaitOutcome(key, flight, wait);
        }
        if (!mine.beginWaitingFor(flight.load)) {
            throw recursion(key);
        }
        try {
            return awaitOutcome(key, flight, wait);
        } finally {
            mine.endWaitingFor(flight.load);
        }
    }

    /** A caller begins to wait for a flight: how long it may. */
    long limit(Wait wait, Flight<?> flight) {
        journal.counters().waits.increment();
        long now = now();
        return Math.min(wait.leftNanos(now), flight.leftNanos(now));
    }

    RecursionException recursion(Object key) {
        return journal.messages().recursion(key);
    }

    private <V> @Nullable Outcome<V> awaitOutcome(Object key, Flight<V> flight, Wait wait) {
        long limit = limit(wait, flight);
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
    boolean awaitRelease(Object key, KeyLocks locks, Wait wait) {
        KeyLocks.Stripe stripe = locks.enter(key, left(wait));
        if (stripe != null) {
            stripe.release();
            return true;
        }
        if (Thread.currentThread().isInterrupted()) {
            throw journal.messages().interrupted(key, null);
        }
        return false;
    }

    /** How much longer a caller may wait. */
    long left(Wait wait) {
        return wait.leftNanos(now());
    }

    /** A caller was interrupted; its interrupt status is set again. */
    WaitException interrupted(Object key, InterruptedException e) {
        Thread.currentThread().interrupt();
        return journal.messages().interrupted(key, e);
    }

    /** Whether a caller has to stop waiting. */
    boolean isOver(Wait wait) {
        return left(wait) <= 0;
    }

    /** A caller stops waiting: for a flight, or for an operation if that is null. */
    WaitException exhausted(Object key, @Nullable Flight<?> flight, Wait wait) {
        journal.counters().waitTimeouts.increment();
        long now = now();
        return flight == null
                ? journal.messages().timedOutOnOperation(key, wait, now)
                : journal.messages().timedOut(key, wait, flight, now);
    }
}
