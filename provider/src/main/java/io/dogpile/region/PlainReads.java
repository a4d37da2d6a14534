// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import io.dogpile.backend.Stored;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Reads that make nothing. */
record PlainReads<K, V>(Slots<K, V> slots) {

    @Nullable
    V get(K key, ReadOptions<?, ?> options) {
        return fresh(slots.lookUp(key), options);
    }

    /** The value if it is fresh, else null. */
    @Nullable
    V fresh(@Nullable Stored<V> stored, ReadOptions<?, ?> options) {
        return stored != null && slots.state(stored, options.judgement()) == State.FRESH ? stored.value() : null;
    }

    Map<K, V> getAll(Collection<? extends K> keys, ReadOptions<?, ?> options) {
        return all(keys, options, this::fresh);
    }

    @Nullable
    Entry<V> find(K key, ReadOptions<?, ?> options) {
        return entry(slots.lookUp(key), options);
    }

    private @Nullable Entry<V> entry(@Nullable Stored<V> stored, ReadOptions<?, ?> options) {
        Judgement judgement = options.judgement();
        V value = stored == null ? null : stored.value();
        State state = slots.state(stored, judgement);
        return stored == null || value == null || state == State.ABSENT
                ? null
                : new Entry<>(value, EntryMetadata.of(stored, state, judgement, slots.now()));
    }

    Map<K, Entry<V>> findAll(Collection<? extends K> keys, ReadOptions<?, ?> options) {
        return all(keys, options, this::entry);
    }

    /** What is made of each of the keys, in their order. */
    private <R> Map<K, R> all(
            Collection<? extends K> keys,
            ReadOptions<?, ?> options,
            BiFunction<@Nullable Stored<V>, ReadOptions<?, ?>, @Nullable R> view) {
        Map<K, Stored<V>> found = slots.lookUpAll(keys);
        Map<K, R> results = new LinkedHashMap<>();
        for (K key : keys) {
            R result = view.apply(found.get(key), options);
            if (result != null) {
                results.put(key, result);
            }
        }
        return results;
    }
}
