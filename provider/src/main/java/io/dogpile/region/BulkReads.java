// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import io.dogpile.backend.Stored;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Regenerating reads of many keys. The creator is asked once for all keys that this caller leads; only after those flights have
 * ended are others waited for, so that no overlap of callers can make them wait for each other.
 */
final class BulkReads<K, V> {

    private final Slots<K, V> slots;
    private final Flights<K, V> flights;
    private final Pilot<K, V> pilot;
    private final Reads<K, V> reads;
    private final Background<K, V> background;
    private final Patience patience;
    private final Counters counters;

    BulkReads(
            Slots<K, V> slots,
            Flights<K, V> flights,
            Pilot<K, V> pilot,
            Reads<K, V> reads,
            Background<K, V> background,
            Patience patience,
            Counters counters) {
        this.slots = slots;
        this.flights = flights;
        this.pilot = pilot;
        this.reads = reads;
        this.background = background;
        this.patience = patience;
        this.counters = counters;
    }

    /** What was decided for the keys of one call. */
    private static final class Plan<K, V> {
        private final Loads loads = new Loads(new Load(), new Load());
        private final Map<K, Answer<V>> answers = new LinkedHashMap<>();
        private final Map<K, Decision.Lead<V>> leads = new LinkedHashMap<>();
        private final Map<K, Decision.Lead<V>> unattended = new LinkedHashMap<>();
        private final Map<K, Decision.Join<V>> joins = new LinkedHashMap<>();
    }

    /** Reads all keys, whose slots were seen to hold {@code seen}; the answers are in the order of the keys. */
    Map<K, Answer<V>> getAll(Collection<? extends K> keys, Map<K, Stored<V>> seen, Source<K, V> source, Demand demand) {
        Set<K> unique = new LinkedHashSet<>(keys);
        Plan<K, V> plan = new Plan<>();
        carryOut(unique, seen, plan, source, demand);
        long since = patience.now();
        plan.leads.forEach((key, lead) -> {
            Answer<V> answer = reads.answer(key, lead, source, demand, since);
            plan.answers.put(key, answer != null ? answer : reads.again(key, source, demand, since));
        });
        plan.joins.forEach((key, join) -> plan.answers.put(key, reads.follow(key, join, source, demand, since)));
        Map<K, Answer<V>> ordered = new LinkedHashMap<>();
        unique.forEach(key -> ordered.put(key, Objects.requireNonNull(plan.answers.get(key))));
        return ordered;
    }

    /** Plans, and flies what this caller leads. Whatever goes wrong, no flight stays behind that nobody flies. */
    @SuppressWarnings("checkstyle:IllegalCatch")
    private void carryOut(Set<K> keys, Map<K, Stored<V>> seen, Plan<K, V> plan, Source<K, V> source, Demand demand) {
        Map<K, Decision.Lead<V>> unattended = plan.unattended;
        boolean handedOver = false;
        try {
            plan(keys, seen, plan, demand);
            if (!unattended.isEmpty()) {
                handedOver = true;
                background.dispatch(unattended, () -> fly(unattended, source, demand));
            }
            if (!plan.leads.isEmpty()) {
                plan.loads.own().run(true, () -> fly(plan.leads, source, demand));
            }
        } catch (Throwable failure) {
            endAll(plan.leads);
            if (!handedOver) {
                endAll(unattended);
            }
            throw failure;
        }
    }

    private void plan(Set<K> keys, Map<K, Stored<V>> seen, Plan<K, V> plan, Demand demand) {
        for (K key : keys) {
            Decision<V> decision = flights.decide(key, seen.get(key), demand, plan.loads);
            if (decision instanceof Decision.Return<V> done) {
                plan.answers.put(key, done.answer());
            } else if (decision instanceof Decision.Join<V> join) {
                plan.joins.put(key, join);
            } else if (decision instanceof Decision.Lead<V> lead) {
                Answer<V> fallback = lead.fallback();
                if (lead.unattended() && fallback != null) {
                    plan.unattended.put(key, lead);
                    plan.answers.put(key, flights.served(fallback));
                } else {
                    plan.leads.put(key, lead);
                }
            }
        }
    }

    /** Flies for all keys on the current thread; every flight has ended when this returns or throws. */
    private void fly(Map<K, Decision.Lead<V>> leads, Source<K, V> source, Demand demand) {
        try {
            Boarding<K, V> boarding = board(leads, demand);
            if (!boarding.isEmpty()) {
                create(leads, boarding, source);
            }
            // Not before all others have landed: another process may be waiting for one of those.
            long since = patience.now();
            boarding.taken.forEach(
                    key -> pilot.fly(key, Objects.requireNonNull(leads.get(key)), source, demand, since));
        } finally {
            endAll(leads);
        }
    }

