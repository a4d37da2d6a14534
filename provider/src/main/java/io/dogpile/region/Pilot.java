// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import io.dogpile.backend.Stored;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Flies: takes the lease, calls the creator, brings the result into the slot, and ends the flight whatever happens. */
final class Pilot<K, V> {

    private final Slots<K, V> slots;
    private final Flights<K, V> flights;
    private final Leases<K, V> leases;
    private final Turns<K, V> turns;
    private final Landing<K, V> landing;
    private final CoolDowns<K> coolDowns;
    private final Counters counters;
    private final LongSupplier nanos;

    /** Whether to take a lease takes no time, so that a flight that waits for no thread begins when it is planned. */
    private final boolean prompt;

    Pilot(
            Slots<K, V> slots,
            Flights<K, V> flights,
            Leases<K, V> leases,
            Turns<K, V> turns,
            Landing<K, V> landing,
            CoolDowns<K> coolDowns,
            Counters counters) {
        this.slots = slots;
        this.flights = flights;
        this.leases = leases;
        this.turns = turns;
        this.landing = landing;
        this.coolDowns = coolDowns;
        this.counters = counters;
        this.nanos = turns.nanos();
        this.prompt = !slots.isShared();
    }

    /**
     * Flies for one key on the current thread; the flight's outcome is complete when this returns or throws.
     *
     * @param since when the caller began to wait
     */
    void fly(K key, Decision.Lead<V> lead, Source<K, V> source, Demand demand, long since) {
        Flight<V> flight = lead.flight();
        try {
            long start = prompt && !lead.unattended() ? flight.startedNanos() : nanos.getAsLong();
            Stored<V> leased = takeLease(key, lead, demand, start);
            if (leased != null && !flight.hasLease() && !Outages.isUntold(leased)) {
                leased = awaitTurn(key, lead, demand, since);
            }
            if (Outages.isUntold(leased)) {
                createUnleased(key, flight, source);
            } else if (leased != null) {
                create(key, flight, leased, source);
            }
        } catch (RuntimeException e) {
            if (flight.outcome.isDone()) {
                throw e;
            }
            slots.outages().survive(e);
            createUnleased(key, flight, source);
        } finally {
            flights.ended(key, flight, Outcome.abandoned());
        }
    }

    /**
     * Takes the lease of a flight.
     *
     * @param nowNanos from when it counts
     * @return what stands in the slot with it; or with the lease of another process, or what the backend {@linkplain
     *     Outages#isUntold failed to tell}, and the flight goes on without one; null if the flight has ended: the key has turned
     *     out to be fresh, or an explicit operation has it, which may be waiting for this very flight
     */
    @Nullable
    Stored<V> takeLease(K key, Decision.Lead<V> lead, Demand demand, long nowNanos) {
        return takeLease(key, lead.flight(), lead.seen(), demand, nowNanos);
    }

    private @Nullable Stored<V> takeLease(
            K key, Flight<V> flight, @Nullable Stored<V> seen, Demand demand, long nowNanos) {
        if (Outages.isUntold(seen)) {
            return seen;
        }
        Stored<V> slot = leases.elect(key, flight, seen, demand == Demand.NEW, nowNanos);
        if (slot == null) {
            flights.ended(key, flight, Outcome.abandoned());
            return null;
        }
        if (flight.hasLease() || turns.isTaken(key, slot)) {
            return slot;
        }
        flights.ended(key, flight, new Outcome.Found<>(slot.value()));
        return null;
    }

    /** Waits until another process has made the value, or has given up or died; null if the flight has ended. */
    private @Nullable Stored<V> awaitTurn(K key, Decision.Lead<V> lead, Demand demand, long since) {
        Flight<V> flight = lead.flight();
        if (lead.fallback() != null) {
            // There is something to go on with, and nobody has to wait.
            return null;
        }
        counters.waits.increment();
        for (Turns.Look<V> look = turns.await(key, since); look != null; look = turns.await(key, since)) {
            Stored<V> slot = look.slot();
            if (slot != null && demand == Demand.USABLE && slots.state(slot) == State.FRESH) {
                flights.ended(key, flight, new Outcome.Found<>(slot.value()));
                return null;
            }
            Stored<V> taken = takeLease(key, flight, slot, demand, nanos.getAsLong());
            if (taken == null || flight.hasLease() || Outages.isUntold(taken)) {
                return taken;
            }
        }
        return null;
    }

    Turns.Upkeep keep(Map<K, Flight<V>> renewed) {
        return turns.keep(renewed);
    }

    /** Makes a value for everybody who waits in this process, without the backend. */
    @SuppressWarnings("checkstyle:IllegalCatch")
    private void createUnleased(K key, Flight<V> flight, Source<K, V> source) {
        long started = nanos.getAsLong();
        try {
            V value = source.create(key);
            counters.notStored.increment();
            flights.ended(key, flight, new Outcome.Made<>(value));
        } catch (Throwable failure) {
            failed(key, flight, null, failure);
            Failures.rethrowError(failure);
        } finally {
            counters.loaded(nanos.getAsLong() - started, 1);
        }
    }

    // Whatever a creator throws is for everybody who waits.
    @SuppressWarnings("checkstyle:IllegalCatch")
    private void create(K key, Flight<V> flight, Stored<V> leased, Source<K, V> source) {
        long started = prompt ? flight.startedNanos() : nanos.getAsLong();
        V value;
        Turns.Upkeep upkeep = turns.keep(key, flight);
        try (upkeep) {
            value = source.create(key);
        } catch (Throwable failure) {
            counters.loaded(nanos.getAsLong() - started, 1);
            failed(key, flight, leased, failure);
            Failures.rethrowError(failure);
            return;
        }
        long now = nanos.getAsLong();
        counters.loaded(now - started, 1);
        Runnable rest = land(key, flight, leased, value, now - started, now);
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
    Runnable land(K key, Flight<V> flight, Stored<V> leased, @Nullable V value, long tookNanos, long nowNanos) {
        coolDowns.succeeded(key);
        try {
            return landing.land(key, flight, leased, value, tookNanos, nowNanos);
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
    void failed(K key, Flight<V> flight, @Nullable Stored<V> leased, Throwable failure) {
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
