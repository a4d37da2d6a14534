// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import io.dogpile.backend.Exchange;
import io.dogpile.backend.Lease;
import io.dogpile.backend.Stored;
import io.dogpile.backend.Terms;
import io.dogpile.config.Durations;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Takes leases in the slots of keys, and stores results through them.
 *
 * <p>A lease stands where the value stands. Whoever writes or removes the value takes the lease away with it, and the flight
 * that held it finds out when it wants to store: election, second look, fence and protection of removals are all the one
 * compare-and-set.
 */
final class Leases<K, V> {

    private final Slots<K, V> slots;
    private final Flights<K, V> flights;
    private final Rivals<K, V> rivals;
    private final Continuity<K, V> continuity;
    private final Time time;
    private final long millis;

    Leases(
            Slots<K, V> slots,
            Flights<K, V> flights,
            Rivals<K, V> rivals,
            Duration length,
            Continuity<K, V> continuity,
            Time time) {
        this.slots = slots;
        this.flights = flights;
        this.rivals = rivals;
        this.continuity = continuity;
        this.time = time;
        this.millis = Math.max(1, Durations.toMillisSaturated(length));
    }

    /** How long a lease lasts unless it is renewed. */
    long millis() {
        return millis;
    }

    /**
     * Takes the lease for a flight, unless the key turns out to be fresh by now, or the flight is not the one that others find
     * any more: another one's lease is not to be swept away.
     *
     * @param seen what the decision to fly was made on: if that has changed, the key is looked at again
     * @param judgement what fresh means
     * @param nowNanos from when the lease counts
     * @return what stands in the slot now: with the flight's lease, or that of another process, or else fresh; null if the
     *     flight is not known any more, or if an explicit operation has the key just now
     */
    @Nullable
    Stored<V> elect(K key, Flight<V> flight, @Nullable Stored<V> seen, Judgement judgement, long nowNanos) {
        KeyLocks.Claim claim = slots.claim(key, 0);
        if (claim == null) {
            return null;
        }
        try {
            return electUndisturbed(key, flight, seen, judgement, nowNanos);
        } finally {
            claim.release();
        }
    }

    private @Nullable Stored<V> electUndisturbed(
            K key, Flight<V> flight, @Nullable Stored<V> seen, Judgement judgement, long nowNanos) {
        long now = time.millis(nowNanos);
        Lease lease = next();
        Stored<V> current = seen;
        while (flights.isKnown(key, flight)) {
            if (rivals.hold(key, current)) {
                return current;
            }
            Stored<V> leased = slots.leased(current, lease, flight.generation, now);
            Exchange<V> came = slots.exchange(key, current, leased);
            if (came.done()) {
                flight.holds(lease, nowNanos);
                rivals.forget(key);
                return leased;
            }
            current = came.found();
            if (slots.state(current, judgement) == State.FRESH) {
                return current;
            }
        }
        return null;
    }

    private Lease next() {
        return new Lease(continuity.holder(), continuity.leases().incrementAndGet(), millis);
    }

    /**
     * Puts a new lease in the place of the flight's, if that still stands in the slot and the load may go on.
     *
     * @return whether the flight's lease was found
     */
    boolean renew(K key, Flight<V> flight) {
        Stored<V> current = slots.read(key);
        Lease held = current == null ? null : current.lease();
        if (current == null || held == null || !flight.owns(current)) {
            return false;
        }
        if (!flight.isOverdue(time.nanos().getAsLong())) {
            Terms renewed = current.terms().lease(next()).token(null);
            flight.renews(held, renewed.lease());
            slots.replace(key, current, current.with(renewed));
        }
        return true;
    }

    /**
     * Stores a flight's result in the place of its lease.
     *
     * @param leased what stood in the slot when it was last looked at
     * @param result null to leave the key empty
     * @return false if the lease has gone, or the region has been invalidated: then something newer happened to the key
     */
    boolean store(K key, Flight<V> flight, @Nullable Stored<V> leased, @Nullable Stored<V> result) {
        Stored<V> current = latest(key, flight, leased);
        while (flight.owns(current)) {
            if (slots.isOutdated(flight.generation)) {
                release(key, flight, current);
                return false;
            }
            Exchange<V> came = slots.exchange(key, current, result);
            if (came.done()) {
                return true;
            }
            current = came.found();
        }
        return false;
    }

    /** What stood in the slot when the lease was taken, unless that has been renewed since. */
    private @Nullable Stored<V> latest(K key, Flight<V> flight, @Nullable Stored<V> leased) {
        return leased == null || flight.owns(leased) ? leased : slots.read(key);
    }

    /** Gives the lease up, leaving what stood beside it. */
    void release(K key, Flight<V> flight, @Nullable Stored<V> leased) {
        Stored<V> current = latest(key, flight, leased);
        while (current != null && flight.owns(current)) {
            Stored<V> bare = current.value() == null
                    ? null
                    : current.with(current.terms().lease(null).token(null));
            current = slots.exchange(key, current, bare).found();
        }
    }
}