    /** The keys of one call of a creator. */
    private static final class Boarding<K, V> {

        /** Those with a lease, and what stands in their slots. */
        private final Map<K, Stored<V>> leased = new LinkedHashMap<>();

        /** Those for which the backend failed to give a lease. */
        private final Set<K> unleased = new LinkedHashSet<>();

        /** Those that other processes have taken. */
        private final Set<K> taken = new LinkedHashSet<>();

        boolean isEmpty() {
            return leased.isEmpty() && unleased.isEmpty();
        }

        Set<K> keys() {
            Set<K> keys = new LinkedHashSet<>(leased.keySet());
            keys.addAll(unleased);
            return Collections.unmodifiableSet(keys);
        }
    }

    private Boarding<K, V> board(Map<K, Decision.Lead<V>> leads, Demand demand) {
        Boarding<K, V> boarding = new Boarding<>();
        leads.forEach((key, lead) -> {
            if (boarding.unleased.isEmpty()) {
                board(boarding, key, lead, demand);
            } else {
                // One failure is enough: to wait for the backend once for each key might take for ever.
                boarding.unleased.add(key);
            }
        });
        return boarding;
    }

    private void board(Boarding<K, V> boarding, K key, Decision.Lead<V> lead, Demand demand) {
        try {
            Stored<V> slot = pilot.takeLease(key, lead, demand, patience.now());
            if (Outages.isUntold(slot)) {
                boarding.unleased.add(key);
            } else if (slot != null && lead.flight().hasLease()) {
                boarding.leased.put(key, slot);
            } else if (slot != null) {
                boarding.taken.add(key);
            }
        } catch (RuntimeException e) {
            slots.outages().survive(e);
            boarding.unleased.add(key);
        }
    }

    // Whatever a creator throws is for everybody who waits.
    @SuppressWarnings("checkstyle:IllegalCatch")
    private void create(Map<K, Decision.Lead<V>> leads, Boarding<K, V> boarding, Source<K, V> source) {
        Set<K> keys = boarding.keys();
        long started = patience.now();
        Map<K, @Nullable V> made = new HashMap<>();
        Turns.Upkeep upkeep = pilot.keep(flights(boarding.leased.keySet(), leads));
        try (upkeep) {
            Map<K, V> all = Objects.requireNonNull(source.createAll(keys), "the creator returned no map");
            keys.forEach(key -> made.put(key, all.get(key)));
        } catch (Throwable failure) {
            counters.loaded(patience.now() - started, keys.size());
            keys.forEach(key -> pilot.failed(key, flightOf(key, leads), boarding.leased.get(key), failure));
            Failures.rethrowError(failure);
            return;
        }
        long now = patience.now();
        long took = now - started;
        counters.loaded(took, keys.size());
        boarding.unleased.forEach(key -> {
            counters.notStored.increment();
            flights.ended(key, flightOf(key, leads), new Outcome.Made<>(made.get(key)));
        });
        landAll(leads, boarding.leased, made, took / keys.size(), now);
    }

    private static <K, V> Map<K, Flight<V>> flights(Set<K> keys, Map<K, Decision.Lead<V>> leads) {
        Map<K, Flight<V>> flights = new HashMap<>();
        keys.forEach(key -> flights.put(key, flightOf(key, leads)));
        return flights;
    }

    /** Lands each, and waits for nobody before each has landed or at least is announced. */
    private void landAll(
            Map<K, Decision.Lead<V>> leads,
            Map<K, Stored<V>> leased,
            Map<K, @Nullable V> made,
            long tookNanosEach,
            long nowNanos) {
        List<Runnable> rests = new ArrayList<>(0);
        List<Runnable> landings = new ArrayList<>(leased.size());
        leased.forEach((key, slot) -> landings.add(() -> {
            Runnable rest = pilot.land(key, flightOf(key, leads), slot, made.get(key), tookNanosEach, nowNanos);
            if (rest != null) {
                rests.add(rest);
            }
        }));
        try {
            runAll(landings);
        } finally {
            runAll(rests);
        }
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

    private static <K, V> Flight<V> flightOf(K key, Map<K, Decision.Lead<V>> leads) {
        return Objects.requireNonNull(leads.get(key)).flight();
    }

    private void endAll(Map<K, Decision.Lead<V>> leads) {
        leads.forEach((key, lead) -> flights.ended(key, lead.flight(), Outcome.abandoned()));
    }
}
