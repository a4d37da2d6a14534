// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.benchmarks;

import java.util.Map;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.processor.EntryProcessor;
import org.jspecify.annotations.Nullable;

/** A cache of some provider. */
final class JCacheStore implements Store {
    private static final EntryProcessor<Long, Object, Object> INCREMENT = (entry, arguments) -> {
        Object sum = (Long) entry.getValue() + 1;
        entry.setValue(sum);
        return sum;
    };

    private final CacheManager manager;
    private final Cache<Long, Object> cache;

    JCacheStore(CacheManager manager, Cache<Long, Object> cache) {
        this.manager = manager;
        this.cache = cache;
    }

    @Override
    public @Nullable Object get(Long key) {
        return cache.get(key);
    }

    @Override
    public void put(Long key, Object value) {
        cache.put(key, value);
    }

    @Override
    public boolean putIfAbsent(Long key, Object value) {
        return cache.putIfAbsent(key, value);
    }

    @Override
    public boolean replace(Long key, Object value) {
        return cache.replace(key, value);
    }

    @Override
    public boolean replace(Long key, Object expected, Object value) {
        return cache.replace(key, expected, value);
    }

    @Override
    public Object increment(Long key) {
        return cache.invoke(key, INCREMENT);
    }

    @Override
    public Map<Long, Object> getAll(Set<Long> keys) {
        return cache.getAll(keys);
    }

    @Override
    public boolean remove(Long key) {
        return cache.remove(key);
    }

    @Override
    public void close() {
        manager.close();
    }
}
