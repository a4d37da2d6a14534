// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import io.dogpile.config.CachesFile;
import io.dogpile.region.Environment;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;

/**
 * The caches of one URI and one class loader, and the threads they share.
 *
 * <p>A cache that the configuration file names is made when it is first asked for; {@link #createCache} makes it with what the
 * program says where the file is silent. No lock is held while user code runs, but for the one that makes caches one by one.
 */
final class DogpileCacheManager implements CacheManager {

    private final DogpileCachingProvider provider;
    private final URI uri;
    private final ClassLoader classLoader;
    private final Properties properties;
    private final CachesFile file;
    private final Environment environment;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, RegionCache<?, ?>> caches = new LinkedHashMap<>();

    /** Named by the file, not made yet. */
    private final Set<String> declared;

    private volatile boolean closed;

    DogpileCacheManager(
            DogpileCachingProvider provider, URI uri, ClassLoader classLoader, Properties properties, CachesFile file) {
        this.provider = provider;
        this.uri = uri;
        this.classLoader = classLoader;
        this.properties = properties;
        this.file = file;
        this.declared = new LinkedHashSet<>(file.names());
        this.environment = Environment.system("dogpile");
    }

    @Override
    public CachingProvider getCachingProvider() {
        return provider;
    }

    @Override
    public URI getURI() {
        return uri;
    }

    @Override
    public ClassLoader getClassLoader() {
        return classLoader;
    }

    @Override
    public Properties getProperties() {
        return properties;
    }

    @Override
    public <K, V, C extends Configuration<K, V>> Cache<K, V> createCache(String name, C configuration) {
        requireOpen();
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(configuration, "configuration");
        lock.lock();
        try {
            requireOpen();
            if (caches.containsKey(name)) {
                throw new CacheException("a cache '" + name + "' exists already in cache manager " + uri);
            }
            return open(name, configuration);
        } finally {
            lock.unlock();
        }
    }

    private <K, V> RegionCache<K, V> open(String name, Configuration<K, V> configuration) {
        DogpileConfiguration<K, V> resolved =
                Resolution.of(name, DogpileConfiguration.copyOf(configuration), file, classLoader);
        RegionCache<K, V> cache = new RegionCache<>(CacheParts.of(this, name, resolved, environment));
        caches.put(name, cache);
        declared.remove(name);
        return cache;
    }

    @Override
    public <K, V> @Nullable Cache<K, V> getCache(String name, Class<K> keyType, Class<V> valueType) {
        requireOpen();
        Objects.requireNonNull(keyType, "keyType");
        Objects.requireNonNull(valueType, "valueType");
        RegionCache<K, V> cache = find(name);
        if (cache != null) {
            cache.requireTypes(keyType, valueType);
        }
        return cache;
    }

    @Override
    public <K, V> @Nullable Cache<K, V> getCache(String name) {
        requireOpen();
        return find(name);
    }

    @SuppressWarnings("unchecked") // The caller says what the types are; getCache with types checks it.
    private <K, V> @Nullable RegionCache<K, V> find(String name) {
        Objects.requireNonNull(name, "name");
        lock.lock();
        try {
            RegionCache<?, ?> cache = caches.get(name);
            if (cache == null && declared.contains(name)) {
                cache = open(name, new MutableConfiguration<>());
            }
            return (RegionCache<K, V>) cache;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Iterable<String> getCacheNames() {
        requireOpen();
        lock.lock();
        try {
            Set<String> names = new LinkedHashSet<>(caches.keySet());
            names.addAll(declared);
            return Collections.unmodifiableSet(names);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void destroyCache(String name) {
        requireOpen();
        Objects.requireNonNull(name, "name");
        RegionCache<?, ?> cache;
        lock.lock();
        try {
            cache = caches.remove(name);
            declared.remove(name);
        } finally {
            lock.unlock();
        }
        if (cache != null) {
            cache.destroy();
        }
    }

    @Override
    public void enableManagement(String name, boolean enabled) {
        existing(name).enableManagement(enabled);
    }

    @Override
    public void enableStatistics(String name, boolean enabled) {
        existing(name).enableStatistics(enabled);
    }

    private RegionCache<?, ?> existing(String name) {
        requireOpen();
        RegionCache<?, ?> cache = find(name);
        if (cache == null) {
            throw new IllegalArgumentException("there is no cache '" + name + "' in cache manager " + uri);
        }
        return cache;
    }

    /** A cache has closed by itself. */
    void forget(RegionCache<?, ?> cache) {
        lock.lock();
        try {
            caches.remove(cache.getName(), cache);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        List<RegionCache<?, ?>> all;
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            all = new ArrayList<>(caches.values());
        } finally {
            lock.unlock();
        }
        provider.forget(this);
        all.forEach(RegionCache::close);
        environment.close();
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        return Unwrapping.cast(type, this);
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("cache manager " + uri + " is closed");
        }
    }

    @Override
    public String toString() {
        return "CacheManager[" + uri + ", " + (closed ? "closed" : "open") + "]";
    }
}
