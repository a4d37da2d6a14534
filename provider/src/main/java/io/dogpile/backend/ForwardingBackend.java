// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend;

import java.time.InstantSource;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A backend that passes everything on to another one: implement {@link #delegate()} and override what shall be different.
 *
 * <p>Every stored value passes through here, whatever operation of a region or cache it belongs to. A proxy that overrides
 * {@link #put} will want to override {@link #replace} too, as most values are stored by it, and one that overrides {@link #get}
 * also {@link #current} and {@link #getAll}. That is enough: what those do holds for {@link #exchange} too, which is made of
 * {@link #replace} and {@link #current} here and not passed on, while {@link #recalled} knows nothing. Nor is watching one key passed
 * on: it is {@link #watch(ChangeListener)} with the changes of other keys left out.
 *
 * @param <K> type of keys
 * @param <V> type of values
 */
public interface ForwardingBackend<K, V> extends Backend<K, V> {

    /** The backend behind this one. */
    Backend<K, V> delegate();

    @Override
    default @Nullable Stored<V> get(K key) {
        return delegate().get(key);
    }

    @Override
    default @Nullable Stored<V> current(K key) {
        return delegate().current(key);
    }

    @Override
    default Map<K, Stored<V>> getAll(Collection<? extends K> keys) {
        return delegate().getAll(keys);
    }

    @Override
    default void put(K key, Stored<V> stored) {
        delegate().put(key, stored);
    }

    @Override
    default void putAll(Map<? extends K, Stored<V>> entries) {
        delegate().putAll(entries);
    }

    @Override
    default boolean replace(K key, @Nullable Stored<V> expected, @Nullable Stored<V> update) {
        return delegate().replace(key, expected, update);
    }

    @Override
    default @Nullable Stored<V> written(Stored<V> stored) {
        return delegate().written(stored);
    }

    @Override
    default boolean remove(K key) {
        return delegate().remove(key);
    }

    @Override
    default void removeAll(Collection<? extends K> keys) {
        delegate().removeAll(keys);
    }

    @Override
    default void clear() {
        delegate().clear();
    }

    @Override
    default Iterator<Map.Entry<K, Stored<V>>> entries() {
        return delegate().entries();
    }

    @Override
    default void touch(K key, Stored<V> stored, long freshUntil) {
        delegate().touch(key, stored, freshUntil);
    }

    @Override
    default boolean watch(ChangeListener<? super K> listener) {
        return delegate().watch(listener);
    }

    @Override
    default InstantSource clock(InstantSource local) {
        return delegate().clock(local);
    }

    @Override
    default boolean isLocal() {
        return delegate().isLocal();
    }

    @Override
    default boolean dropsExpired() {
        return delegate().dropsExpired();
    }

    @Override
    default void close() {
        delegate().close();
    }
}
