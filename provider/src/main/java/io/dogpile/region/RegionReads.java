// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The ways to read a region: each as the region says, and each by other options.
 *
 * @param <K> type of keys
 * @param <V> type of values
 */
public sealed interface RegionReads<K, V> permits Region, Core {

    /** The value of the key if it is fresh, else null. */
    default @Nullable V get(K key) {
        return get(key, ReadOptions.defaults());
    }

    /** {@link #get(Object)} by other options. */
    @Nullable
    V get(K key, ReadOptions<? super K, ? super V> options);

    /** The fresh values among those of the keys, in the order of the keys. */
    default Map<K, V> getAll(Collection<? extends K> keys) {
        return getAll(keys, ReadOptions.defaults());
    }

    /** {@link #getAll(Collection)} by other options. */
    Map<K, V> getAll(Collection<? extends K> keys, ReadOptions<? super K, ? super V> options);

    /** The value of the key, fresh or stale, with its metadata; null if the key is absent. */
    default @Nullable Entry<V> find(K key) {
        return find(key, ReadOptions.defaults());
    }

    /** {@link #find(Object)} by other options, which decide what is fresh and what is stale. */
    @Nullable
    Entry<V> find(K key, ReadOptions<? super K, ? super V> options);

    /** {@link #find(Object)} for those of the keys that are there, in the order of the keys. */
    default Map<K, Entry<V>> findAll(Collection<? extends K> keys) {
        return findAll(keys, ReadOptions.defaults());
    }

    /** {@link #findAll(Collection)} by other options. */
    Map<K, Entry<V>> findAll(Collection<? extends K> keys, ReadOptions<? super K, ? super V> options);

    /** What is known about the key's value; null if the key is absent. */
    default @Nullable EntryMetadata metadata(K key) {
        Entry<V> entry = find(key);
        return entry == null ? null : entry.metadata();
    }

    /**
     * The value of the key, made by the creator if there is none that may be returned.
     *
     * @return the value; null if the creator says that there is none
     * @throws RegenerationException if the creator fails and no old value may stand in
     * @throws WaitException if somebody else makes the value and that takes too long, or the caller is interrupted
     * @throws RecursionException if this call comes from a creator that is making this value
     */
    default @Nullable V getOrCreate(K key, Creator<? super K, ? extends V> creator) {
        return getOrCreate(key, creator, ReadOptions.defaults());
    }

    /** {@link #getOrCreate(Object, Creator)} by other options. Callers who wait for a value that this one makes share it. */
    @Nullable
    V getOrCreate(K key, Creator<? super K, ? extends V> creator, ReadOptions<? super K, ? super V> options);

    /**
     * The values of the keys, the missing ones made by one call of the creator. Keys that others are making are waited for.
     *
     * @return values in the order of the keys; a key without value is not contained
     * @throws RegionException as {@link #getOrCreate}, for the first key that is in the way
     */
    default Map<K, V> getOrCreateAll(Collection<? extends K> keys, BulkCreator<K, V> creator) {
        return getOrCreateAll(keys, creator, ReadOptions.defaults());
    }

    /** {@link #getOrCreateAll(Collection, BulkCreator)} by other options. */
    Map<K, V> getOrCreateAll(
            Collection<? extends K> keys, BulkCreator<K, V> creator, ReadOptions<? super K, ? super V> options);
}
