// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.benchmarks;

import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.integration.CacheLoader;
import org.jspecify.annotations.Nullable;

/** How a store is configured, and whose it is. */
record Setting(Peer peer, StoreBy storeBy, Payload payload, Expiry expiry, boolean readThrough) {
    /** The plain one: by reference, for ever, without a loader. */
    static Setting plain(Peer peer, Expiry expiry) {
        return new Setting(peer, StoreBy.REFERENCE, Payload.LONG, expiry, false);
    }

    Store open() {
        return peer == Peer.MAP ? openMap() : openCache();
    }

    /** Why this peer cannot be measured so, or null if it can. */
    @Nullable
    String refusal() {
        Object value = payload.make(1);
        try (Store store = open()) {
            store.put(1L, value);
            return value.equals(store.get(1L)) ? null : "lost the value that was just put";
        } catch (RuntimeException | LinkageError | ServiceConfigurationError refused) {
            return String.valueOf(refused.getMessage());
        }
    }

    private Store openMap() {
        if (storeBy != StoreBy.REFERENCE || expiry != Expiry.ETERNAL) {
            throw new UnsupportedOperationException("a map keeps references, and for ever");
        }
        return new MapStore(readThrough ? payload::make : null);
    }

    private Store openCache() {
        CacheManager manager = peer.manager(null);
        Cache<Long, Object> cache = manager.createCache("benchmark", configuration());
        return new JCacheStore(manager, cache);
    }

    MutableConfiguration<Long, Object> configuration() {
        MutableConfiguration<Long, Object> configuration = peer.<Long, Object>configuration()
                .setTypes(Long.class, valueType())
                .setStoreByValue(storeBy == StoreBy.VALUE)
                .setExpiryPolicyFactory(expiry.policy());
        if (readThrough) {
            configuration.setReadThrough(true).setCacheLoaderFactory(() -> new PayloadLoader(payload));
        }
        return configuration;
    }

    // The cache learns the real type, which lets it skip copies; this side only passes the values on.
    @SuppressWarnings("unchecked")
    private Class<Object> valueType() {
        return (Class<Object>) payload.type();
    }

    private record PayloadLoader(Payload payload) implements CacheLoader<Long, Object> {
        @Override
        public Object load(Long key) {
            return payload.make(key);
        }

        @Override
        public Map<Long, Object> loadAll(Iterable<? extends Long> keys) {
            return StreamSupport.stream(keys.spliterator(), false).collect(Collectors.toMap(key -> key, this::load));
        }
    }
}
