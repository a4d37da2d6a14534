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
import org.jspecify.annotations.Nullable;

/** A process's cache over the store that it shares with others, as an application would have it: set up by a file. */
final class SharedCache {

    private static final String NAME = "shared";

    private SharedCache() {}

    /**
     * Opens the cache.
     *
     * @param file the configuration
     * @param loader where values come from; null if from nowhere
     */
    static Cache<String, String> open(String file, @Nullable Source loader) {
        DogpileConfiguration<String, String> configuration = DogpileConfiguration.of(String.class, String.class);
        if (loader != null) {
            configuration = configuration.readThrough(true).loader(() -> loader);
        }
        CacheManager manager =
                new DogpileCachingProvider().getCacheManager(Path.of(file).toUri(), SharedCache.class.getClassLoader());
        return manager.createCache(NAME, configuration);
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
