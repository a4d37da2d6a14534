// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import io.dogpile.backend.Stored;
import io.dogpile.region.Slots;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.cache.CacheException;
import javax.cache.integration.CompletionListener;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.EntryProcessorException;
import javax.cache.processor.EntryProcessorResult;
import org.jspecify.annotations.Nullable;

/**
 * A cache as a view of one region: each method checks its arguments and says who does the work.
 *
 * <p>Reading a fresh value is all that {@link #get} does, unless somebody counts, or reading moves deadlines.
 */
final class RegionCache<K, V> extends ManagedCache<K, V> {

    private final CacheParts<K, V> parts;
    private final Slots<K, V> slots;
    private final Reader<K, V> reader;
    private final EntryEngine<K, V> engine;
    private final CacheStatistics statistics;
    private final EntryTypes types;

    /** Open, and nobody wants to know of reads: one look tells both. */
    private volatile boolean quiet;

    RegionCache(CacheParts<K, V> parts) {
        super(parts);
        this.parts = parts;
        this.slots = parts.region().slots();
        this.reader = parts.reader();
        this.engine = parts.engine();
        this.statistics = parts.statistics();
        this.types = parts.types();
        parts.events().of(this);
        this.quiet = !parts.isWatched();
    }

    @Override
    public @Nullable V get(K key) {
        if (quiet && key != null) {
            Stored<V> stored = slots.lookUp(key);
            V fresh = slots.fresh(stored);
            return fresh != null ? fresh : reader.get(key, stored, null);
        }
        return getWatched(key);
    }

    private @Nullable V getWatched(K key) {
        requireOpen();
        Objects.requireNonNull(key, "key");
        long start = parts.startTime();
        Stored<V> stored = slots.lookUp(key);
        V value = reader.get(key, stored, slots.fresh(stored));
        parts.got(start);
        return value;
    }

    @Override
    public Map<K, V> getAll(Set<? extends K> keys) {
        requireOpen();
        requireNoNull(keys);
        long start = parts.startTime();
        Map<K, V> values = reader.getAll(keys);
        parts.got(start);
        return values;
    }

    @Override
    public boolean containsKey(K key) {
        requireOpen();
        return slots.fresh(slots.lookUp(Objects.requireNonNull(key, "key"))) != null;
    }

    @Override
    public void loadAll(Set<? extends K> keys, boolean replace, @Nullable CompletionListener listener) {
        requireOpen();
        Objects.requireNonNull(keys, "keys").forEach(types::requireKey);
        parts.loading().loadAll(Set.copyOf(keys), replace, listener);
    }

    @Override
    public void put(K key, V value) {
        requireOpen();
        types.requireEntry(key, value);
        long start = parts.startTime();
        if (!engine.putBlindly(key, value)) {
            engine.apply(key, Operations.put(value));
        }
        parts.put(start);
    }

    @Override
    public @Nullable V getAndPut(K key, V value) {
        requireOpen();
        types.requireEntry(key, value);
        long start = parts.startTime();
        V old = engine.apply(key, Operations.getAndPut(value));
        parts.got(start);
        parts.put(start);
        return old;
    }

    @Override
    public void putAll(Map<? extends K, ? extends V> entries) {
        requireOpen();
        Objects.requireNonNull(entries, "entries").forEach(types::requireEntry);
        long start = parts.startTime();
        parts.bulk().putAll(entries);
        parts.put(start);
    }

    @Override
    public boolean putIfAbsent(K key, V value) {
        requireOpen();
        types.requireEntry(key, value);
        long start = parts.startTime();
        boolean put = engine.apply(key, Operations.putIfAbsent(value));
        if (put) {
            parts.put(start);
        }
        return put;
    }

    @Override
    public boolean remove(K key) {
        requireOpen();
        Objects.requireNonNull(key, "key");
        long start = parts.startTime();
        boolean removed = engine.apply(key, Operations.remove());
        parts.removed(start);
        return removed;
    }

