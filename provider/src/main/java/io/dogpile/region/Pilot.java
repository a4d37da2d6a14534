// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import io.dogpile.backend.Stored;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Flies: takes the lease, calls the creator, brings the result into the slot, and ends the flight whatever happens. */
final class Pilot<K, V> {

    /** Nothing is left to do. */
    static final Runnable NOTHING = () -> {};

    private final Slots<K, V> slots;
    private final Flights<K, V> flights;
    private final Leases<K, V> leases;
    private final Turns<K, V> turns;
    private final Landing<K, V> landing;
    private final CoolDowns<K> coolDowns;
    private final Journal<K> journal;
    private final Relay relay;
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
            Relay relay) {
        this.slots = slots;
        this.flights = flights;
        this.leases = leases;
        this.turns = turns;
        this.landing = landing;
        this.coolDowns = coolDowns;
        this.journal = flights.journal();
        this.relay = relay;
        this.nanos = turns.nanos();
        this.prompt = !slots.isShared();
    }

    @SuppressWarnings("ReferenceEquality") // There is only one.
    static boolean isNothing(Runnable rest) {
        return rest == NOTHING;
    }

    /** Flies for one key on the current thread; the flight's outcome is complete when this returns or throws. */
    @SuppressWarnings("checkstyle:IllegalCatch")
    void fly(K key, Decision.Lead<V> lead, Request<K, V> request, Wait wait) {
        Flight<V> flight = lead.flight();
        try {
            Stored<V> slot = board(key, lead, request.judgement());
            if (slot != null && isTaken(flight, slot)) {
                slot = awaitTurn(key, lead, request.judgement(), wait);
            }
            if (slot == null) {
                flights.ended(key, flight, Outcome.abandoned());
            } else {
                create(key, flight, slot, request, NOTHING);
            }
        } catch (Throwable failure) {
            flights.ended(key, flight, Outcome.abandoned());
            throw failure;
        }
    }

    /** {@link #takeLease} for a flight that begins. */
    @Nullable
    Stored<V> board(K key, Decision.Lead<V> lead, Judgement judgement) {
        Flight<V> flight = lead.flight();
        long start = prompt && !lead.unattended() ? flight.startedNanos() : nanos.getAsLong();
        return takeLease(key, flight, lead.seen(), judgement, start);
    }

    /** Whether another process has the key, by what {@link #takeLease} returned. */
    static boolean isTaken(Flight<?> flight, Stored<?> slot) {
        return !flight.hasLease() && !Outages.isUntold(slot);
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
    Stored<V> takeLease(K key, Flight<V> flight, @Nullable Stored<V> seen, Judgement judgement, long nowNanos) {
        if (Outages.isUntold(seen)) {
            return seen;
        }
        try {
            return tryLease(key, flight, seen, judgement, nowNanos);
        } catch (RuntimeException e) {
            return slots.outages().untold(e);
        }
    }

    private @Nullable Stored<V> tryLease(
            K key, Flight<V> flight, @Nullable Stored<V> seen, Judgement judgement, long nowNanos) {
        Stored<V> slot = leases.elect(key, flight, seen, judgement, nowNanos);
        if (slot == null) {
            flights.ended(key, flight, Outcome.abandoned());
            return null;
        }
        if (flight.hasLease() || turns.isTaken(key, slot)) {
            return slot;
        }
        journal.foundFresh(key);
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
        journal.waits(key);
        for (Turns.Look<V> look = turns.await(key, wait); look != null; look = turns.await(key, wait)) {
            Stored<V> slot = look.slot();
            if (slot != null && slots.state(slot, judgement) == State.FRESH) {
                journal.foundFresh(key);
                flights.ended(key, flight, new Outcome.Found<>(slot.value()));
                return null;
            }
            Stored<V> taken = takeLease(key, flight, slot, judgement, nanos.getAsLong());
            if (taken == null || !isTaken(flight, taken)) {
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
     * @param then what to do once the flight has ended, before this returns or later
     */
    void create(K key, Flight<V> flight, @Nullable Stored<V> leased, Request<K, V> request, Runnable then) {
        long started = flight.hasLease() && prompt ? flight.startedNanos() : nanos.getAsLong();
        starts(key, leased);
        call(() -> request.source().create(key), turns.keep(key, flight), started, Set.of(key), (ending, took, now) -> {
            Timed<V> made = ending.made();
            try {
                if (ending.failure() == null && made != null) {
                    return land(key, flight, leased, made, request.options(), took, now);
                }
                failed(key, flight, leased, ending.cause(), ending.interrupted());
                return NOTHING;
            } finally {
                then.run();
            }
        });
    }

    /** A creator is about to be called for the key, in whose slot that stands. */
    void starts(K key, @Nullable Stored<V> slot) {
        journal.loadStarted(key, slot != null && slot.value() != null);
    }

    /** What becomes of what a creator made. */
    interface Arrival<T> {

        /**
         * Ends the flights.
         *
         * @param tookNanos how long it took
         * @param nowNanos when it was ready
         * @return what is left to do, which may wait for others
         */
        Runnable end(Relay.Ending<T> ending, long tookNanos, long nowNanos);
    }

    /** Calls a creator for flights with the same load. */
    <T> void call(
            Callable<CompletionStage<T>> creator,
            Turns.Upkeep upkeep,
            long startedNanos,
            Set<K> keys,
            Arrival<T> arrival) {
        relay.call(creator, ending -> {
            upkeep.close();
            long now = nanos.getAsLong();
            if (ending.failure() == null && ending.made() != null) {
                journal.loadFinished(keys, now - startedNanos);
            } else {
                journal.counters().loaded(now - startedNanos, keys.size());
            }
            Runnable rest = arrival.end(ending, now - startedNanos, now);
            if (ending.later() && !isNothing(rest)) {
                relay.goOn(rest);
            } else {
                rest.run();
            }
        });
    }

    /** Makes a value for one caller only, who returns it, and which is not stored. */
    CompletableFuture<Outcome<V>> createAlone(K key, Request<K, V> request) {
        Flight<V> alone = flights.unknown();
        alone.load.start(true, () -> create(key, alone, null, request, NOTHING), alone.outcome);
        return alone.outcome;
    }

    /**
     * Brings a value into the slot of its key.
     *
     * @return what is left to do once the caller's other flights have landed
     * @throws RuntimeException what a listener threw; the flight has ended well then
     */
    @SuppressWarnings("checkstyle:IllegalCatch")
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
                journal.counters().notStored.increment();
            }
            flights.ended(key, flight, new Outcome.Made<>(made.value()));
            return NOTHING;
        }
        try {
            Runnable rest = landing.land(key, flight, leased, made, options, tookNanos, nowNanos);
            if (isNothing(rest)) {
                flights.ended(key, flight, Outcome.abandoned());
                return NOTHING;
            }
            return () -> {
                rest.run();
                flights.ended(key, flight, Outcome.abandoned());
            };
        } catch (Throwable failure) {
            if (flight.outcome.isDone()) {
                flights.ended(key, flight, Outcome.abandoned());
                throw failure;
            }
            failed(key, flight, leased, failure, Failures.isInterruption(failure));
            Failures.rethrowError(failure);
            return NOTHING;
        }
    }

    /** Ends a flight whose creator failed. The key rests before its lease is given up, so that nobody slips in between. */
    @SuppressWarnings("checkstyle:IllegalCatch")
    void failed(K key, Flight<V> flight, @Nullable Stored<V> leased, Throwable failure, boolean interrupted) {
        journal.loadFailed(key, failure);
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
