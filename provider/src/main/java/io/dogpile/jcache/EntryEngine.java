// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import io.dogpile.backend.Exchange;
import io.dogpile.backend.Stored;
import io.dogpile.jcache.Operation.Lookup;
import io.dogpile.region.KeyLocks;
import io.dogpile.region.Slots;
import java.util.function.Supplier;
import javax.cache.event.CacheEntryListenerException;
import org.jspecify.annotations.Nullable;

/**
 * Carries out operations on single entries: lock, read, expire, decide, write through, replace, count, tell.
 *
 * <p>The key is held while user code runs: writers, listeners, expiry policies of the application's. Where there is none, and
 * the store is in memory, a short lock will do. Nothing is ever locked but the key.
 */
final class EntryEngine<K, V> {

    private final Slots<K, V> slots;
    private final ExpiryRules<K, V> expiry;
    private final WriteThrough<K, V> writer;
    private final RegionEvents<K, V> events;
    private final CacheStatistics statistics;
    private final Commits<K, V> commits;

    /** Tells nobody: for changes under a short lock, to which a listener may be registered meanwhile. */
    private final Commits<K, V> silent;

    private final Gate gate;
    private final Clears clears = new Clears();
    private final boolean local;
    private final boolean hasUserCode;
    private final boolean guesses;

    EntryEngine(
            Slots<K, V> slots,
            ExpiryRules<K, V> expiry,
            WriteThrough<K, V> writer,
            RegionEvents<K, V> events,
            CacheStatistics statistics,
            Gate gate,
            boolean local) {
        this.slots = slots;
        this.expiry = expiry;
        this.writer = writer;
        this.events = events;
        this.statistics = statistics;
        this.commits = new Commits<>(slots, expiry, events, statistics);
        this.silent = new Commits<>(slots, expiry, events.silent(), statistics);
        this.gate = gate;
        this.local = local;
        this.hasUserCode = writer.isOn() || expiry.isCustom();
        // In memory there is no trip to save; a policy of the application's is asked for what happens only;
        // and what expires at once leaves nothing to know it by.
        this.guesses = !local && !expiry.isCustom() && expiry.ofUpdated() != 0;
    }

    /** Does the operation, atomically among all that change the key. */
    <R extends @Nullable Object> R apply(K key, Operation<V, R> operation) {
        if (holds()) {
            KeyLocks.Hold hold = hold(key);
            try (hold) {
                return writer.isOn() ? runAndWrite(key, operation) : run(key, operation);
            }
        }
        return runBriefly(key, operation);
    }

    /**
     * Waits until nobody else has the key, then holds it for user code to run.
     *
     * @throws IllegalStateException if the cache was closed meanwhile: its customizations must not be called any more
     */
    KeyLocks.Hold hold(K key) {
        KeyLocks.Hold hold = slots.locks().acquire(key);
        if (gate.isClosed()) {
            hold.close();
            requireOpen();
        }
        return hold;
    }

    void requireOpen() {
        gate.requireOpen();
    }

    private boolean holds() {
        return !local || callsUserCode();
    }

    private boolean callsUserCode() {
        return hasUserCode || !events.areUnheard();
    }

    /** Puts without looking, where nothing depends on what was there; false if something does. */
    boolean putBlindly(K key, V value) {
        if (callsUserCode() || !expiry.sameOnUpdate()) {
            return false;
        }
        long lifetime = expiry.ofCreated();
        if (lifetime == 0) {
            return false;
        }
        put(key, slots.stamp(value, lifetime));
        statistics.put();
        return true;
    }

    private void put(K key, Stored<V> stored) {
        KeyLocks.Claim claim = local ? slots.locks().enter(key) : hold(key);
        try {
            slots.put(key, stored);
        } finally {
            claim.release();
        }
    }

    /** Decides on what there is, and locks only to change it: if it is another by then, that is decided on. */
    private <R extends @Nullable Object> R runBriefly(K key, Operation<V, R> operation) {
        Stored<V> seen = slots.read(key);
        while (true) {
            V live = slots.fresh(seen);
            Change<V> change = operation.on(live);
            Exchange<V> came = commitBriefly(key, seen, live, change, operation.lookup(live));
            if (came.done()) {
                return operation.result(live, change);
            }
            seen = came.found();
        }
    }

    private Exchange<V> commitBriefly(
            K key, @Nullable Stored<V> seen, @Nullable V live, Change<V> change, Lookup lookup) {
        if (!change.isWrite()) {
            return silent.commit(key, seen, live, change, lookup);
        }
        KeyLocks.Stripe stripe = slots.locks().enter(key);
        try {
            return silent.commit(key, seen, live, change, lookup);
        } finally {
            stripe.release();
        }
    }

