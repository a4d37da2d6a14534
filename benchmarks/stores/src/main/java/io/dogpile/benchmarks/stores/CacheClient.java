// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.benchmarks.stores;

import java.util.Map;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.processor.EntryProcessor;
import org.jspecify.annotations.Nullable;

/** A cache of some provider. */
record CacheClient(Cache<String, String> cache) implements Client {

    @Override
    public @Nullable String get(String key) {
        return cache.get(key);
    }

    @Override
    public void put(String key, String value) {
        cache.put(key, value);
    }

    @Override
    public Map<String, String> getAll(Set<String> keys) {
        return cache.getAll(keys);
    }

    @Override
    public boolean putIfAbsent(String key, String value) {
        return cache.putIfAbsent(key, value);
    }

    @Override
    public boolean replace(String key, String value) {
        return cache.replace(key, value);
    }

    @Override
    public void update(String key, String next) {
        cache.invoke(key, new Update(), next);
    }

    /** Serializable, because some peers send it to where the entry is. */
    static final class Update implements EntryProcessor<String, String, Boolean>, java.io.Serializable {

        private static final long serialVersionUID = 1;

        @Override
        public Boolean process(javax.cache.processor.MutableEntry<String, String> entry, Object... arguments) {
            boolean there = entry.getValue() != null;
            entry.setValue((String) arguments[0]);
            return there;
        }
    }
}
