// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import io.dogpile.backend.Lease;
import io.dogpile.backend.Stored;
import io.dogpile.config.Durations;
import io.dogpile.config.Loading;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
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
    private final long holder;
    private final LongSupplier nanos;
    private final long millis;
    private final AtomicLong number = new AtomicLong();

    Leases(Slots<K, V> slots, Loading loading, long holder, LongSupplier nanos) {
        this.slots = slots;
        this.holder = holder;
        this.nanos = nanos;
        this.millis = Math.max(1, Durations.toMillisSaturated(loading.loadAtMost()));
    }

    /**
     * Takes the lease for a flight, unless the key turns out to be fresh by now.
     *
     * @param seen what the decision to fly was made on: if that has changed, the key is looked at again
     * @param insist whether to go on although the key is fresh
     * @param known whether the flight is still the one that others find; another one's lease is not to be swept away
     * @return what stands in the slot now: with the flight's lease, or else fresh; null without a lease if the flight is not
     *     known any more, or if an explicit operation has the key just now
     */
    @Nullable
    Stored<V> elect(K key, Flight<V> flight, @Nullable Stored<V> seen, boolean insist, BooleanSupplier known) {
        KeyLocks.Stripe stripe = slots.locks().tryEnter(key);
        if (stripe == null) {
            return null;
        }
        try {
            return electUndisturbed(key, flight, seen, insist, known);
        } finally {
            stripe.exit();
        }
    }

    private @Nullable Stored<V> electUndisturbed(
            K key, Flight<V> flight, @Nullable Stored<V> seen, boolean insist, BooleanSupplier known) {
        Lease lease = new Lease(holder, number.incrementAndGet(), millis);
        Stored<V> current = seen;
        while (known.getAsBoolean()) {
            Stored<V> leased = slots.leased(current, lease, flight.generation);
            if (slots.replace(key, current, leased)) {
                flight.holds(lease, nanos.getAsLong());
                return leased;
            }
            current = slots.read(key);
            if (!insist && slots.state(current) == State.FRESH) {
                return current;
            }
        }
        return null;
    }

    /**
     * Stores a flight's result in the place of its lease.
     *
     * @param leased what stood in the slot when it was last looked at
     * @param result null to leave the key empty
     * @return false if the lease has gone, or the region has been invalidated: then something newer happened to the key
     */
    boolean store(K key, Flight<V> flight, @Nullable Stored<V> leased, @Nullable Stored<V> result) {
        Stored<V> current = leased;
        while (flight.owns(current)) {
            if (flight.generation != slots.generation()) {
                release(key, flight, current);
                return false;
            }
            if (slots.replace(key, current, result)) {
                return true;
            }
            current = slots.read(key);
        }
        return false;
    }

    /** Gives the lease up, leaving what stood beside it. */
    void release(K key, Flight<V> flight, @Nullable Stored<V> leased) {
        Stored<V> current = leased;
        while (current != null && flight.owns(current)) {
            Stored<V> bare = current.value() == null
                    ? null
                    : current.with(current.terms().lease(null).token(null));
            if (slots.replace(key, current, bare)) {
                return;
            }
            current = slots.read(key);
        }
    }
}
