// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import io.dogpile.backend.Stored;
import io.dogpile.config.Durations;
import io.dogpile.config.Loading;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Brings what a creator made into the key's slot, through the fence, and tells the listener. */
final class Landing<K, V> {

    private final Slots<K, V> slots;
    private final Leases<K, V> leases;
    private final Lifetimes<K, V> lifetimes;
    private final @Nullable RegionListener<K, V> listener;
    private final Counters counters;
    private final boolean measured;
    private final long rememberNull;

    Landing(
            Slots<K, V> slots,
            Leases<K, V> leases,
            Policies<K, V> policies,
            Loading loading,
            boolean measured,
            Counters counters) {
        this.slots = slots;
        this.leases = leases;
        this.lifetimes = policies.lifetimes();
        this.listener = policies.listener();
        this.counters = counters;
        this.measured = measured;
        this.rememberNull = Durations.toMillisSaturated(loading.rememberNull());
    }

    /** Stores the value, if nothing newer happened to the key, and completes the flight. */
    void land(K key, Flight<V> flight, Stored<V> leased, @Nullable V value, long tookNanos) {
        Stored<V> result = result(key, flight, leased, value, tookNanos);
        Outcome<V> outcome = new Outcome.Made<>(value);
        if (listener == null || !listener.isListening()) {
            KeyLocks.Stripe free = slots.locks().tryEnter(key);
            KeyLocks.Stripe stripe = free != null ? free : enterAfterCompletion(key, flight, outcome);
            try {
                store(key, flight, leased, result);
            } finally {
                stripe.exit();
            }
            flight.outcome.complete(outcome);
        } else {
            landAndTell(listener, key, flight, leased, result, outcome);
        }
    }

    /** Whoever has the key may be waiting for this very flight, so it must be able to go on before the key can be entered. */
    private KeyLocks.Stripe enterAfterCompletion(K key, Flight<V> flight, Outcome<V> outcome) {
        flight.outcome.complete(outcome);
        return slots.locks().enter(key);
    }

    private KeyLocks.Hold acquireAfterCompletion(K key, Flight<V> flight, Outcome<V> outcome) {
        flight.outcome.complete(outcome);
        return slots.locks().acquire(key);
    }

    private void landAndTell(
            RegionListener<K, V> told,
            K key,
            Flight<V> flight,
            Stored<V> leased,
            @Nullable Stored<V> result,
            Outcome<V> outcome) {
        KeyLocks.Hold free = slots.locks().tryAcquire(key);
        KeyLocks.Hold hold = free != null ? free : acquireAfterCompletion(key, flight, outcome);
        try (hold) {
            V previous = slots.state(leased) == State.ABSENT ? null : leased.value();
            boolean expired = slots.isExpired(leased);
            boolean stored = store(key, flight, leased, result);
            flight.outcome.complete(outcome);
            if (stored && expired) {
                told.expired(key, leased);
            }
            V value = result == null ? null : result.value();
            if (stored && value != null) {
                told.regenerated(key, previous, value);
            }
        }
    }

    private boolean store(K key, Flight<V> flight, Stored<V> leased, @Nullable Stored<V> result) {
        boolean stored = leases.store(key, flight, leased, result);
        if (!stored) {
            counters.fenced.increment();
        }
        return stored;
    }

    private @Nullable Stored<V> result(
            K key, Flight<V> flight, Stored<V> leased, @Nullable V value, long tookNanos) {
        if (value == null) {
            return rememberNull == 0 ? null : slots.stamp(null, rememberNull, flight.generation, 0);
        }
        // What replaces a fresh value is an update of it; what replaces a stale one begins a life of its own.
        boolean update = slots.fresh(leased) != null;
        long lifetime = update ? lifetimes.ofUpdated(key, value) : lifetimes.ofCreated(key, value);
        if (lifetime == Lifetimes.UNCHANGED) {
            return slots.stampLike(leased, value);
        }
        if (lifetime == 0) {
            return null;
        }
        long millis = measured ? Math.max(1, TimeUnit.NANOSECONDS.toMillis(tookNanos)) : 0;
        return slots.stamp(value, lifetime, flight.generation, millis);
    }
}
