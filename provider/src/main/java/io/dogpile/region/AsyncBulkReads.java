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
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Regenerating reads of many keys that hold no thread while they wait. */
final class AsyncBulkReads<K, V> {

    private final Slots<K, V> slots;
    private final BulkReads<K, V> bulkReads;
    private final BulkPilot<K, V> bulkPilot;
    private final AsyncReads<K, V> reads;
    private final Patience patience;
    private final Relay relay;

    AsyncBulkReads(
            Slots<K, V> slots,
            BulkReads<K, V> bulkReads,
            BulkPilot<K, V> bulkPilot,
            AsyncReads<K, V> reads,
            Patience patience,
            Relay relay) {
        this.slots = slots;
        this.bulkReads = bulkReads;
        this.bulkPilot = bulkPilot;
        this.reads = reads;
        this.patience = patience;
        this.relay = relay;
    }

    /** The answers, in the order of the keys. */
    CompletableFuture<Map<K, Answer<V>>> getAll(Collection<? extends K> keys, Request<K, V> request) {
        Set<K> unique = new LinkedHashSet<>(keys);
        CompletableFuture<Map<K, Answer<V>>> result = new CompletableFuture<>();
        Load caller = Load.current();
        relay.begin(result, () -> Load.as(caller, () -> read(unique, request, result)));
        return result;
    }

    private void read(Set<K> keys, Request<K, V> request, CompletableFuture<Map<K, Answer<V>>> result) {
        Map<K, AsyncReads<K, V>.Trip> trips = new LinkedHashMap<>();
        Map<K, Stored<V>> seen = slots.lookUpAll(keys);
        Wait wait = patience.begin(request.options());
        Plan<K, V> plan = bulkReads.plan(keys, seen, request, made -> {
            made.leads.keySet().forEach(key -> trips.put(key, reads.trip(key, request, wait)));
            fly(made, request, trips);
        });
        plan.joins.forEach((key, join) -> {
            AsyncReads<K, V>.Trip trip = reads.trip(key, request, wait);
            trips.put(key, trip);
            trip.step(() -> trip.join(join));
        });
        collect(plan, trips, result);
    }

    private void fly(Plan<K, V> plan, Request<K, V> request, Map<K, AsyncReads<K, V>.Trip> trips) {
        CompletableFuture<?> all = CompletableFuture.allOf(
                plan.leads.values().stream().map(lead -> lead.flight().outcome).toArray(CompletableFuture[]::new));
        Set<K> taken = new LinkedHashSet<>();
        Consumer<Set<K>> then = others -> plan.leads.forEach((key, lead) -> {
            if (!others.contains(key)) {
                trip(trips, key).step(() -> trip(trips, key).settle(lead));
            }
        });
        plan.loads.own().start(true, () -> taken.addAll(bulkPilot.fly(plan.leads, request, then)), all);
        taken.forEach(key -> {
            AsyncReads<K, V>.Trip trip = trip(trips, key);
            trip.step(() -> trip.awaitTurn(Objects.requireNonNull(plan.leads.get(key)), all));
        });
    }

    private static <K, V> AsyncReads<K, V>.Trip trip(Map<K, AsyncReads<K, V>.Trip> trips, K key) {
        return Objects.requireNonNull(trips.get(key));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // It is the result that tells.
    private void collect(
            Plan<K, V> plan, Map<K, AsyncReads<K, V>.Trip> trips, CompletableFuture<Map<K, Answer<V>>> result) {
        CompletableFuture<?>[] open =
                trips.values().stream().map(trip -> trip.answer).toArray(CompletableFuture[]::new);
        result.whenComplete((same, failure) -> {
            if (result.isCancelled()) {
                trips.values().forEach(trip -> trip.answer.cancel(false));
            }
        });
        CompletableFuture.allOf(open).whenComplete((nothing, failure) -> {
            if (failure == null) {
                result.complete(ordered(plan, trips));
            } else {
                result.completeExceptionally(Failures.unwrapped(failure));
            }
        });
    }

    private static <K, V> Map<K, Answer<V>> ordered(Plan<K, V> plan, Map<K, AsyncReads<K, V>.Trip> trips) {
        Map<K, Answer<V>> ordered = new LinkedHashMap<>();
        for (K key : plan.keys) {
            AsyncReads<K, V>.Trip trip = trips.get(key);
            ordered.put(key, trip == null ? Objects.requireNonNull(plan.answers.get(key)) : trip.answer.join());
        }
        return ordered;
    }
}
