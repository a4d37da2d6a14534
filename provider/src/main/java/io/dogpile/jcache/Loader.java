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

/** A cache's loader, as what a region makes values by. */
final class Loader<K, V> implements Creator<K, V>, BulkCreator<K, V> {

    private final CacheLoader<K, V> loader;

    Loader(CacheLoader<K, V> loader) {
        this.loader = loader;
    }

    @Override
    public @Nullable V create(K key) {
        return loader.load(key);
    }

    @Override
    public Map<K, V> create(Set<K> keys) {
        Map<K, V> loaded = loader.loadAll(keys);
        return loaded == null ? new HashMap<>() : loaded;
    }

    Object customization() {
        return loader;
    }
}