    /**
     * Decides on what this process remembers, if it does and that comes to a new value: the store finds out whether it is still true.
     * Else, and if it is not, on what is there. A removal is never decided like that: if the store's answer to it were lost, nobody
     * could tell whose removal it was that has left nothing.
     */
    private <R extends @Nullable Object> R run(K key, Operation<V, R> operation) {
        Stored<V> recalled = guesses ? slots.recall(key) : null;
        V live = slots.fresh(recalled);
        Change<V> change = live == null ? Change.none() : operation.on(live);
        if (!(change instanceof Change.Put)) {
            return run(key, slots.read(key), operation);
        }
        Exchange<V> came = commits.commit(key, recalled, live, change, operation.lookup(live));
        return came.done() ? operation.result(live, change) : run(key, came.found(), operation);
    }

    private <R extends @Nullable Object> R run(K key, @Nullable Stored<V> current, Operation<V, R> operation) {
        Stored<V> seen = current;
        while (true) {
            V live = slots.fresh(seen);
            Change<V> change = operation.on(live);
            Exchange<V> came = commits.commit(key, seen, live, change, operation.lookup(live));
            if (came.done()) {
                return operation.result(live, change);
            }
            seen = came.found();
        }
    }

    private <R extends @Nullable Object> R runAndWrite(K key, Operation<V, R> operation) {
        long start = now();
        Stored<V> seen = slots.read(key);
        V live = slots.fresh(seen);
        Change<V> change = operation.on(live);
        Exchange<V> came = carryOut(key, seen, live, change, operation.lookup(live), start);
        // Only another process can have been faster; what the writer was told stands.
        return came.done() ? operation.result(live, change) : written(key, () -> run(key, came.found(), operation));
    }

    /**
     * Does an operation of which the writer has been told, on a key that is held. What cannot be stored then is dropped, so
     * that the cache does not contradict what is behind it.
     */
    <R extends @Nullable Object> R applyWritten(K key, Operation<V, R> operation) {
        return written(key, () -> run(key, slots.read(key), operation));
    }

    @SuppressWarnings("checkstyle:IllegalCatch")
    private <R extends @Nullable Object> R written(K key, Supplier<R> applied) {
        try {
            return applied.get();
        } catch (CacheEntryListenerException e) {
            throw e;
        } catch (RuntimeException | Error e) {
            slots.remove(key);
            throw e;
        }
    }

    /** Stands for this moment: {@link #carryOut} wants to know what happened since. */
    long now() {
        return clears.now();
    }

    /** Clears, and lets changes that are under way know. */
    void clear(Runnable clear) {
        clears.run(clear);
    }

    /**
     * Tells the writer of a change, and makes it, on a key that is held.
     *
     * @param start when whatever decided on it began
     * @return what is there if another process has changed the key in between, so that there is something else to decide on
     */
    @SuppressWarnings("checkstyle:IllegalCatch")
    Exchange<V> carryOut(
            K key, @Nullable Stored<V> seen, @Nullable V live, Change<V> change, Lookup lookup, long start) {
        writer.tell(key, change);
        try {
            return local
                    ? settle(key, seen, live, change, lookup, start)
                    : commits.commit(key, seen, live, change, lookup);
        } catch (CacheEntryListenerException e) {
            throw e;
        } catch (RuntimeException | Error e) {
            if (writer.isOn() && change.isWrite()) {
                slots.remove(key);
            }
            throw e;
        }
    }

    /**
     * Makes a change that is decided, whatever its key holds by now. In this process nobody else decides about the key
     * meanwhile: it can only have lost its entry, for lack of room or by age, or with all others.
     */
    private Exchange<V> settle(
            K key, @Nullable Stored<V> seen, @Nullable V live, Change<V> change, Lookup lookup, long start) {
        Stored<V> current = seen;
        V value = live;
        while (true) {
            Exchange<V> came = commits.commit(key, current, value, change, lookup);
            if (came.done()) {
                return came;
            }
            if (clears.since(start)) {
                // As if the change had come first, and been cleared away with everything else.
                commits.count(lookup);
                return Exchange.succeeded();
            }
            current = came.found();
            value = slots.fresh(current);
        }
    }

    /** An entry has been read: its deadline moves if the expiry policy says so. */
    void accessed(K key, Stored<V> stored) {
        commits.accessed(key, stored);
    }
}
