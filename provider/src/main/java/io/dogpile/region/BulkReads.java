// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import io.dogpile.backend.Stored;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Regenerating reads of many keys. The creator is asked once for all keys that this caller leads; only after those flights have
 * ended are others waited for, so that no overlap of callers can make them wait for each other.
 */
final class BulkReads<K, V> {

    private final Flights<K, V> flights;
    private final Pilot<K, V> pilot;
    private final BulkPilot<K, V> bulkPilot;
    private final Reads<K, V> reads;
    private final Background<K, V> background;
    private final Patience patience;

    BulkReads(
            Flights<K, V> flights,
            Pilot<K, V> pilot,
            BulkPilot<K, V> bulkPilot,
            Reads<K, V> reads,
            Background<K, V> background,
            Patience patience) {
        this.flights = flights;
        this.pilot = pilot;
        this.bulkPilot = bulkPilot;
        this.reads = reads;
        this.background = background;
        this.patience = patience;
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
    Map<K, Answer<V>> getAll(Collection<? extends K> keys, Map<K, Stored<V>> seen, Request<K, V> request) {
        Set<K> unique = new LinkedHashSet<>(keys);
        Plan<K, V> plan = new Plan<>();
        carryOut(unique, seen, plan, request);
        Wait wait = patience.begin(request.options());
        plan.leads.forEach((key, lead) -> {
            Answer<V> answer = reads.answer(key, lead, request, wait);
            plan.answers.put(key, answer != null ? answer : reads.again(key, request, wait));
        });
        plan.joins.forEach((key, join) -> plan.answers.put(key, reads.follow(key, join, request, wait)));
        Map<K, Answer<V>> ordered = new LinkedHashMap<>();
        unique.forEach(key -> ordered.put(key, Objects.requireNonNull(plan.answers.get(key))));
        return ordered;
    }

    /** Plans, and flies what this caller leads. Whatever goes wrong, no flight stays behind that nobody flies. */
    @SuppressWarnings("checkstyle:IllegalCatch")
    private void carryOut(Set<K> keys, Map<K, Stored<V>> seen, Plan<K, V> plan, Request<K, V> request) {
        Map<K, Decision.Lead<V>> unattended = plan.unattended;
        boolean handedOver = false;
        try {
            plan(keys, seen, plan, request);
            if (!unattended.isEmpty()) {
                handedOver = true;
                background.dispatch(unattended, () -> fly(unattended, request));
            }
            if (!plan.leads.isEmpty()) {
                plan.loads.own().run(true, () -> fly(plan.leads, request));
            }
        } catch (Throwable failure) {
            endAll(plan.leads);
            if (!handedOver) {
                endAll(unattended);
            }
            throw failure;
        }
    }

    private void plan(Set<K> keys, Map<K, Stored<V>> seen, Plan<K, V> plan, Request<K, V> request) {
        for (K key : keys) {
            Decision<V> decision = flights.decide(key, seen.get(key), request.options(), plan.loads);
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
    private void fly(Map<K, Decision.Lead<V>> leads, Request<K, V> request) {
        try {
            Set<K> taken = bulkPilot.fly(leads, request);
            // Not before all others have landed: another process may be waiting for one of those.
            Wait wait = patience.begin(request.options());
            taken.forEach(key -> pilot.fly(key, Objects.requireNonNull(leads.get(key)), request, wait));
        } finally {
            endAll(leads);
        }
    }

    private void endAll(Map<K, Decision.Lead<V>> leads) {
        leads.forEach((key, lead) -> flights.ended(key, lead.flight(), Outcome.abandoned()));
    }
}
