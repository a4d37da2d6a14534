// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import io.dogpile.backend.Stored;
import io.dogpile.jcache.Operation.Effect;
import io.dogpile.jcache.Operation.Lookup;
import io.dogpile.region.KeyLocks;
import io.dogpile.region.Lifetimes;
import io.dogpile.region.Slots;
import java.util.Objects;
import javax.cache.event.EventType;
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
    private final boolean alwaysHolds;

    EntryEngine(
            Slots<K, V> slots,
            ExpiryRules<K, V> expiry,
            WriteThrough<K, V> writer,
            RegionEvents<K, V> events,
            CacheStatistics statistics,
            boolean local) {
        this.slots = slots;
        this.expiry = expiry;
        this.writer = writer;
        this.events = events;
        this.statistics = statistics;
        this.alwaysHolds = writer.isOn() || expiry.isCustom() || !local;
    }

    /** Does the operation, atomically among all that change the key. */
    <R extends @Nullable Object> R apply(K key, Operation<V, R> operation) {
        if (holds()) {
            KeyLocks.Hold hold = slots.locks().acquire(key);
            try (hold) {
                return run(key, operation, true);
            }
        }
        KeyLocks.Stripe stripe = slots.locks().enter(key);
        try {
            return run(key, operation, false);
        } finally {
            stripe.exit();
        }
    }

    /** Does the operation on a key that is held, without telling the writer. */
    <R extends @Nullable Object> R applyWithoutWriting(K key, Operation<V, R> operation) {
        return run(key, operation, false);
    }

    private boolean holds() {
        return alwaysHolds || !events.areUnheard();
    }

    /** Puts without looking, where nothing depends on what was there; false if something does. */
    boolean putBlindly(K key, V value) {
        if (holds() || !expiry.sameOnUpdate()) {
            return false;
        }
        long lifetime = expiry.ofCreated();
        if (lifetime == 0) {
            return false;
        }
        Stored<V> stored = slots.stamp(value, lifetime);
        KeyLocks.Stripe stripe = slots.locks().enter(key);
        try {
            slots.put(key, stored);
        } finally {
            stripe.exit();
        }
        statistics.put();
        return true;
    }

    private <R extends @Nullable Object> R run(K key, Operation<V, R> operation, boolean writing) {
        boolean toWrite = writing && writer.isOn();
        while (true) {
            Stored<V> seen = slots.read(key);
            V live = slots.fresh(seen);
            Effect<V, R> effect = operation.on(live);
            if (toWrite) {
                writeThrough(key, effect.change());
                toWrite = false;
            }
            if (commit(key, seen, live, effect.change())) {
                count(effect.lookup());
                return effect.result();
            }
        }
    }

    private void count(Lookup lookup) {
        if (lookup == Lookup.HIT) {
            statistics.hit();
        } else if (lookup == Lookup.MISS) {
            statistics.miss();
        }
    }

    private void writeThrough(K key, Change<V> change) {
        if (change instanceof Change.Put<V> put) {
            writer.write(key, put.value());
        } else if (change instanceof Change.Remove<V>) {
            writer.delete(key);
        }
    }

    /**
     * Makes a change to a key that the caller has for itself.
     *
     * @param seen what the change was decided on
     * @param live its value, if that is fresh
     * @return false if the slot does not hold what was seen any more
     */
    boolean commit(K key, @Nullable Stored<V> seen, @Nullable V live, Change<V> change) {
        if (change instanceof Change.Put<V> put) {
            return live == null
                    ? create(key, seen, put.value())
                    : update(key, Objects.requireNonNull(seen), live, put.value());
        }
        if (change instanceof Change.Remove<V>) {
            return remove(key, seen, live);
        }
        if (change instanceof Change.Access<V> && seen != null) {
            access(key, seen);
        }
        return true;
    }

    private boolean create(K key, @Nullable Stored<V> seen, V value) {
        long lifetime = expiry.ofCreated();
        boolean stored = lifetime != 0;
        if (!slots.replace(key, seen, stored ? slots.stamp(value, lifetime) : null)) {
            return false;
        }
        if (stored) {
            statistics.put();
        }
        tellExpired(key, seen);
        if (stored) {
            tell(EventType.CREATED, key, value, null);
        }
        return true;
    }

    private boolean update(K key, Stored<V> seen, V live, V value) {
        long lifetime = expiry.ofUpdated();
        Stored<V> update = lifetime == 0
                ? null
                : lifetime == Lifetimes.UNCHANGED ? slots.stampLike(seen, value) : slots.stamp(value, lifetime);
        if (!slots.replace(key, seen, update)) {
            return false;
        }
        statistics.put();
        tell(EventType.UPDATED, key, value, live);
        if (update == null) {
            tell(EventType.EXPIRED, key, value, value);
        }
        return true;
    }

    private boolean remove(K key, @Nullable Stored<V> seen, @Nullable V live) {
        if (seen == null) {
            return true;
        }
        if (!slots.replace(key, seen, null)) {
            return false;
        }
        if (live == null) {
            tellExpired(key, seen);
        } else {
            statistics.removal();
            tell(EventType.REMOVED, key, live, live);
        }
        return true;
    }

    /** An entry has been read: its deadline moves if the expiry policy says so. */
    void accessed(K key, Stored<V> stored) {
        if (!expiry.movesOnAccess()) {
            return;
        }
        if (events.areUnheard()) {
            access(key, stored);
            return;
        }
        KeyLocks.Hold hold = slots.locks().acquire(key);
        try (hold) {
            access(key, stored);
        }
    }

    private void access(K key, Stored<V> stored) {
        if (!expiry.movesOnAccess()) {
            return;
        }
        long lifetime = expiry.ofAccessed();
        if (lifetime > 0) {
            slots.touch(key, stored, lifetime);
        } else if (lifetime == 0 && slots.replace(key, stored, null)) {
            V value = Objects.requireNonNull(stored.value());
            tell(EventType.EXPIRED, key, value, value);
        }
    }

    private void tellExpired(K key, @Nullable Stored<V> seen) {
        if (!events.areUnheard() && seen != null && slots.isExpired(seen)) {
            V value = Objects.requireNonNull(seen.value());
            tell(EventType.EXPIRED, key, value, value);
        }
    }

    private void tell(EventType type, K key, V value, @Nullable V old) {
        events.publish(type, key, value, old);
    }
}
