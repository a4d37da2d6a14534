// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend;

import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * A backend that keeps no value: a region over it has every value made anew. It does keep leases, as long as they are held, so
 * that callers who ask at the same time still share one regeneration.
 *
 * @param <K> type of keys
 * @param <V> type of values
 */
public final class NullBackend<K, V> implements Backend<K, V> {

    private final ConcurrentMap<K, Stored<V>> leases = new ConcurrentHashMap<>();

    @Override
    public @Nullable Stored<V> get(K key) {
        return leases.get(key);
    }

    @Override
    public void put(K key, Stored<V> stored) {
        leases.remove(key);
    }

    @Override
    public boolean replace(K key, @Nullable Stored<V> expected, @Nullable Stored<V> update) {
        boolean keeps = update != null && update.lease() != null && update.value() == null;
        if (expected == null) {
            return keeps ? leases.putIfAbsent(key, update) == null : !leases.containsKey(key);
        }
        return keeps ? leases.replace(key, expected, update) : leases.remove(key, expected);
    }

    @Override
    public boolean remove(K key) {
        leases.remove(key);
        return false;
    }

    @Override
    public void clear() {
        leases.clear();
    }

    @Override
    public Iterator<Map.Entry<K, Stored<V>>> entries() {
        return Collections.emptyIterator();
    }

    @Override
    public boolean dropsExpired() {
        return true;
    }

    @Override
    public boolean isLocal() {
        return true;
    }

    @Override
    public String toString() {
        return "null";
    }
}
