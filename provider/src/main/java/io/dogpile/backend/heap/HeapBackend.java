// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.heap;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import io.dogpile.backend.Backend;
import io.dogpile.backend.Stored;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.ToIntBiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Keeps stored values in the memory of this process, as the objects they are.
 *
 * <p>Unbounded it is a plain concurrent map; bounded by entries or by weight it is Caffeine's, which then chooses what to drop;
 * what holds a lease is not dropped, and does not count.
 * Stored values are recognised by identity. Values past their time are the region's to sweep.
 *
 * @param <K> type of keys
 * @param <V> type of values
 */
public final class HeapBackend<K, V> implements Backend<K, V> {

    private final ConcurrentMap<K, Stored<V>> map;
    private final String description;

    private HeapBackend(ConcurrentMap<K, Stored<V>> map, String description) {
        this.map = map;
        this.description = description;
    }

    /** A backend without bound. */
    public static <K, V> HeapBackend<K, V> unbounded() {
        return new HeapBackend<>(new ConcurrentHashMap<>(), "heap");
    }

    /** A backend of at most {@code entries} entries; {@code onEviction} is told of each that had to go. */
    public static <K, V> HeapBackend<K, V> ofEntries(long entries, Runnable onEviction) {
        Caffeine<K, Stored<V>> builder = HeapBackend.<K, V>bounded(entries, (key, value) -> 1, onEviction);
        return new HeapBackend<>(builder.<K, Stored<V>>build().asMap(), "heap(" + entries + " entries)");
    }

    /**
     * A backend of at most {@code weight} in all.
     *
     * @param weigher what an entry weighs, not negative; what holds no value weighs 1, and what is being regenerated nothing
     */
    public static <K, V> HeapBackend<K, V> ofWeight(
            long weight, ToIntBiFunction<? super K, ? super V> weigher, Runnable onEviction) {
        Caffeine<K, Stored<V>> builder = HeapBackend.<K, V>bounded(weight, weigher, onEviction);
        return new HeapBackend<>(builder.<K, Stored<V>>build().asMap(), "heap(weight " + weight + ")");
    }

    private static <K, V> Caffeine<K, Stored<V>> bounded(
            long weight, ToIntBiFunction<? super K, ? super V> weigher, Runnable onEviction) {
        return Caffeine.newBuilder()
                .maximumWeight(weight)
                .weigher((K key, Stored<V> stored) -> weigh(key, stored, weigher))
                // Eviction is a few pointer moves: cheaper here and now than handed to another thread.
                .executor(Runnable::run)
                .evictionListener((@Nullable K key, @Nullable Stored<V> stored, RemovalCause cause) -> {
                    if (stored != null && stored.value() != null) {
                        onEviction.run();
                    }
                });
    }

    /** What weighs nothing is never dropped: a lease that is lost would have its key loaded twice at the same time. */
    private static <K, V> int weigh(K key, Stored<V> stored, ToIntBiFunction<? super K, ? super V> weigher) {
        if (stored.lease() != null) {
            return 0;
        }
        V value = stored.value();
        return value == null ? 1 : weigher.applyAsInt(key, value);
    }

    @Override
    public @Nullable Stored<V> get(K key) {
        return map.get(key);
    }

    @Override
    public void put(K key, Stored<V> stored) {
        map.put(key, stored);
    }

    @Override
    public boolean replace(K key, @Nullable Stored<V> expected, @Nullable Stored<V> update) {
        if (expected == null) {
            return update == null ? !map.containsKey(key) : map.putIfAbsent(key, update) == null;
        }
        // The map compares with equals, which for stored values is identity.
        return update == null ? map.remove(key, expected) : map.replace(key, expected, update);
    }

    @Override
    public boolean remove(K key) {
        return map.remove(key) != null;
    }

    @Override
    public void clear() {
        map.clear();
    }

    @Override
    public Iterator<Map.Entry<K, Stored<V>>> entries() {
        Iterator<Map.Entry<K, Stored<V>>> entries = map.entrySet().iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return entries.hasNext();
            }

            @Override
            public Map.Entry<K, Stored<V>> next() {
                Map.Entry<K, Stored<V>> entry = entries.next();
                return Map.entry(entry.getKey(), entry.getValue());
            }
        };
    }

    @Override
    public void touch(K key, Stored<V> stored, long freshUntil) {
        Stored<V> touched = stored.touched(freshUntil);
        if (touched != stored) {
            map.replace(key, stored, touched);
        }
    }

    @Override
    public boolean isLocal() {
        return true;
    }

    @Override
    public String toString() {
        return description;
    }
}
