// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import io.dogpile.backend.SharedClients;
import io.dogpile.config.CachesFile;
import io.dogpile.region.Environment;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListSet;
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
 * program says where the file is silent. No lock is held while user code runs, but for the one that makes caches one by one;
 * who looks for a cache that is there does not need it.
 */
final class DogpileCacheManager implements CacheManager {

    private final DogpileCachingProvider provider;
    private final URI uri;
    private final ClassLoader classLoader;
    private final Properties properties;
    private final CachesFile file;
    private final Environment environment;
    private final SharedClients clients = new SharedClients();

    private final ReentrantLock lock = new ReentrantLock();
    private final ConcurrentMap<String, RegionCache<?, ?>> caches = new ConcurrentHashMap<>();

    /** Named by the file, neither made nor destroyed yet. */
    private final Set<String> declared = new ConcurrentSkipListSet<>();

    /** What the thread that has the lock is making; more than one if the making of one asks for another. */
    private final Set<String> making = new LinkedHashSet<>();

    private volatile boolean closed;

    DogpileCacheManager(
            DogpileCachingProvider provider,
            URI uri,
            ClassLoader classLoader,
            Properties properties,
            CachesFile file,
            Environment environment) {
        this.provider = provider;
        this.uri = uri;
        this.classLoader = classLoader;
        this.properties = properties;
        this.file = file;
        this.environment = environment;
        declared.addAll(file.names());
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
            return make(name, configuration);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(cannotBeMade(name, e), e);
        } finally {
            lock.unlock();
        }
    }

    private String cannotBeMade(String name, IllegalArgumentException reason) {
        return "cache '" + name + "' of cache manager " + uri + " cannot be made: " + reason.getMessage();
    }

    /** Connections that the caches of this manager share. */
    SharedClients clients() {
        return clients;
    }

    private <K, V> RegionCache<K, V> make(String name, Configuration<K, V> configuration) {
        if (!making.add(name)) {
            throw new CacheException(
                    "cache '" + name + "' is being made, and something that is made with it asks for it already");
        }
        try {
            DogpileConfiguration<K, V> resolved =
                    Resolution.of(name, DogpileConfiguration.copyOf(configuration), file, classLoader);
            RegionCache<K, V> cache = new RegionCache<>(CacheParts.of(this, name, resolved, environment));
            caches.put(name, cache);
            declared.remove(name);
            return cache;
        } finally {
            making.remove(name);
        }
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
        RegionCache<?, ?> cache = caches.get(Objects.requireNonNull(name, "name"));
        if (cache == null && declared.contains(name)) {
            cache = makeDeclared(name);
        }
        return cache == null || cache.isClosed() ? null : (RegionCache<K, V>) cache;
    }

    private @Nullable RegionCache<?, ?> makeDeclared(String name) {
        lock.lock();
        try {
            requireOpen();
            RegionCache<?, ?> cache = caches.get(name);
            return cache == null && declared.contains(name) ? make(name, new MutableConfiguration<>()) : cache;
        } catch (IllegalArgumentException e) {
            throw new CacheException(cannotBeMade(name, e), e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Iterable<String> getCacheNames() {
        requireOpen();
        Set<String> names = new LinkedHashSet<>(declared);
        caches.forEach((name, cache) -> {
            if (!cache.isClosed()) {
                names.add(name);
            }
        });
        return Collections.unmodifiableSet(names);
    }

    @Override
    public void destroyCache(String name) {
        requireOpen();
        Objects.requireNonNull(name, "name");
        RegionCache<?, ?> cache;
        lock.lock();
        try {
            cache = caches.get(name);
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

    /** A cache has closed. */
    void forget(ManagedCache<?, ?> cache) {
        caches.remove(cache.getName(), cache);
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
        try {
            Failures.each(all, RegionCache::close);
        } finally {
            environment.close();
        }
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
