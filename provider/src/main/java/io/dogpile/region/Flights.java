// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import io.dogpile.backend.Stored;
import io.dogpile.config.Durations;
import io.dogpile.config.Loading;
import io.dogpile.config.Regeneration;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The flights of a region that are under way in this process: who starts one, who joins, and who needs neither.
 *
 * <p>A flight may be joined as long as its lease stands in the key's slot, or has not been taken yet. Once an explicit
 * operation has swept the lease away, whoever comes next starts a flight of his own.
 */
final class Flights<K, V> {

    private final ConcurrentMap<K, Flight<V>> running;
    private final Slots<K, V> slots;
    private final Rivals<K, V> rivals;
    private final EarlyRegeneration early;
    private final CoolDowns<K> coolDowns;
    private final Journal<K> journal;
    private final LongSupplier nanos;
    private final long loadAtMostNanos;
    private final Regeneration regeneration;

    Flights(
            Slots<K, V> slots,
            Rivals<K, V> rivals,
            EarlyRegeneration early,
            CoolDowns<K> coolDowns,
            Journal<K> journal,
            Loading loading,
            ConcurrentMap<K, Flight<V>> running) {
        this.slots = slots;
        this.rivals = rivals;
        this.early = early;
        this.coolDowns = coolDowns;
        this.journal = journal;
        this.running = running;
        this.nanos = rivals.nanos();
        this.loadAtMostNanos = TimeUnit.MILLISECONDS.toNanos(Durations.toMillisSaturated(loading.loadAtMost()));
        this.regeneration = loading.regeneration();
    }

    /**
     * Decides what a read of the key has to do.
     *
     * @param seen what the key's slot was last seen to hold
     * @param loads the loads that a new flight would belong to; null for one of its own
     */
    Decision<V> decide(K key, @Nullable Stored<V> seen, ReadOptions<?, ?> options, @Nullable Loads loads) {
        Judgement judgement = options.judgement();
        Stored<V> slot = seen;
        while (true) {
            State state = slots.state(slot, judgement);
            if (state == State.FRESH && !isDueEarly(slot, judgement)) {
                return new Decision.Return<>(Answer.fresh(valueOf(slot)));
            }
            Flight<V> other = running.get(key);
            requireNotOwn(key, other);
            // Asked once for each look at the slot: a lease that is taken in between is one that the slot read before
            // lacks.
            boolean joinable = other != null && isJoinable(other, slot);
            if (other != null && !joinable) {
                // The slot may have been read before the flight's lease was put there.
                slot = slots.lookUp(key);
                state = slots.state(slot, judgement);
                if (state == State.FRESH) {
                    return new Decision.Return<>(Answer.fresh(valueOf(slot)));
                }
                joinable = isJoinable(other, slot);
            }
            Answer<V> servable = servable(slot, state);
            if (other != null && joinable) {
                journal.counters().coalesced.increment();
                return servable != null ? serve(key, servable) : new Decision.Join<>(other, slots.generation());
            }
            Decision<V> resting = judgement.insists() ? null : resting(key, slot, servable, judgement);
            if (resting != null) {
                return resting;
            }
            Decision<V> lead = lead(key, other, slot, servable, options, loads);
            if (lead != null) {
                return lead;
            }
            slot = slots.lookUp(key);
        }
    }

    /** Starts a flight in the place of one that cannot be joined, if any; null if somebody else was faster. */
    private @Nullable Decision<V> lead(
            K key,
            @Nullable Flight<V> other,
            @Nullable Stored<V> slot,
            @Nullable Answer<V> servable,
            ReadOptions<?, ?> options,
            @Nullable Loads loads) {
        boolean unattended = servable != null && options.regenerationOr(regeneration) == Regeneration.BACKGROUND;
        Load load = loads == null ? new Load() : unattended ? loads.unattended() : loads.own();
        Flight<V> mine = flight(load);
        if (takesOff(key, other, mine)) {
            if (options.judgement().insists() || !isResting(key)) {
                return new Decision.Lead<>(mine, slot, servable, unattended);
            }
            // A whole flight has failed since the table was looked at.
            ended(key, mine, Outcome.abandoned());
        }
        return null;
    }

