// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.cluster;

import io.dogpile.jcache.DogpileCachingProvider;
import io.dogpile.jcache.DogpileConfiguration;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheLoaderException;

/** A process's caches over the store that it shares with others, as an application would have them: set up by a file. */
final class SharedCaches {

    private SharedCaches() {}

    /** A manager with that file for its configuration. */
    static CacheManager manager(String file) {
        return new DogpileCachingProvider().getCacheManager(Path.of(file).toUri(), SharedCaches.class.getClassLoader());
    }

    /** A cache that holds what it is given. */
    static Cache<String, String> plain(CacheManager manager, String name) {
        return manager.createCache(name, DogpileConfiguration.of(String.class, String.class));
    }

    /** A cache that gets what it lacks from there. */
    static Cache<String, String> readThrough(CacheManager manager, String name, Source source) {
        return manager.createCache(
                name,
                DogpileConfiguration.of(String.class, String.class)
                        .readThrough(true)
                        .loader(() -> source));
    }

    /** Makes values. */
    @FunctionalInterface
    interface Source extends CacheLoader<String, String> {

        @Override
        default Map<String, String> loadAll(Iterable<? extends String> keys) throws CacheLoaderException {
            Map<String, String> all = new HashMap<>();
            keys.forEach(key -> all.put(key, load(key)));
            return all;
        }
    }
}
