// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import io.dogpile.backend.Exchange;
import io.dogpile.backend.Stored;
import io.dogpile.jcache.Operation.Lookup;
import io.dogpile.region.KeyLocks;
import io.dogpile.region.Lifetimes;
import io.dogpile.region.Slots;
import io.dogpile.region.State;
import java.util.Objects;
import javax.cache.event.EventType;
import org.jspecify.annotations.Nullable;

/** Makes changes to entries, by one replacement of what was seen; if that succeeds, counts them and tells listeners. */
final class Commits<K, V> {

    private final Slots<K, V> slots;
    private final ExpiryRules<K, V> expiry;
    private final RegionEvents<K, V> events;
    private final CacheStatistics statistics;

    Commits(Slots<K, V> slots, ExpiryRules<K, V> expiry, RegionEvents<K, V> events, CacheStatistics statistics) {
        this.slots = slots;
        this.expiry = expiry;
        this.events = events;
        this.statistics = statistics;
    }

    /**
     * Makes a change to a key that the caller has for itself.
     *
     * @param seen what the change was decided on
     * @param live its value, if that is fresh
     * @return what the slot holds if it is not what was seen any more; nothing has happened then
     */
    Exchange<V> commit(K key, @Nullable Stored<V> seen, @Nullable V live, Change<V> change, Lookup lookup) {
        if (change instanceof Change.Put<V> put) {
            return live == null
                    ? create(key, seen, put.value(), lookup)
                    : update(key, Objects.requireNonNull(seen), live, put.value(), lookup);
        }
        if (change instanceof Change.Remove<V>) {
            return remove(key, seen, live, lookup);
        }
        count(lookup);
        if (change instanceof Change.Access<V> && seen != null) {
            accessed(key, seen);
        }
        return Exchange.succeeded();
    }

    void count(Lookup lookup) {
        if (lookup == Lookup.HIT) {
            statistics.hit();
        } else if (lookup == Lookup.MISS) {
            statistics.miss();
        }
    }

    private Exchange<V> create(K key, @Nullable Stored<V> seen, V value, Lookup lookup) {
        long lifetime = expiry.ofCreated();
        boolean stored = lifetime != 0;
        Exchange<V> came = slots.exchange(key, seen, stored ? slots.stamp(value, lifetime) : null);
        if (!came.done()) {
            return came;
        }
        count(lookup);
        if (stored) {
            statistics.put();
        }
        try {
            tellExpired(key, seen);
        } finally {
            if (stored) {
                events.publish(EventType.CREATED, key, value, null);
            }
        }
        return came;
    }

    private Exchange<V> update(K key, Stored<V> seen, V live, V value, Lookup lookup) {
        long lifetime = expiry.ofUpdated();
        Exchange<V> came = slots.exchange(key, seen, successor(seen, value, lifetime));
        if (!came.done()) {
            return came;
        }
        count(lookup);
        statistics.put();
        try {
            events.publish(EventType.UPDATED, key, value, live);
        } finally {
            if (lifetime == 0) {
                events.publish(EventType.EXPIRED, key, value, null);
            }
        }
        return came;
    }

    private @Nullable Stored<V> successor(Stored<V> seen, V value, long lifetime) {
        if (lifetime == 0) {
            return null;
        }
        return lifetime == Lifetimes.UNCHANGED ? slots.stampLike(seen, value) : slots.stamp(value, lifetime);
    }

    private Exchange<V> remove(K key, @Nullable Stored<V> seen, @Nullable V live, Lookup lookup) {
        Exchange<V> came = seen == null ? Exchange.succeeded() : slots.exchange(key, seen, null);
        if (!came.done()) {
            return came;
        }
        count(lookup);
        if (live == null) {
            tellExpired(key, seen);
        } else {
            statistics.removal();
            events.publish(EventType.REMOVED, key, live, null);
        }
        return came;
    }

    /** An entry has been read: its deadline moves if the expiry policy says so. */
    void accessed(K key, Stored<V> stored) {
        if (!expiry.movesOnAccess()) {
            return;
        }
        long lifetime = expiry.ofAccessed();
        if (lifetime > 0) {
            slots.touch(key, stored, lifetime);
        } else if (lifetime == 0) {
            expireNow(key, stored);
        }
    }

    /** Does not wait for the key: reading never does. */
    private void expireNow(K key, Stored<V> stored) {
        KeyLocks.Hold hold = events.areUnheard() ? null : slots.locks().tryAcquire(key);
        try {
            V value = stored.value();
            if (slots.replace(key, stored, null) && value != null) {
                events.publish(EventType.EXPIRED, key, value, null);
            }
        } finally {
            if (hold != null) {
                hold.close();
            }
        }
    }

    /** What is stale is as good as expired for whoever does not regenerate. */
    private void tellExpired(K key, @Nullable Stored<V> seen) {
        V value = seen == null || events.areUnheard() ? null : seen.value();
        if (value != null && (slots.isExpired(seen) || slots.state(seen) == State.STALE)) {
            events.publish(EventType.EXPIRED, key, value, null);
        }
    }
}
