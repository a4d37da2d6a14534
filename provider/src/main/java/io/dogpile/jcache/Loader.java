// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import io.dogpile.region.BulkCreator;
import io.dogpile.region.Creator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import javax.cache.integration.CacheLoader;
import org.jspecify.annotations.Nullable;

/** A cache's loader, as what a region makes values by. Null is no value, whatever it stands for. */
final class Loader<K, V> implements Creator<K, V>, BulkCreator<K, V> {

    private final CacheLoader<K, V> loader;
    private final EntryTypes types;

    Loader(CacheLoader<K, V> loader, EntryTypes types) {
        this.loader = loader;
        this.types = types;
    }

    @Override
    public @Nullable V create(K key) {
        V value = loader.load(key);
        if (value != null) {
            types.requireValue(value);
        }
        return value;
    }

    @Override
    public Map<K, V> create(Set<K> keys) {
        Map<K, V> loaded = loader.loadAll(keys);
        if (loaded == null) {
            return new HashMap<>();
        }
        for (K key : keys) {
            V value = loaded.get(key);
            if (value != null) {
                types.requireValue(value);
            }
        }
        return loaded;
    }
}
