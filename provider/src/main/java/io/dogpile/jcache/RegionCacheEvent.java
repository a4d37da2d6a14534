// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import javax.cache.Cache;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.EventType;
import org.jspecify.annotations.Nullable;

/**
 * What one listener is told of one change of one entry. Immutable.
 *
 * <p>A listener that does not require old values is not given any, so that what it sees is the same whatever the
 * operation happened to know; then the event of a removed or expired entry has no value at all.
 */
final class RegionCacheEvent<K, V> extends CacheEntryEvent<K, V> {

    private static final long serialVersionUID = 1L;

    // Not serialized, as the source is not.
    private final transient K key;
    private final transient @Nullable V value;
    private final transient @Nullable V oldValue;

    private RegionCacheEvent(Cache<K, V> source, EventType type, K key, @Nullable V value, @Nullable V oldValue) {
        super(source, type);
        this.key = key;
        this.value = value;
        this.oldValue = oldValue;
    }

    /**
     * The event as a listener may see it.
     *
     * @param value the new value; of an entry that is gone, the value that it had
     * @param oldValue the value before an update; otherwise not used
     */
    static <K, V> RegionCacheEvent<K, V> of(
            Cache<K, V> source,
            EventType type,
            K key,
            @Nullable V value,
            @Nullable V oldValue,
            boolean oldValueRequired) {
        return switch (type) {
            case CREATED -> new RegionCacheEvent<>(source, type, key, value, null);
            case UPDATED -> new RegionCacheEvent<>(source, type, key, value, oldValueRequired ? oldValue : null);
            case REMOVED, EXPIRED -> {
                V last = oldValueRequired ? value : null;
                yield new RegionCacheEvent<>(source, type, key, last, last);
            }
        };
    }

    @Override
    public K getKey() {
        return key;
    }

    @Override
    public @Nullable V getValue() {
        return value;
    }

    @Override
    public @Nullable V getOldValue() {
        return oldValue;
    }

    @Override
    public boolean isOldValueAvailable() {
        return oldValue != null;
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new IllegalArgumentException("an event of cache '%s' is a %s, and no %s"
                .formatted(getSource().getName(), getClass().getName(), type.getName()));
    }

    /** The type and the cache; keys and values do not belong into logs. */
    @Override
    public String toString() {
        return getEventType() + " in cache '" + getSource().getName() + "'";
    }
}
