// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import io.dogpile.region.RegionStatistics;
import java.net.URI;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.MutableConfiguration;

/** What a cache shows of itself: its configuration as it is now, and its beans. */
final class CacheFace<K, V> {

    private final String cache;
    private final CacheListeners<K, V> listeners;
    private final CacheMBeans beans;
    private final Class<K> keyType;
    private final Class<V> valueType;
    private final boolean typed;
    private final ReentrantLock lock = new ReentrantLock();

    private volatile DogpileConfiguration<K, V> configuration;

    CacheFace(
            URI manager, String cache, DogpileConfiguration<K, V> configuration, CacheListeners<K, V> listeners) {
        this.cache = cache;
        this.configuration = configuration;
        this.listeners = listeners;
        this.beans = new CacheMBeans(manager, cache);
        this.keyType = configuration.getKeyType();
        this.valueType = configuration.getValueType();
        this.typed = keyType != Object.class || valueType != Object.class;
    }

    /** The configuration as one of the given type. */
    <C extends Configuration<K, V>> C configuration(Class<C> type) {
        DogpileConfiguration<K, V> current = configuration;
        return type.equals(MutableConfiguration.class)
                ? type.cast(new MutableConfiguration<>(current))
                : Unwrapping.cast(type, current);
    }

    void register(CacheEntryListenerConfiguration<K, V> listener) {
        lock.lock();
        try {
            listeners.register(listener);
            configuration = configuration.withListener(listener);
        } finally {
            lock.unlock();
        }
    }

    void deregister(CacheEntryListenerConfiguration<K, V> listener) {
        lock.lock();
        try {
            listeners.deregister(listener);
            configuration = configuration.withoutListener(listener);
        } finally {
            lock.unlock();
        }
    }

    void statistics(boolean enabled, CacheStatistics statistics, Supplier<RegionStatistics> ofRegion) {
        lock.lock();
        try {
            beans.statistics(enabled, statistics, ofRegion);
            configuration = configuration.withStatisticsEnabled(enabled);
        } finally {
            lock.unlock();
        }
    }

    void management(boolean enabled) {
        lock.lock();
        try {
            beans.management(enabled, new CacheConfigurationBean(() -> configuration));
            configuration = configuration.withManagementEnabled(enabled);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Refuses other types than the configured ones.
     *
     * @throws ClassCastException if a type is another one
     */
    void requireTypes(Class<?> keys, Class<?> values) {
        if (keys != keyType || values != valueType) {
            throw new ClassCastException("cache '" + cache + "' holds " + keyType.getName() + " -> "
                    + valueType.getName() + ", not " + keys.getName() + " -> " + values.getName());
        }
    }

    /**
     * Refuses keys and values that are not of the configured types.
     *
     * @throws ClassCastException if one is not
     */
    void requireInstances(Object key, Object value) {
        if (typed && !(keyType.isInstance(key) && valueType.isInstance(value))) {
            throw new ClassCastException("cache '" + cache + "' holds " + keyType.getName() + " -> "
                    + valueType.getName() + ", not " + key.getClass().getName() + " -> "
                    + Objects.requireNonNull(value).getClass().getName());
        }
    }

    void close() {
        beans.close();
    }
}
