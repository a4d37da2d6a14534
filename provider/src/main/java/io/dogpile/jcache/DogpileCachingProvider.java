// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import io.dogpile.config.BackendSettings;
import io.dogpile.config.CachesFile;
import io.dogpile.config.Option;
import io.dogpile.config.Options;
import io.dogpile.config.RegisteredProviders;
import io.dogpile.region.Environment;
import io.dogpile.region.RegionBuilder;
import java.net.URI;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.OptionalFeature;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The caching provider: {@code Caching.getCachingProvider()} finds it.
 *
 * <p>A manager is known by its URI and its class loader. The URI is null for the default, or names a configuration file whose
 * content is read when the manager is made, or is just a name. Without a URI, the system property {@value
 * io.dogpile.config.DefaultFile#PROPERTY} may name a file. Closing the provider closes its managers; it can be used again. A
 * manager that nobody closes goes with its class loader.
 *
 * <p>Thread-safe.
 */
public final class DogpileCachingProvider implements CachingProvider {

    private static final Logger LOG = LoggerFactory.getLogger("io.dogpile.jcache");
    private static final AtomicBoolean WARNED = new AtomicBoolean();
    private static final URI DEFAULT_URI = URI.create("dogpile");

    private final Supplier<Environment> environments;
    private final ReentrantLock lock = new ReentrantLock();
    private final ManagersByLoader managers = new ManagersByLoader();

    /** What {@code ServiceLoader} and {@code Caching} call. */
    public DogpileCachingProvider() {
        this(() -> Environment.system("dogpile"));
        warnOfOthers();
    }

    /** @param environments makes one for each manager, which closes it */
    DogpileCachingProvider(Supplier<Environment> environments) {
        this.environments = environments;
    }

    /** JCache makes all providers before it complains about their number, so that this is said before. */
    private void warnOfOthers() {
        RegisteredProviders.ambiguity(
                        getDefaultClassLoader(),
                        CachingProvider.class,
                        Caching.JAVAX_CACHE_CACHING_PROVIDER,
                        DogpileCachingProvider.class)
                .filter(warning -> WARNED.compareAndSet(false, true))
                .ifPresent(LOG::warn);
    }

    @Override
    public CacheManager getCacheManager(
            @Nullable URI uri, @Nullable ClassLoader classLoader, @Nullable Properties properties) {
        URI identity = identity(uri);
        ClassLoader loader = loader(classLoader);
        lock.lock();
        try {
            DogpileCacheManager manager = managers.get(loader, identity);
            if (manager == null || manager.isClosed()) {
                CachesFile file = ConfigurationSource.read(identity, identity.equals(DEFAULT_URI), loader);
                manager = new DogpileCacheManager(this, identity, loader, copyOf(properties), file, environments.get());
                managers.put(manager);
            }
            return manager;
        } finally {
            lock.unlock();
        }
    }

    private static Properties copyOf(@Nullable Properties properties) {
        Properties copy = new Properties();
        if (properties != null) {
            properties.stringPropertyNames().forEach(name -> copy.setProperty(name, properties.getProperty(name)));
            copy.putAll(properties);
        }
        return copy;
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
        close(managers::all);
    }

    @Override
    public void close(@Nullable ClassLoader classLoader) {
        ClassLoader loader = loader(classLoader);
        close(() -> managers.of(loader));
    }

    @Override
    public void close(@Nullable URI uri, @Nullable ClassLoader classLoader) {
        ClassLoader loader = loader(classLoader);
        URI identity = identity(uri);
        close(() -> {
            DogpileCacheManager manager = managers.get(loader, identity);
            return manager == null ? List.of() : List.of(manager);
        });
    }

    private void close(Supplier<List<DogpileCacheManager>> which) {
        List<DogpileCacheManager> closing;
        lock.lock();
        try {
            closing = which.get();
            closing.forEach(managers::remove);
        } finally {
            lock.unlock();
        }
        Failures.each(closing, DogpileCacheManager::close);
    }

    /** A manager has closed: the next one who asks for its like gets another. */
    void forget(DogpileCacheManager manager) {
        lock.lock();
        try {
            managers.remove(manager);
        } finally {
            lock.unlock();
        }
    }

    private static URI identity(@Nullable URI uri) {
        return uri == null ? DEFAULT_URI : uri;
    }

    private ClassLoader loader(@Nullable ClassLoader classLoader) {
        return classLoader == null ? getDefaultClassLoader() : classLoader;
    }

    /** Values are stored by reference if an application wants it, unless its caches are kept as bytes by default. */
    @Override
    public boolean isSupported(OptionalFeature feature) {
        return feature == OptionalFeature.STORE_BY_REFERENCE && keepsObjects();
    }

    private boolean keepsObjects() {
        ClassLoader loader = getDefaultClassLoader();
        Options defaults = ConfigurationSource.read(DEFAULT_URI, true, loader).defaults();
        return RegionBuilder.keepsObjects(
                defaults.value(Option.BACKEND).orElseGet(BackendSettings.defaults()::name), loader);
    }
}
