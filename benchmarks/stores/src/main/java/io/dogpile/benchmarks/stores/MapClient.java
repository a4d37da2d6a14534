// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.benchmarks.stores;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A client that is a map: MapDB's or Hazelcast's.
 *
 * @param setting how it stores without reading
 * @param reading how it reads several
 */
record MapClient(
        ConcurrentMap<String, String> map,
        BiConsumer<String, String> setting,
        Function<Set<String>, Map<String, String>> reading)
        implements Client {

    /** A map whose entries are read one by one. */
    static MapClient of(ConcurrentMap<String, String> map) {
        return new MapClient(map, map::put, keys -> {
            Map<String, String> found = new HashMap<>(keys.size() * 2);
            for (String key : keys) {
                String value = map.get(key);
                if (value != null) {
                    found.put(key, value);
                }
            }
            return found;
        });
    }

    @Override
    public @Nullable String get(String key) {
        return map.get(key);
    }

    @Override
    public void put(String key, String value) {
        setting.accept(key, value);
    }

    @Override
    public Map<String, String> getAll(Set<String> keys) {
        return reading.apply(keys);
    }

    @Override
    public boolean putIfAbsent(String key, String value) {
        return map.putIfAbsent(key, value) == null;
    }

    @Override
    public boolean replace(String key, String value) {
        return map.replace(key, value) != null;
    }

    @Override
    public void update(String key, String next) {
        String seen = map.get(key);
        map.replace(key, seen, next);
    }
}
