// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import io.dogpile.backend.Stored;
import io.dogpile.region.RegionListener;
import java.util.Objects;
import javax.cache.Cache;
import javax.cache.event.EventType;
import org.jspecify.annotations.Nullable;

/** Tells a cache's listeners what happens to it, by operations and by itself. */
final class RegionEvents<K, V> implements RegionListener<K, V> {

    private final CacheListeners<K, V> listeners;

    /** Set as soon as there is a cache; before that, nothing can happen to it. */
    private volatile @Nullable Cache<K, V> source;

    RegionEvents(CacheListeners<K, V> listeners) {
        this.listeners = listeners;
    }

    void of(Cache<K, V> cache) {
        source = cache;
    }

    boolean areUnheard() {
        return !isListening();
    }

    void publish(EventType type, K key, V value, @Nullable V old) {
        Cache<K, V> cache = source;
        if (cache != null && !listeners.isEmpty()) {
            listeners.publish(cache, type, key, value, old);
        }
    }

    @Override
    public boolean isListening() {
        return !listeners.isEmpty();
    }

    @Override
    public void expired(K key, Stored<V> stored) {
        V value = Objects.requireNonNull(stored.value());
        publish(EventType.EXPIRED, key, value, value);
    }

    @Override
    public void regenerated(K key, @Nullable V previous, V value) {
        publish(previous == null ? EventType.CREATED : EventType.UPDATED, key, value, previous);
    }
}
