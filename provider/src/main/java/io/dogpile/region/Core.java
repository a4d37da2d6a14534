// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import io.dogpile.backend.Stored;
import io.dogpile.config.RegionSettings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a region is made of once it is configured, and does with it. Immutable: other settings make another one, so that each
 * operation sees one set of them from its beginning to its end.
 */
final class Core<K, V> implements RegionReads<K, V> {

    private final RegionSettings settings;
    private final Regenerator<K, V> regenerator;
    private final Slots<K, V> slots;
    private final PlainReads<K, V> reads;
    private final Lifetimes<K, V> lifetimes;
    private final Runnable release;

    /**
     * Puts one together.
     *
     * @param release run when it is closed, after its backend
     */
    Core(RegionSettings settings, Regenerator<K, V> regenerator, Lifetimes<K, V> lifetimes, Runnable release) {
        this.settings = settings;
        this.regenerator = regenerator;
        this.slots = regenerator.slots();
        this.reads = new PlainReads<>(slots);
        this.lifetimes = lifetimes;
        this.release = release;
    }

    RegionSettings settings() {
        return settings;
    }

    Regenerator<K, V> regenerator() {
        return regenerator;
    }

    Slots<K, V> slots() {
        return slots;
    }

    @Override
    public @Nullable V get(K key) {
        return slots.fresh(slots.lookUp(Objects.requireNonNull(key, "key")));
    }

    @Override
    public @Nullable V get(K key, ReadOptions<? super K, ? super V> options) {
        return reads.get(Objects.requireNonNull(key, "key"), options);
    }

    @Override
    public Map<K, V> getAll(Collection<? extends K> keys, ReadOptions<? super K, ? super V> options) {
        return reads.getAll(requireNoNull(keys), options);
    }

    @Override
    public @Nullable Entry<V> find(K key, ReadOptions<? super K, ? super V> options) {
        return reads.find(Objects.requireNonNull(key, "key"), options);
    }

    @Override
    public Map<K, Entry<V>> findAll(Collection<? extends K> keys, ReadOptions<? super K, ? super V> options) {
        return reads.findAll(requireNoNull(keys), options);
    }

    @Override
    public @Nullable V getOrCreate(K key, Creator<? super K, ? extends V> creator) {
        Stored<V> stored = slots.lookUp(Objects.requireNonNull(key, "key"));
        V value = regenerator.isDueEarly(stored) ? null : slots.fresh(stored);
        return value != null
                ? value
                : regenerator.read(key, stored, creator, ReadOptions.defaults()).value();
    }

    @Override
    public @Nullable V getOrCreate(
            K key, Creator<? super K, ? extends V> creator, ReadOptions<? super K, ? super V> options) {
        Stored<V> stored = slots.lookUp(Objects.requireNonNull(key, "key"));
        V value = regenerator.isDueEarly(stored) ? null : reads.fresh(stored, options);
        return value != null
                ? value
                : regenerator.read(key, stored, creator, options).value();
    }

    @Override
    public Map<K, V> getOrCreateAll(
            Collection<? extends K> keys, BulkCreator<K, V> creator, ReadOptions<? super K, ? super V> options) {
        return Answer.values(regenerator.readAll(keys, slots.lookUpAll(requireNoNull(keys)), creator, options));
    }

    void put(K key, V value) {
        long lifetime = lifetimes.ofCreated(key, Objects.requireNonNull(value, "value"));
        Stored<V> stored = slots.stamp(value, lifetime);
        KeyLocks.Claim claim = slots.claim(Objects.requireNonNull(key, "key"));
        try {
            if (lifetime == 0) {
                slots.remove(key);
            } else {
                slots.put(key, stored);
            }
        } finally {
            claim.release();
        }
    }

    void putAll(Map<? extends K, ? extends V> values) {
        Map<K, Stored<V>> lasting = new LinkedHashMap<>();
        List<K> fleeting = new ArrayList<>();
        values.forEach((key, value) -> {
            long lifetime =
                    lifetimes.ofCreated(Objects.requireNonNull(key, "key"), Objects.requireNonNull(value, "value"));
            if (lifetime == 0) {
                fleeting.add(key);
            } else {
                lasting.put(key, slots.stamp(value, lifetime));
            }
        });
        holding(values.keySet(), () -> {
            if (!lasting.isEmpty()) {
                slots.backend().putAll(lasting);
            }
            if (!fleeting.isEmpty()) {
                slots.backend().removeAll(fleeting);
            }
        });
    }

    void removeAll(Collection<? extends K> keys) {
        if (!requireNoNull(keys).isEmpty()) {
            holding(keys, () -> slots.backend().removeAll(keys));
        }
    }

    private void holding(Collection<? extends K> keys, Runnable work) {
        List<KeyLocks.Hold> holds = slots.locks().acquireAll(keys);
        try {
            work.run();
        } finally {
            holds.forEach(KeyLocks.Hold::close);
        }
    }

    void remove(K key) {
        KeyLocks.Claim claim = slots.claim(Objects.requireNonNull(key, "key"));
        try {
            slots.remove(key);
        } finally {
            claim.release();
        }
    }

    void clear() {
        slots.clear();
        regenerator.forgetFailures();
    }

    /** Ends what is under way, whose results are not stored, and closes the backend. */
    void close() {
        regenerator.close();
        slots.abandon();
        try {
            slots.backend().close();
        } finally {
            release.run();
        }
    }

    private static <C extends Collection<?>> C requireNoNull(C keys) {
        for (Object key : Objects.requireNonNull(keys, "keys")) {
            Objects.requireNonNull(key, "key");
        }
        return keys;
    }
}
