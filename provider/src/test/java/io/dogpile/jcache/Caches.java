// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import io.dogpile.region.Stage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Configuration;

/** A provider in virtual time, and caches of it that need no name. */
final class Caches implements AutoCloseable {

    final Stage stage = new Stage();
    final DogpileCachingProvider provider;
    private int number;

    /** With tasks of the background that are run at once. */
    Caches() {
        this.provider = new DogpileCachingProvider(stage::environmentWithoutBackground);
    }

    private Caches(boolean kept) {
        this.provider = new DogpileCachingProvider(stage::environment);
    }

    /** With tasks of the background that wait until the stage is told to run them. */
    static Caches withBackground() {
        return new Caches(true);
    }

    CacheManager manager() {
        return provider.getCacheManager();
    }

    /** A manager with a configuration file of this content. */
    CacheManager manager(Path folder, String... lines) {
        Path file = folder.resolve("caches-" + number++ + ".properties");
        try {
            Files.writeString(file, String.join("\n", lines));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return provider.getCacheManager(file.toUri(), null);
    }

    <K, V> Cache<K, V> cache(Configuration<K, V> configuration) {
        return manager().createCache("cache-" + number++, configuration);
    }

    /** By reference, and nothing else: what is put in is what comes out. */
    <K, V> Cache<K, V> plain() {
        return cache(DogpileConfiguration.<K, V>untyped().storeByValue(false));
    }

    /** The configuration of a cache as it is now. */
    @SuppressWarnings("unchecked") // What the API wants to be told has no class literal.
    static <K, V> CompleteConfiguration<K, V> complete(Cache<K, V> cache) {
        return cache.getConfiguration(CompleteConfiguration.class);
    }

    void advance(Duration duration) {
        stage.advance(duration);
    }

    @Override
    public void close() {
        provider.close();
        stage.close();
    }
}
