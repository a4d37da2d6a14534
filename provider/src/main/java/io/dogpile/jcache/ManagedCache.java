// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import java.util.Objects;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.Configuration;

/** The half of {@link RegionCache} that is not about entries: how it is configured, who listens, and when it ends. */
abstract sealed class ManagedCache<K, V> implements Cache<K, V> permits RegionCache {

    private final CacheParts<K, V> parts;
    private final Gate gate;

    ManagedCache(CacheParts<K, V> parts) {
        this.parts = parts;
        this.gate = parts.gate();
    }

    @Override
    public final String getName() {
        return parts.region().name();
    }

    @Override
    public final CacheManager getCacheManager() {
        return parts.manager();
    }

    @Override
    public final <C extends Configuration<K, V>> C getConfiguration(Class<C> type) {
        return parts.face().configuration(type);
    }

    @Override
    public final void registerCacheEntryListener(CacheEntryListenerConfiguration<K, V> configuration) {
        requireOpen();
        parts.face().register(Objects.requireNonNull(configuration, "configuration"));
    }

    @Override
    public final void deregisterCacheEntryListener(CacheEntryListenerConfiguration<K, V> configuration) {
        requireOpen();
        parts.face().deregister(Objects.requireNonNull(configuration, "configuration"));
    }

    /** As the region, for what only regions can do; as JCache's statistics, to read them without JMX. */
    @Override
    public final <T> T unwrap(Class<T> type) {
        return Unwrapping.cast(type, this, parts.region(), parts.statistics());
    }

    /** Switches the counting of reads and writes, and the beans that show them. */
    final void enableStatistics(boolean enabled) {
        requireOpen();
        parts.enableStatistics(enabled);
        changed();
    }

    final void enableManagement(boolean enabled) {
        requireOpen();
        parts.enableManagement(enabled);
    }

    final void requireTypes(Class<?> keyType, Class<?> valueType) {
        parts.types().requireTypes(keyType, valueType);
    }

    /** It may have been closed, or it is counted otherwise than before. */
    abstract void changed();

    @Override
    public final void close() {
        if (gate.close()) {
            changed();
            parts.close(this, false);
        }
    }

    /** Closes, and leaves nothing behind of what was stored. Nobody is told of that. */
    final void destroy() {
        if (gate.close()) {
            changed();
            parts.close(this, true);
        }
    }

    @Override
    public final boolean isClosed() {
        return gate.isClosed();
    }

    final void requireOpen() {
        gate.requireOpen();
    }

    @Override
    public final String toString() {
        return "Cache[" + getName() + ", " + parts.region() + "]";
    }
}
