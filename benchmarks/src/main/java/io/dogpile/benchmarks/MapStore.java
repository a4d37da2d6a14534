// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.benchmarks;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The limit: a concurrent map, asked for the same with the least it takes. */
final class MapStore implements Store {
    private final ConcurrentMap<Long, Object> map = new ConcurrentHashMap<>();
    private final @Nullable Function<Long, Object> loader;

    MapStore(@Nullable Function<Long, Object> loader) {
        this.loader = loader;
    }

    @Override
    public @Nullable Object get(Long key) {
        Object value = map.get(key);
        return value != null || loader == null ? value : map.computeIfAbsent(key, loader);
    }

    @Override
    public void put(Long key, Object value) {
        map.put(key, value);
    }

    @Override
    public boolean putIfAbsent(Long key, Object value) {
        return map.putIfAbsent(key, value) == null;
    }

    @Override
    public boolean replace(Long key, Object value) {
        return map.replace(key, value) != null;
    }

    @Override
    public boolean replace(Long key, Object expected, Object value) {
        return map.replace(key, expected, value);
    }

    @Override
    public Object increment(Long key) {
        return map.compute(key, (same, value) -> (Long) value + 1);
    }

    @Override
    public Map<Long, Object> getAll(Set<Long> keys) {
        Map<Long, Object> found = new HashMap<>(keys.size() * 2);
        for (Long key : keys) {
            Object value = map.get(key);
            if (value != null) {
                found.put(key, value);
            }
        }
        return found;
    }

    @Override
    public boolean remove(Long key) {
        return map.remove(key) != null;
    }

    @Override
    public void close() {
        map.clear();
    }
}
