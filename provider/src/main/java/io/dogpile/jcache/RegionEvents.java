// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import io.dogpile.backend.Stored;
import io.dogpile.region.RegionListener;
import java.util.Objects;
import javax.cache.Cache;
import javax.cache.event.EventType;
import org.jspecify.annotations.Nullable;

/**
 * Tells a cache's listeners what happens to it, by operations and by itself. By value, what they are told is a copy that the
 * listeners of the cache share.
 */
final class RegionEvents<K, V> implements RegionListener<K, V> {

    private final CacheListeners<K, V> listeners;
    private final ByValue byValue;

    /** Set as soon as there is a cache; before that, nothing can happen to it. */
    private volatile @Nullable Cache<K, V> source;

    RegionEvents(CacheListeners<K, V> listeners, ByValue byValue) {
        this.listeners = listeners;
        this.byValue = byValue;
    }

    /** Tells nobody, ever. */
    RegionEvents<K, V> silent() {
        return new RegionEvents<>(listeners, byValue);
    }

    void of(Cache<K, V> cache) {
        source = cache;
    }

    boolean areUnheard() {
        return !isListening();
    }

    /**
     * Tells everybody who listens.
     *
     * @param value the new value; of an entry that is gone, the value that it had
     * @param old the value before an update; otherwise null
     */
    void publish(EventType type, K key, V value, @Nullable V old) {
        Cache<K, V> cache = source;
        if (cache != null && !listeners.isEmpty()) {
            V before = old == null ? null : byValue.copy(old);
            listeners.publish(cache, type, byValue.copy(key), byValue.copy(value), before);
        }
    }

    @Override
    public boolean isListening() {
        return !listeners.isEmpty() && source != null;
    }

    @Override
    public void expired(K key, Stored<V> stored) {
        publish(EventType.EXPIRED, key, Objects.requireNonNull(stored.value()), null);
    }

    @Override
    public void regenerated(K key, @Nullable V previous, V value) {
        publish(previous == null ? EventType.CREATED : EventType.UPDATED, key, value, previous);
    }
}
