// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import io.dogpile.backend.Stored;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Flies for many keys with one call of their creator. */
final class BulkPilot<K, V> {

    private final Pilot<K, V> pilot;
    private final Patience patience;

    BulkPilot(Pilot<K, V> pilot, Patience patience) {
        this.pilot = pilot;
        this.patience = patience;
    }

    /** A flight, and what stands in its key's slot: with its lease, or what the backend failed to tell. */
    private record Passenger<V>(Flight<V> flight, Stored<V> slot) {}

    /** The keys of one call of a creator. */
    private static final class Boarding<K, V> {

        private final Map<K, Passenger<V>> aboard = new LinkedHashMap<>();

        /** Those that other processes have taken. */
        private final Set<K> taken = new LinkedHashSet<>();

        /** What the backend answers, once it is away: to wait for it once for each key might take for ever. */
        private @Nullable Stored<V> untold;

        Set<K> keys() {
            return Collections.unmodifiableSet(aboard.keySet());
        }
    }

    /**
     * Flies on the current thread. Flights of keys that other processes have taken are still to be flown, one by one; all others
     * end before this returns, or once the creator is done.
     *
     * @param then told of the keys that other processes have taken, when all others have ended
     * @return the keys that other processes have taken
     */
    Set<K> fly(Map<K, Decision.Lead<V>> leads, Request<K, V> request, Consumer<Set<K>> then) {
        Boarding<K, V> boarding = new Boarding<>();
        leads.forEach((key, lead) -> board(boarding, key, lead, request.judgement()));
        if (boarding.aboard.isEmpty()) {
            then.accept(boarding.taken);
        } else {
            create(boarding, request, then);
        }
        return boarding.taken;
    }

    private void board(Boarding<K, V> boarding, K key, Decision.Lead<V> lead, Judgement judgement) {
        Stored<V> slot = boarding.untold;
        if (slot == null) {
            slot = pilot.takeLease(key, lead.flight(), lead.seen(), judgement, patience.now());
        }
        if (slot == null) {
            return;
        }
        if (Outages.isAway(slot)) {
            boarding.untold = slot;
        }
        if (Pilot.isTaken(lead.flight(), slot)) {
            boarding.taken.add(key);
        } else {
            boarding.aboard.put(key, new Passenger<>(lead.flight(), slot));
        }
    }

    private void create(Boarding<K, V> boarding, Request<K, V> request, Consumer<Set<K>> then) {
        Set<K> keys = boarding.keys();
        int number = keys.size();
        boarding.aboard.forEach((key, on) -> pilot.starts(key, on.slot));
        pilot.call(
                () -> request.source().createAll(keys), keep(boarding), patience.now(), keys, (ending, took, now) -> {
                    Map<K, Timed<V>> made = ending.made();
                    try {
                        if (ending.failure() == null && made != null) {
                            return landAll(boarding, made, request.options(), took / number, now);
                        }
                        boarding.aboard.forEach((key, on) ->
                                pilot.failed(key, on.flight, on.slot, ending.cause(), ending.interrupted()));
                        return Pilot.NOTHING;
                    } finally {
                        then.accept(boarding.taken);
                    }
                });
    }

    private Turns.Upkeep keep(Boarding<K, V> boarding) {
        Map<K, Flight<V>> leased = new HashMap<>();
        boarding.aboard.forEach((key, on) -> {
            if (on.flight.hasLease()) {
                leased.put(key, on.flight);
            }
        });
        return pilot.keep(leased);
    }

    /** Lands each, and waits for nobody; what is left to do may. */
    private Runnable landAll(
            Boarding<K, V> boarding,
            Map<K, Timed<V>> made,
            ReadOptions<? super K, ? super V> options,
            long tookNanosEach,
            long nowNanos) {
        List<Runnable> rests = new ArrayList<>(0);
        List<Runnable> landings = new ArrayList<>(made.size());
        made.forEach((key, result) -> landings.add(() -> {
            Passenger<V> on = Objects.requireNonNull(boarding.aboard.get(key));
            Runnable rest = pilot.land(key, on.flight, on.slot, result, options, tookNanosEach, nowNanos);
            if (!Pilot.isNothing(rest)) {
                rests.add(rest);
            }
        }));
        try {
            runAll(landings);
        } catch (RuntimeException e) {
            runAll(rests);
            throw e;
        }
        return rests.isEmpty() ? Pilot.NOTHING : () -> runAll(rests);
    }

    /** Runs each, whatever a listener throws meanwhile; what the first one threw is thrown in the end. */
    @SuppressWarnings("checkstyle:IllegalCatch")
    private static void runAll(List<Runnable> tasks) {
        RuntimeException first = null;
        for (Runnable task : tasks) {
            try {
                task.run();
            } catch (RuntimeException thrown) {
                first = first == null ? thrown : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
