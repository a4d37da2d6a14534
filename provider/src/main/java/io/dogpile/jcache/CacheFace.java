// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import io.dogpile.region.RegionStatistics;
import java.net.URI;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.MutableConfiguration;

/** What a cache shows of itself: its configuration as it is now, and its beans. */
final class CacheFace<K, V> {

    private final CacheListeners<K, V> listeners;
    private final CacheMBeans beans;
    private final ReentrantLock lock = new ReentrantLock();

    private volatile DogpileConfiguration<K, V> configuration;

    CacheFace(URI manager, String cache, DogpileConfiguration<K, V> configuration, CacheListeners<K, V> listeners) {
        this.configuration = configuration;
        this.listeners = listeners;
        this.beans = new CacheMBeans(manager, cache);
    }

    /** The configuration as one of the given type. */
    <C extends Configuration<K, V>> C configuration(Class<C> type) {
        DogpileConfiguration<K, V> current = configuration;
        return type.equals(MutableConfiguration.class)
                ? type.cast(new MutableConfiguration<>(current))
                : Unwrapping.cast(type, current);
    }

    void register(CacheEntryListenerConfiguration<K, V> listener) {
        listeners.register(listener);
        change(current -> current.withoutListener(listener).listener(listener));
    }

    void deregister(CacheEntryListenerConfiguration<K, V> listener) {
        listeners.deregister(listener);
        change(current -> current.withoutListener(listener));
    }

    /** Never while user code runs: a listener may well look at the configuration, or change it. */
    private void change(UnaryOperator<DogpileConfiguration<K, V>> how) {
        lock.lock();
        try {
            configuration = how.apply(configuration);
        } finally {
            lock.unlock();
        }
    }

    void statistics(boolean enabled, CacheStatistics statistics, Supplier<RegionStatistics> ofRegion) {
        lock.lock();
        try {
            beans.statistics(enabled, statistics, ofRegion);
            configuration = configuration.statistics(enabled);
        } finally {
            lock.unlock();
        }
    }

    void management(boolean enabled) {
        lock.lock();
        try {
            beans.management(enabled, new CacheConfigurationBean(() -> configuration));
            configuration = configuration.management(enabled);
        } finally {
            lock.unlock();
        }
    }

    void close() {
        beans.close();
    }
}