    @Override
    public boolean remove(K key, V expected) {
        requireOpen();
        types.requireEntry(key, expected);
        long start = parts.startTime();
        boolean removed = engine.apply(key, Operations.remove(expected));
        if (removed) {
            parts.removed(start);
        }
        return removed;
    }

    @Override
    public @Nullable V getAndRemove(K key) {
        requireOpen();
        Objects.requireNonNull(key, "key");
        long start = parts.startTime();
        V old = engine.apply(key, Operations.getAndRemove());
        parts.got(start);
        parts.removed(start);
        return old;
    }

    @Override
    public boolean replace(K key, V expected, V value) {
        requireOpen();
        types.requireEntry(key, value);
        Objects.requireNonNull(expected, "expected");
        long start = parts.startTime();
        boolean replaced = engine.apply(key, Operations.replace(expected, value));
        if (replaced) {
            parts.put(start);
        }
        return replaced;
    }

    @Override
    public boolean replace(K key, V value) {
        requireOpen();
        types.requireEntry(key, value);
        long start = parts.startTime();
        boolean replaced = engine.apply(key, Operations.replace(value));
        if (replaced) {
            parts.put(start);
        }
        return replaced;
    }

    @Override
    public @Nullable V getAndReplace(K key, V value) {
        requireOpen();
        types.requireEntry(key, value);
        long start = parts.startTime();
        V old = engine.apply(key, Operations.getAndReplace(value));
        parts.got(start);
        if (old != null) {
            parts.put(start);
        }
        return old;
    }

    @Override
    public void removeAll(Set<? extends K> keys) {
        requireOpen();
        requireNoNull(keys);
        long start = parts.startTime();
        parts.bulk().removeAll(keys);
        parts.removed(start);
    }

    @Override
    public void removeAll() {
        requireOpen();
        long start = parts.startTime();
        parts.bulk().removeAll();
        parts.removed(start);
    }

    @Override
    public void clear() {
        requireOpen();
        engine.clear(parts.region()::clear);
    }

    @Override
    public <T extends @Nullable Object> T invoke(
            K key, EntryProcessor<K, V, T> processor, @Nullable Object... arguments) {
        requireOpen();
        types.requireKey(key);
        Objects.requireNonNull(processor, "processor");
        return parts.processors().invoke(key, processor, arguments);
    }

    @Override
    public <T> Map<K, EntryProcessorResult<T>> invokeAll(
            Set<? extends K> keys, EntryProcessor<K, V, T> processor, @Nullable Object... arguments) {
        requireOpen();
        Objects.requireNonNull(keys, "keys").forEach(types::requireKey);
        Objects.requireNonNull(processor, "processor");
        Map<K, EntryProcessorResult<T>> results = new HashMap<>();
        for (K key : keys) {
            EntryProcessorResult<T> result = resultOf(key, processor, arguments);
            if (result != null) {
                results.put(key, result);
            }
        }
        return results;
    }

    private <T> @Nullable EntryProcessorResult<T> resultOf(
            K key, EntryProcessor<K, V, T> processor, @Nullable Object... arguments) {
        try {
            T result = parts.processors().invoke(key, processor, arguments);
            return result == null ? null : () -> result;
        } catch (EntryProcessorException e) {
            return () -> {
                throw e;
            };
        } catch (CacheException e) {
            return () -> {
                throw new EntryProcessorException(e);
            };
        }
    }

    @Override
    public Iterator<Entry<K, V>> iterator() {
        requireOpen();
        return new CacheIterator<>(this, slots, engine, statistics);
    }

    @Override
    void changed() {
        quiet = !parts.isWatched();
        if (isClosed()) {
            quiet = false;
        }
    }

    private static void requireNoNull(Set<?> keys) {
        for (Object key : Objects.requireNonNull(keys, "keys")) {
            Objects.requireNonNull(key, "key");
        }
    }
}
