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
import java.util.function.Consumer;

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

    /** Reads all keys, whose slots were seen to hold {@code seen}; the answers are in the order of the keys. */
    Map<K, Answer<V>> getAll(Collection<? extends K> keys, Map<K, Stored<V>> seen, Request<K, V> request) {
        Plan<K, V> plan = plan(
                new LinkedHashSet<>(keys),
                seen,
                request,
                made -> made.loads.own().run(true, () -> fly(made.leads, request)));
        Wait wait = patience.begin(request.options());
        plan.leads.forEach((key, lead) -> {
            Answer<V> answer = reads.answer(key, lead, request, wait);
            plan.answers.put(key, answer != null ? answer : reads.again(key, request, wait));
        });
        plan.joins.forEach((key, join) -> plan.answers.put(key, reads.follow(key, join, request, wait)));
        Map<K, Answer<V>> ordered = new LinkedHashMap<>();
        plan.keys.forEach(key -> ordered.put(key, Objects.requireNonNull(plan.answers.get(key))));
        return ordered;
    }

    /**
     * Decides for each key, and has flown what there is to fly. Whatever goes wrong, no flight stays behind that nobody flies.
     *
     * @param fly flies what the caller leads
     */
    @SuppressWarnings("checkstyle:IllegalCatch")
    Plan<K, V> plan(Set<K> keys, Map<K, Stored<V>> seen, Request<K, V> request, Consumer<Plan<K, V>> fly) {
        Plan<K, V> plan = new Plan<>(keys);
        Map<K, Decision.Lead<V>> unattended = plan.unattended;
        boolean handedOver = false;
        try {
            plan.make(flights, seen, request.options());
            if (!unattended.isEmpty()) {
                handedOver = true;
                background.dispatch(unattended, () -> fly(unattended, request));
            }
            if (!plan.leads.isEmpty()) {
                fly.accept(plan);
            }
            return plan;
        } catch (Throwable failure) {
            endAll(plan.leads);
            if (!handedOver) {
                endAll(unattended);
            }
            throw failure;
        }
    }

    /** Flies for all keys on the current thread, as far as their source is of the current thread. */
    @SuppressWarnings("checkstyle:IllegalCatch")
    private void fly(Map<K, Decision.Lead<V>> leads, Request<K, V> request) {
        try {
            Set<K> taken = bulkPilot.fly(leads, request, others -> {});
            // Not before all others have landed: another process may be waiting for one of those.
            Wait wait = patience.begin(request.options());
            taken.forEach(key -> pilot.fly(key, Objects.requireNonNull(leads.get(key)), request, wait));
        } catch (Throwable failure) {
            endAll(leads);
            throw failure;
        }
    }

    private void endAll(Map<K, Decision.Lead<V>> leads) {
        leads.forEach((key, lead) -> flights.ended(key, lead.flight(), Outcome.abandoned()));
    }
}
