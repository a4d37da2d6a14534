// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import io.dogpile.backend.Stored;
import io.dogpile.config.Durations;
import io.dogpile.config.Loading;
import io.dogpile.config.RegionSettings;
import io.dogpile.config.Sharing;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Lock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How a region makes values: the parts, and how they hang together. */
final class Regenerator<K, V> {

    private final Slots<K, V> slots;
    private final EarlyRegeneration early;
    private final CoolDowns<K> coolDowns;
    private final Flights<K, V> flights;
    private final Reads<K, V> reads;
    private final BulkReads<K, V> bulkReads;
    private final AsyncReads<K, V> asyncReads;
    private final AsyncBulkReads<K, V> asyncBulkReads;
    private final Relay relay;
    private final Sweeper<K, V> sweeper;
    private final Rivals<K, V> rivals;
    private final @Nullable HeldLocks<K> locks;

    Regenerator(
            Slots<K, V> slots,
            Environment environment,
            RegionSettings settings,
            Policies<K, V> policies,
            Sweeper<K, V> sweeper,
            Journal<K> journal,
            Continuity<K, V> continuity) {
        this.slots = slots;
        this.sweeper = sweeper;
        Time time = environment.time();
        Loading loading = settings.loading();
        early = new EarlyRegeneration(settings.freshness().earlyRegeneration(), environment.random());
        coolDowns = new CoolDowns<>(loading, environment.random());
        Sharing sharing = settings.sharing();
        rivals = new Rivals<>(slots, time, environment.random(), continuity.holder(), sharing.pollAtMost());
        flights = new Flights<>(slots, rivals, early, coolDowns, journal, loading, continuity.running());
        Duration lease = slots.isShared() ? sharing.lease() : loading.loadAtMost();
        Leases<K, V> leases = new Leases<>(slots, flights, rivals, lease, continuity, time);
        Landing<K, V> landing = new Landing<>(slots, leases, policies, loading, time, early.isOn(), journal);
        Patience patience = new Patience(time, journal, loading);
        Function<? super K, ? extends Lock> loadLocks = policies.loadLocks();
        long atMost = Durations.toNanosSaturated(loading.waitAtMost());
        locks = loadLocks == null ? null : new HeldLocks<>(loadLocks, journal.messages(), time, atMost);
        Renewals<K, V> renewals = new Renewals<>(leases, environment.maintenance(), journal);
        Turns<K, V> turns = new Turns<>(slots, rivals, renewals, patience);
        Relay relay = new Relay(environment, loading.loadAtMost(), slots.isShared());
        Pilot<K, V> pilot = new Pilot<>(slots, flights, leases, turns, landing, coolDowns, relay);
        Background<K, V> background = new Background<>(
                journal.messages().region(), flights, environment.background(), journal.counters(), time.nanos());
        Answers<K, V> answers = new Answers<>(slots, flights, journal.messages());
        reads = new Reads<>(slots, flights, pilot, patience, background, answers, loading);
        BulkPilot<K, V> bulkPilot = new BulkPilot<>(pilot, patience);
        bulkReads = new BulkReads<>(flights, pilot, bulkPilot, reads, background, patience);
        AsyncReads.Parts<K, V> parts =
                new AsyncReads.Parts<>(slots, flights, pilot, turns, patience, background, answers);
        asyncReads = new AsyncReads<>(parts, relay, loading);
        asyncBulkReads = new AsyncBulkReads<>(slots, bulkReads, bulkPilot, asyncReads, patience, relay);
        this.relay = relay;
    }

    Answer<V> read(
            K key,
            @Nullable Stored<V> seen,
            Creator<? super K, ? extends V> creator,
            ReadOptions<? super K, ? super V> options) {
        return reads.get(key, seen, new Request<>(locked(Source.of(creator)), options));
    }

    Map<K, Answer<V>> readAll(
            Collection<? extends K> keys,
            Map<K, Stored<V>> seen,
            BulkCreator<K, V> creator,
            ReadOptions<? super K, ? super V> options) {
        return bulkReads.getAll(keys, seen, new Request<>(locked(Source.ofMany(creator)), options));
    }

    CompletableFuture<Answer<V>> readLater(K key, Request<K, V> request) {
        return asyncReads.get(key, request);
    }

    CompletableFuture<Map<K, Answer<V>>> readAllLater(Collection<? extends K> keys, Request<K, V> request) {
        return asyncBulkReads.getAll(keys, request);
    }

    /** The threads for that. */
    Relay relay() {
        return relay;
    }

    /** Whether reading this value may start a flight although it is fresh. The dice are cast by the read itself, once. */
    boolean isDueEarly(@Nullable Stored<V> stored) {
        return stored != null && early.isPossible(stored);
    }

    private Source<K, V> locked(Source<K, V> source) {
        return locks == null ? source : new LockedSource<>(source, locks);
    }

    /** Whether somebody has the right to make the value: a flight of this process, or the lease of another one. */
    boolean isLocked(K key) {
        return flights.isFlying(key) || rivals.hold(key, slots.lookUp(key));
    }

    boolean isFlying(K key) {
        return flights.isFlying(key);
    }

    void forgetFailures() {
        coolDowns.clear();
    }

    void close() {
        sweeper.stop();
    }

    Slots<K, V> slots() {
        return slots;
    }

    void sweep() {
        sweeper.sweep(slots);
    }
}
