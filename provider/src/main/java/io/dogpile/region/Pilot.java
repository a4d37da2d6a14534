// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import io.dogpile.backend.Stored;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Flies: takes the lease, calls the creator, brings the result into the slot, and ends the flight whatever happens. */
final class Pilot<K, V> {

    private final Flights<K, V> flights;
    private final Leases<K, V> leases;
    private final Landing<K, V> landing;
    private final CoolDowns<K> coolDowns;
    private final Counters counters;
    private final LongSupplier nanos;

    Pilot(
            Flights<K, V> flights,
            Leases<K, V> leases,
            Landing<K, V> landing,
            CoolDowns<K> coolDowns,
            Counters counters,
            LongSupplier nanos) {
        this.flights = flights;
        this.leases = leases;
        this.landing = landing;
        this.coolDowns = coolDowns;
        this.counters = counters;
        this.nanos = nanos;
    }

    /** Flies for one key on the current thread; the flight's outcome is complete when this returns or throws. */
    void fly(K key, Decision.Lead<V> lead, Source<K, V> source, Demand demand) {
        Flight<V> flight = lead.flight();
        try {
            Stored<V> leased = takeLease(key, lead, demand);
            if (leased != null) {
                create(key, flight, leased, source);
            }
        } finally {
            flights.ended(key, flight, new Outcome.Abandoned<>(null));
        }
    }

    /**
     * Takes the lease of a flight.
     *
     * @return what stands in the slot with it; null if the flight has ended: the key has turned out to be fresh, or an
     *     explicit operation has it, which may be waiting for this very flight
     */
    @Nullable
    Stored<V> takeLease(K key, Decision.Lead<V> lead, Demand demand) {
        Flight<V> flight = lead.flight();
        Stored<V> slot =
                leases.elect(key, flight, lead.seen(), demand == Demand.NEW, () -> flights.isKnown(key, flight));
        if (slot != null && flight.hasLease()) {
            return slot;
        }
        flights.ended(key, flight, slot == null ? new Outcome.Abandoned<>(null) : new Outcome.Found<>(slot.value()));
        return null;
    }

    // Whatever a creator throws is for everybody who waits.
    @SuppressWarnings("checkstyle:IllegalCatch")
    private void create(K key, Flight<V> flight, Stored<V> leased, Source<K, V> source) {
        long started = nanos.getAsLong();
        V value;
        try {
            value = source.create(key);
        } catch (Throwable failure) {
            counters.loaded(nanos.getAsLong() - started, 1);
            failed(key, flight, leased, failure);
            Failures.rethrowError(failure);
            return;
        }
        long took = nanos.getAsLong() - started;
        counters.loaded(took, 1);
        Runnable rest = land(key, flight, leased, value, took);
        if (rest != null) {
            rest.run();
        }
    }

    /**
     * Brings a value into the slot of its key.
     *
     * @return what is left to do once the caller's other flights have landed; null if that is nothing
     * @throws RuntimeException what a listener threw; the flight has ended well then
     */
    @SuppressWarnings("checkstyle:IllegalCatch")
    @Nullable
    Runnable land(K key, Flight<V> flight, Stored<V> leased, @Nullable V value, long tookNanos) {
        coolDowns.succeeded(key);
        try {
            return landing.land(key, flight, leased, value, tookNanos);
        } catch (Throwable failure) {
            if (flight.outcome.isDone()) {
                throw failure;
            }
            failed(key, flight, leased, failure);
            Failures.rethrowError(failure);
            return null;
        }
    }

    /** Ends a flight whose creator failed. The key rests before its lease is given up, so that nobody slips in between. */
    @SuppressWarnings("checkstyle:IllegalCatch")
    void failed(K key, Flight<V> flight, Stored<V> leased, Throwable failure) {
        boolean interrupted = Failures.isInterruption(failure);
        counters.loadFailures.increment();
        if (!interrupted) {
            coolDowns.failed(key, failure, nanos.getAsLong());
        }
        try {
            leases.release(key, flight, leased);
        } catch (RuntimeException e) {
            // The lease will run out. What matters to callers is why there is no value.
            failure.addSuppressed(e);
        }
        // An interrupt was meant for one thread only: the others go on without it.
        flights.ended(key, flight, interrupted ? new Outcome.Abandoned<>(failure) : new Outcome.Failed<>(failure));
    }

    // Whatever a creator throws is told to its caller in one way.
    @SuppressWarnings("checkstyle:IllegalCatch")
    Answer<V> createWithoutStoring(K key, Source<K, V> source, Messages messages) {
        long started = nanos.getAsLong();
        try {
            return Answer.made(source.create(key));
        } catch (Throwable failure) {
            counters.loadFailures.increment();
            Failures.rethrowError(failure);
            Failures.isInterruption(failure);
            throw messages.failed(key, failure);
        } finally {
            counters.loaded(nanos.getAsLong() - started, 1);
        }
    }
}
