// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import io.dogpile.codec.KeyCodec;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.cache.CacheException;
import javax.cache.configuration.Factory;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The application's code that a cache calls, made by its factories once for each cache and closed with it. */
final class Customizations<K, V> {

    private static final Logger LOG = LoggerFactory.getLogger("io.dogpile.jcache");

    private final String cache;
    private final Deque<AutoCloseable> toClose = new ArrayDeque<>();
    private final ExpiryRules<K, V> expiry;
    private final WriteThrough<K, V> writer;
    private final @Nullable Loader<K, V> loader;
    private final @Nullable KeyCodec<? super K> keyCodec;

    private Customizations(String cache, EntryTypes types, DogpileConfiguration<K, V> configuration) {
        this.cache = cache;
        boolean complete = false;
        try {
            expiry = new ExpiryRules<>(cache, made("expiry policy", configuration.getExpiryPolicyFactory()));
            Factory<CacheLoader<K, V>> loaders = configuration.getCacheLoaderFactory();
            loader = loaders == null ? null : new Loader<>(cache, made("loader", loaders), types);
            Factory<? extends KeyCodec<? super K>> codecs = configuration.getKeyCodecFactory();
            keyCodec = codecs == null ? null : made("key codec", codecs);
            writer = new WriteThrough<>(cache, configuration.isWriteThrough() ? writer(configuration) : null);
            complete = true;
        } finally {
            if (!complete) {
                close();
            }
        }
    }

    static <K, V> Customizations<K, V> of(String cache, EntryTypes types, DogpileConfiguration<K, V> configuration) {
        return new Customizations<>(cache, types, configuration);
    }

    @SuppressWarnings("unchecked") // A writer of something wider takes entries of this cache as well.
    private @Nullable CacheWriter<K, V> writer(DogpileConfiguration<K, V> configuration) {
        Factory<CacheWriter<? super K, ? super V>> writers = configuration.getCacheWriterFactory();
        return writers == null ? null : (CacheWriter<K, V>) made("writer", writers);
    }

    @SuppressWarnings("ReferenceEquality") // It is about this very object.
    private <T> T made(String what, Factory<? extends T> factory) {
        T customization = created(what, factory);
        if (customization == null) {
            throw new CacheException("cache '" + cache + "': the factory of its " + what + " returned null");
        }
        // One object may serve as several.
        boolean known = toClose.stream().anyMatch(other -> other == customization);
        if (!known && customization instanceof AutoCloseable closeable) {
            toClose.push(closeable);
        }
        return customization;
    }

    // Factories are the application's: whatever they throw gets a sentence that says where.
    @SuppressWarnings("checkstyle:IllegalCatch")
    private <T> @Nullable T created(String what, Factory<? extends T> factory) {
        try {
            return factory.create();
        } catch (Exception e) {
            throw new CacheException("cache '" + cache + "': its " + what + " cannot be made: " + e, e);
        }
    }

    ExpiryRules<K, V> expiry() {
        return expiry;
    }

    WriteThrough<K, V> writer() {
        return writer;
    }

    @Nullable
    Loader<K, V> loader() {
        return loader;
    }

    /** What the program gave; null if it gave none. */
    @Nullable
    KeyCodec<? super K> keyCodec() {
        return keyCodec;
    }

    /** Waits for loads under way, but not for ever; there will be no other. */
    void finishLoading(long nanos) {
        if (loader != null) {
            loader.finish(nanos);
        }
    }

    /** Closes what can be closed. */
    @SuppressWarnings("checkstyle:IllegalCatch")
    void close() {
        while (!toClose.isEmpty()) {
            AutoCloseable closeable = toClose.pop();
            try {
                closeable.close();
            } catch (Exception e) {
                LOG.warn(
                        "cache '{}': closing {} failed",
                        cache,
                        closeable.getClass().getName(),
                        e);
            }
        }
    }
}
