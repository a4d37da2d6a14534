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

    @SuppressWarnings("UnnecessaryLambda") // Told from others as the object that it is.
    private static final Runnable STORED = () -> {};

    private final Slots<K, V> slots;
    private final Leases<K, V> leases;
    private final Lifetimes<K, V> lifetimes;
    private final @Nullable RegionListener<K, V> listener;
    private final Time time;
    private final Journal<K> journal;
    private final boolean measured;
    private final long rememberNull;
    private final long patienceNanos;

    /** A value on its way into its slot. */
    private record Arrival<K, V>(
            K key,
            Flight<V> flight,
            Stored<V> leased,
            @Nullable V value,
            @Nullable Stored<V> result) {

        void announce() {
            flight.outcome.complete(new Outcome.Made<>(value));
        }
    }

    Landing(
            Slots<K, V> slots,
            Leases<K, V> leases,
            Policies<K, V> policies,
            Loading loading,
            Time time,
            boolean measured,
            Journal<K> journal) {
        this.slots = slots;
        this.leases = leases;
        this.lifetimes = policies.lifetimes();
        this.listener = policies.listener();
        this.time = time;
        this.journal = journal;
        this.measured = measured;
        this.rememberNull = Durations.toMillisSaturated(loading.rememberNull());
        this.patienceNanos = Durations.toNanosSaturated(loading.waitAtMost());
    }

    /**
     * Stores the value, if nothing newer happened to the key, and completes the flight.
     *
     * @param made what the creator made; refused if it is not to be stored
     * @param tookNanos how long it took
     * @param nowNanos when it was ready
     * @return what is left to do once the caller has nothing else to do
     */
    Runnable land(
            K key,
            Flight<V> flight,
            Stored<V> leased,
            Timed<V> made,
            ReadOptions<? super K, ? super V> options,
            long tookNanos,
            long nowNanos) {
        V value = made.value();
        long lifetime = made.millisOr(options.lifetime());
        if (value != null && (lifetime == 0 || options.refuses(key, value))) {
            giveUp(key, flight, leased);
            flight.ends(new Outcome.Made<>(value));
            return Pilot.NOTHING;
        }
        Stored<V> result = value == null
                ? nothing(flight, leased, made.millisOr(rememberNull), nowNanos)
                : result(key, flight, leased, value, lifetime, tookNanos, nowNanos);
        Arrival<K, V> arrival = new Arrival<>(key, flight, leased, value, result);
        if (land(arrival, 0)) {
            return Pilot.NOTHING;
        }
        // Whoever has the key may be waiting for this very flight, or for another one of the same load.
        arrival.announce();
        return () -> {
            if (!land(arrival, patienceNanos)) {
                journal.fenced(key);
            }
        };
    }

    private boolean land(Arrival<K, V> arrival, long nanos) {
        RegionListener<K, V> told = listener;
        if (told != null && told.isListening()) {
            return landAndTell(arrival, told, nanos);
        }
        KeyLocks.Claim claim = slots.claim(arrival.key, nanos);
        if (claim == null) {
            return false;
        }
        Runnable news;
        try {
            news = store(arrival);
        } finally {
            claim.release();
        }
        arrival.announce();
        news.run();
        return true;
    }

    @SuppressWarnings("ReferenceEquality") // There is only one that says that all went well.
    private boolean landAndTell(Arrival<K, V> arrival, RegionListener<K, V> told, long nanos) {
        KeyLocks.Hold hold = slots.locks().acquire(arrival.key, nanos);
        if (hold == null) {
            return false;
        }
        Runnable news;
        try (hold) {
            Stored<V> leased = arrival.leased;
            V previous = slots.state(leased) == State.ABSENT ? null : leased.value();
            boolean expired = slots.isExpired(leased);
            news = store(arrival);
            boolean stored = news == STORED;
            arrival.announce();
            V now = arrival.result == null ? null : arrival.result.value();
            if (stored && (expired || (now == null && previous != null))) {
                told.expired(arrival.key, leased);
            }
            if (stored && now != null && arrival.value != null) {
                told.regenerated(arrival.key, previous, now);
            }
        }
        news.run();
        return true;
    }

    /** Stores what has arrived; returns {@link #STORED}, or what there is to tell once others may have the key. */
    private Runnable store(Arrival<K, V> arrival) {
        try {
            boolean stored = leases.store(arrival.key, arrival.flight, arrival.leased, arrival.result);
            return stored ? STORED : () -> journal.fenced(arrival.key);
        } catch (RuntimeException e) {
            Outages.requireOutage(e);
            return () -> slots.outages().dropped(e);
        }
    }

    /** Leaves the slot as it was before the flight. */
    private void giveUp(K key, Flight<V> flight, Stored<V> leased) {
        try {
            leases.release(key, flight, leased);
        } catch (RuntimeException e) {
            slots.outages().dropped(e);
        }
    }

    /** What is to stand in the slot if there is no value. */
    private @Nullable Stored<V> nothing(Flight<V> flight, Stored<V> leased, long remember, long nowNanos) {
        if (slots.fresh(leased) != null) {
            // There is nothing to store, and no reason to take back what was good for longer.
            return leased.with(leased.terms().lease(null).token(null));
        }
        return remember == 0 ? null : slots.stamp(null, remember, flight.generation, 0, time.millis(nowNanos));
    }

    private @Nullable Stored<V> result(
            K key, Flight<V> flight, Stored<V> leased, V value, long given, long tookNanos, long nowNanos) {
        long lifetime = given == Judgement.AS_STORED_FOR ? lifetime(key, leased, value) : given;
        if (lifetime == Lifetimes.UNCHANGED) {
            return slots.stampLike(leased, value);
        }
        if (lifetime == 0) {
            return null;
        }
        long millis = measured ? Math.max(1, TimeUnit.NANOSECONDS.toMillis(tookNanos)) : 0;
        return slots.stamp(value, lifetime, flight.generation, millis, time.millis(nowNanos));
    }

    /** What replaces a fresh value is an update of it; what replaces a stale one begins a life of its own. */
    private long lifetime(K key, Stored<V> leased, V value) {
        return slots.fresh(leased) != null ? lifetimes.ofUpdated(key, value) : lifetimes.ofCreated(key, value);
    }
}