    /** A flight that nobody finds. */
    Flight<V> unknown() {
        return flight(new Load());
    }

    private Flight<V> flight(Load load) {
        return new Flight<>(load, nanos.getAsLong(), loadAtMostNanos, slots.generation());
    }

    private boolean takesOff(K key, @Nullable Flight<V> other, Flight<V> mine) {
        return other == null ? running.putIfAbsent(key, mine) == null : running.replace(key, other, mine);
    }

    private boolean isJoinable(Flight<V> flight, @Nullable Stored<V> slot) {
        // Where the backend does not tell, nothing is known against it.
        return (!flight.hasLease() || flight.owns(slot) || Outages.isUntold(slot))
                && !slots.isOutdated(flight.generation)
                && !flight.isOverdue(nanos.getAsLong());
    }

    private @Nullable Answer<V> servable(@Nullable Stored<V> slot, State state) {
        return switch (state) {
            case FRESH -> Answer.fresh(valueOf(slot));
            case STALE -> Answer.stale(valueOf(slot));
            case ABSENT -> null;
        };
    }

    private boolean isResting(K key) {
        return !coolDowns.areNone() && coolDowns.causeOf(key, nanos.getAsLong()) != null;
    }

    /** The answer for a key that is another process's turn, or whose last load has just failed; null if it may be tried. */
    private @Nullable Decision<V> resting(
            K key, @Nullable Stored<V> slot, @Nullable Answer<V> servable, Judgement judgement) {
        if (servable != null && rivals.hold(key, slot)) {
            return serve(key, servable);
        }
        Throwable cause = coolDowns.areNone() ? null : coolDowns.causeOf(key, nanos.getAsLong());
        if (cause == null) {
            return null;
        }
        if (servable != null) {
            return serve(key, servable);
        }
        Answer<V> old = afterFailure(key, slot, judgement);
        if (old != null) {
            return new Decision.Return<>(old);
        }
        throw journal.messages().coolingDown(key, cause);
    }

    private Decision<V> serve(K key, Answer<V> servable) {
        return new Decision.Return<>(served(key, servable));
    }

    /** Counts an answer that is given although a new one is being made. */
    Answer<V> served(K key, Answer<V> servable) {
        if (servable.source() == Answer.Source.STALE) {
            journal.staleServed(key);
        }
        return servable;
    }

    /** The old value that may stand in for one that could not be made, or null. */
    @Nullable
    Answer<V> afterFailure(K key, @Nullable Stored<V> slot, Judgement judgement) {
        if (slots.state(slot, judgement) == State.FRESH) {
            return Answer.fresh(valueOf(slot));
        }
        if (!slots.isUsableAfterFailure(slot, judgement)) {
            return null;
        }
        journal.staleAfterFailure(key);
        return Answer.stale(valueOf(slot));
    }

    /** A load that asks for its own key would wait for itself, or call itself for ever. */
    private void requireNotOwn(K key, @Nullable Flight<V> other) {
        Load current = other == null ? null : Load.current();
        if (other != null && current != null && !other.outcome.isDone() && other.load.includes(current)) {
            throw journal.messages().recursion(key);
        }
    }

    private boolean isDueEarly(@Nullable Stored<V> slot, Judgement judgement) {
        return slot != null && early.isOn() && early.isDue(slot, judgement.freshUntil(slot), slots.now());
    }

    private static <V> @Nullable V valueOf(@Nullable Stored<V> slot) {
        return slot == null ? null : slot.value();
    }

    /** The flight has ended, or never began: whoever still waits is told, and nobody finds it any more. */
    void ended(K key, Flight<V> flight, Outcome<V> outcome) {
        flight.ends(outcome);
        running.remove(key, flight);
    }

    /** Whether others find this flight; a flight that waited too long for a thread may have been given up. */
    boolean isKnown(K key, Flight<V> flight) {
        return running.get(key) == flight;
    }

    /** Whether the key is being regenerated in this process. */
    boolean isFlying(K key) {
        return running.containsKey(key);
    }

    Journal<K> journal() {
        return journal;
    }
}
