// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import io.dogpile.config.CachesFile;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.WeakHashMap;
import java.util.concurrent.locks.ReentrantLock;
import javax.cache.CacheManager;
import javax.cache.configuration.OptionalFeature;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;

/**
 * The caching provider: {@code Caching.getCachingProvider()} finds it.
 *
 * <p>A manager is known by its URI and its class loader. The URI is null for the default, or names a configuration file whose
 * content is read when the manager is made, or is just a name. Without a URI, the system property {@value
 * io.dogpile.config.DefaultFile#PROPERTY} may name a file. Closing the provider closes its managers; it can be used again.
 *
 * <p>Thread-safe.
 */
public final class DogpileCachingProvider implements CachingProvider {

    private static final URI DEFAULT_URI = URI.create("dogpile");

    private final ReentrantLock lock = new ReentrantLock();

    /** By class loader, weakly: an application that is gone takes its managers along. */
    private final Map<ClassLoader, Map<URI, DogpileCacheManager>> managers = new WeakHashMap<>();

    @Override
    public CacheManager getCacheManager(
            @Nullable URI uri, @Nullable ClassLoader classLoader, @Nullable Properties properties) {
        URI identity = uri == null ? getDefaultURI() : uri;
        ClassLoader loader = classLoader == null ? getDefaultClassLoader() : classLoader;
        Properties given = new Properties();
        if (properties != null) {
            given.putAll(properties);
        }
        lock.lock();
        try {
            Map<URI, DogpileCacheManager> ofLoader = managers.computeIfAbsent(loader, key -> new HashMap<>());
            DogpileCacheManager manager = ofLoader.get(identity);
            if (manager == null || manager.isClosed()) {
                CachesFile file = ConfigurationSource.read(identity, identity.equals(DEFAULT_URI), loader);
                manager = new DogpileCacheManager(this, identity, loader, given, file);
                ofLoader.put(identity, manager);
            }
            return manager;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public CacheManager getCacheManager(@Nullable URI uri, @Nullable ClassLoader classLoader) {
        return getCacheManager(uri, classLoader, null);
    }

    @Override
    public CacheManager getCacheManager() {
        return getCacheManager(null, null, null);
    }

    @Override
    public ClassLoader getDefaultClassLoader() {
        ClassLoader own = DogpileCachingProvider.class.getClassLoader();
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return context == null ? own : context;
    }

    @Override
    public URI getDefaultURI() {
        return DEFAULT_URI;
    }

    @Override
    public Properties getDefaultProperties() {
        return new Properties();
    }

    @Override
    public void close() {
        List<DogpileCacheManager> all;
        lock.lock();
        try {
            all = managers.values().stream()
                    .flatMap(ofLoader -> List.copyOf(ofLoader.values()).stream())
                    .toList();
            managers.clear();
        } finally {
            lock.unlock();
        }
        all.forEach(DogpileCacheManager::close);
    }

    @Override
    public void close(@Nullable ClassLoader classLoader) {
        ClassLoader loader = classLoader == null ? getDefaultClassLoader() : classLoader;
        Map<URI, DogpileCacheManager> ofLoader;
        lock.lock();
        try {
            ofLoader = managers.remove(loader);
        } finally {
            lock.unlock();
        }
        if (ofLoader != null) {
            List.copyOf(ofLoader.values()).forEach(DogpileCacheManager::close);
        }
    }

    @Override
    public void close(@Nullable URI uri, @Nullable ClassLoader classLoader) {
        URI identity = uri == null ? getDefaultURI() : uri;
        ClassLoader loader = classLoader == null ? getDefaultClassLoader() : classLoader;
        DogpileCacheManager manager;
        lock.lock();
        try {
            Map<URI, DogpileCacheManager> ofLoader = managers.get(loader);
            manager = ofLoader == null ? null : ofLoader.remove(identity);
        } finally {
            lock.unlock();
        }
        if (manager != null) {
            manager.close();
        }
    }

    /** A manager has closed: the next one who asks for its like gets another. */
    void forget(DogpileCacheManager manager) {
        lock.lock();
        try {
            Map<URI, DogpileCacheManager> ofLoader = managers.get(manager.getClassLoader());
            if (ofLoader != null) {
                ofLoader.remove(manager.getURI(), manager);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isSupported(OptionalFeature feature) {
        return feature == OptionalFeature.STORE_BY_REFERENCE;
    }
}
