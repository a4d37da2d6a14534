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

    private final String cache;
    private final CacheLoader<K, V> loader;
    private final EntryTypes types;
    private final Usage usage = new Usage();

    Loader(String cache, CacheLoader<K, V> loader, EntryTypes types) {
        this.cache = cache;
        this.loader = loader;
        this.types = types;
    }

    @Override
    public @Nullable V create(K key) {
        begin();
        try {
            return checked(loader.load(key));
        } finally {
            usage.end();
        }
    }

    @Override
    public Map<K, V> create(Set<K> keys) {
        begin();
        try {
            Map<K, V> loaded = loader.loadAll(keys);
            if (loaded == null) {
                return new HashMap<>();
            }
            keys.forEach(key -> checked(loaded.get(key)));
            return loaded;
        } finally {
            usage.end();
        }
    }

    private void begin() {
        if (!usage.begin()) {
            throw new IllegalStateException("cache '" + cache + "' is closed");
        }
    }

    private @Nullable V checked(@Nullable V value) {
        if (value != null) {
            types.requireValue(value);
        }
        return value;
    }

    /** Loads no more, and waits for loads under way, but not for ever. */
    void finish(long nanos) {
        usage.finish(nanos);
    }
}
