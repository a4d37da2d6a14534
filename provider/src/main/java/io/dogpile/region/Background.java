// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;

/** Hands flights that nobody waits for to the executor, and logs what goes wrong there since nobody else would tell. */
final class Background<K, V> {

    private final String region;
    private final Flights<K, V> flights;
    private final Executor executor;
    private final Counters counters;
    private final QuietLog log;

    Background(String region, Flights<K, V> flights, Executor executor, Counters counters, LongSupplier nanos) {
        this.region = region;
        this.flights = flights;
        this.executor = executor;
        this.counters = counters;
        this.log = new QuietLog(nanos);
    }

    /**
     * Has the flights flown by the executor. If that refuses, they end before they began: a stale value stays stale until
     * somebody asks again.
     *
     * @param leads flights of one load
     */
    @SuppressWarnings("checkstyle:IllegalCatch")
    void dispatch(Map<K, Decision.Lead<V>> leads, Runnable work) {
        Load load = leads.values().iterator().next().flight().load;
        counters.backgroundRegenerations.add(leads.size());
        try {
            executor.execute(() -> fly(load, leads, work));
        } catch (RejectedExecutionException e) {
            counters.backgroundRejected.add(leads.size());
            end(leads);
        } catch (Throwable e) {
            end(leads);
            throw e;
        }
    }

    private void end(Map<K, Decision.Lead<V>> leads) {
        leads.forEach((key, lead) -> flights.ended(key, lead.flight(), Outcome.abandoned()));
    }

    // On an executor's thread there is no caller to throw to.
    @SuppressWarnings({"checkstyle:IllegalCatch", "FutureReturnValueIgnored"})
    private void fly(Load load, Map<K, Decision.Lead<V>> leads, Runnable work) {
        List<CompletableFuture<Outcome<V>>> outcomes =
                leads.values().stream().map(lead -> lead.flight().outcome).toList();
        CompletableFuture<Void> all = CompletableFuture.allOf(outcomes.toArray(CompletableFuture[]::new));
        try {
            load.start(false, work, all);
        } catch (RuntimeException e) {
            warn(e);
        }
        all.thenRun(() -> outcomes.stream()
                .map(CompletableFuture::join)
                .filter(Outcome.Failed.class::isInstance)
                .findFirst()
                .ifPresent(failed -> warn(((Outcome.Failed<V>) failed).cause())));
    }

    private void warn(Throwable failure) {
        log.warn("region '{}': a regeneration in the background failed; the old value stays", region, failure);
    }
}
