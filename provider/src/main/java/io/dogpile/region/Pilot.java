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

    /** Flies for one key on the current thread; the flight's outcome is complete when this returns or throws. */
    void fly(K key, Decision.Lead<V> lead, Request<K, V> request, Wait wait) {
        Flight<V> flight = lead.flight();
        try {
            long start = prompt && !lead.unattended() ? flight.startedNanos() : nanos.getAsLong();
            Stored<V> leased = takeLease(key, lead, request.judgement(), start);
            if (leased != null && !flight.hasLease() && !Outages.isUntold(leased)) {
                leased = awaitTurn(key, lead, request.judgement(), wait);
            }
            if (leased != null) {
                create(key, flight, leased, request);
            }
        } catch (RuntimeException e) {
            if (flight.outcome.isDone()) {
                throw e;
            }
            create(key, flight, slots.outages().untold(e), request);
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
    Stored<V> takeLease(K key, Decision.Lead<V> lead, Judgement judgement, long nowNanos) {
        return takeLease(key, lead.flight(), lead.seen(), judgement, nowNanos);
    }

    private @Nullable Stored<V> takeLease(
            K key, Flight<V> flight, @Nullable Stored<V> seen, Judgement judgement, long nowNanos) {
        if (Outages.isUntold(seen)) {
            return seen;
        }
        Stored<V> slot = leases.elect(key, flight, seen, judgement, nowNanos);
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
    private @Nullable Stored<V> awaitTurn(K key, Decision.Lead<V> lead, Judgement judgement, Wait wait) {
        Flight<V> flight = lead.flight();
        if (lead.fallback() != null) {
            // There is something to go on with, and nobody has to wait.
            return null;
        }
        counters.waits.increment();
        for (Turns.Look<V> look = turns.await(key, wait); look != null; look = turns.await(key, wait)) {
            Stored<V> slot = look.slot();
            if (slot != null && slots.state(slot, judgement) == State.FRESH) {
                flights.ended(key, flight, new Outcome.Found<>(slot.value()));
                return null;
            }
            Stored<V> taken = takeLease(key, flight, slot, judgement, nanos.getAsLong());
            if (taken == null || flight.hasLease() || Outages.isUntold(taken)) {
                return taken;
            }
        }
        return null;
    }

    Turns.Upkeep keep(Map<K, Flight<V>> renewed) {
        return turns.keep(renewed);
    }

    /**
     * Makes a value, for everybody who waits in this process.
     *
     * @param leased what stands in the slot; null, or what the backend {@linkplain Outages#isUntold failed to tell}, if the flight
     *     has no lease, and what is made is not stored
     */
    // Whatever a creator throws is for everybody who waits.
    @SuppressWarnings("checkstyle:IllegalCatch")
    private void create(K key, Flight<V> flight, @Nullable Stored<V> leased, Request<K, V> request) {
        boolean held = flight.hasLease();
        long started = held && prompt ? flight.startedNanos() : nanos.getAsLong();
        Timed<V> made;
        Turns.Upkeep upkeep = turns.keep(key, flight);
        try (upkeep) {
            made = request.source().create(key);
        } catch (Throwable failure) {
            counters.loaded(nanos.getAsLong() - started, 1);
            failed(key, flight, leased, failure);
            Failures.rethrowError(failure);
            return;
        }
        long now = nanos.getAsLong();
        counters.loaded(now - started, 1);
        Runnable rest = land(key, flight, leased, made, request.options(), now - started, now);
        if (rest != null) {
            rest.run();
        }
    }

    /** Makes a value for one caller only, who returns it, and which is not stored. */
    Outcome<V> createAlone(K key, Request<K, V> request) {
        Flight<V> alone = flights.unknown();
        alone.load.run(true, () -> create(key, alone, null, request));
        return alone.outcome.join();
    }

    /**
     * Brings a value into the slot of its key.
     *
     * @return what is left to do once the caller's other flights have landed; null if that is nothing
     * @throws RuntimeException what a listener threw; the flight has ended well then
     */
    @SuppressWarnings("checkstyle:IllegalCatch")
    @Nullable
    Runnable land(
            K key,
            Flight<V> flight,
            @Nullable Stored<V> leased,
            Timed<V> made,
            ReadOptions<? super K, ? super V> options,
            long tookNanos,
            long nowNanos) {
        coolDowns.succeeded(key);
        if (leased == null || !flight.hasLease()) {
            if (leased != null) {
                counters.notStored.increment();
            }
            flights.ended(key, flight, new Outcome.Made<>(made.value()));
            return null;
        }
        try {
            return landing.land(key, flight, leased, made, options, tookNanos, nowNanos);
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
            if (flight.hasLease()) {
                leases.release(key, flight, leased);
            }
        } catch (RuntimeException e) {
            // The lease will run out. What matters to callers is why there is no value.
            failure.addSuppressed(e);
        }
        // An interrupt was meant for one thread only: the others go on without it.
        flights.ended(key, flight, interrupted ? new Outcome.Abandoned<>(failure) : new Outcome.Failed<>(failure));
    }
}
