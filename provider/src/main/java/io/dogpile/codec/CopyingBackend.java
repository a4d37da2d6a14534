// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.codec;

import io.dogpile.backend.Backend;
import io.dogpile.backend.Stored;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Stores by value: what is put in, and what is handed out, are copies. Objects that nobody can change are not copied.
 *
 * <p>The backend behind keeps bytes for everything else, so that each write and each read pays for half a copy only. A stored
 * value that was thawed carries the one it was thawed from as its token.
 *
 * @param <K> type of keys
 * @param <V> type of values
 */
public final class CopyingBackend<K, V> implements Backend<K, V> {

    private final Backend<K, Object> delegate;
    private final Copies copies;

    /**
     * Copies what goes into a backend and comes out of it.
     *
     * @param classLoader resolves the classes of copies
     */
    public CopyingBackend(Backend<K, Object> delegate, ClassLoader classLoader) {
        this.delegate = delegate;
        this.copies = new Copies(classLoader);
    }

    @Override
    public @Nullable Stored<V> get(K key) {
        Stored<Object> stored = delegate.get(key);
        return stored == null ? null : thaw(key, stored);
    }

    @Override
    public Map<K, Stored<V>> getAll(Collection<? extends K> keys) {
        Map<K, Stored<V>> thawed = new HashMap<>();
        delegate.getAll(keys).forEach((key, stored) -> thawed.put(key, thaw(key, stored)));
        return thawed;
    }

    @Override
    public void put(K key, Stored<V> stored) {
        delegate.put(copies.copy(key), freeze(stored));
    }

    @Override
    public void putAll(Map<? extends K, Stored<V>> entries) {
        Map<K, Stored<Object>> frozen = new HashMap<>();
        entries.forEach((key, stored) -> frozen.put(copies.copy(key), freeze(stored)));
        delegate.putAll(frozen);
    }

    @Override
    public boolean replace(K key, @Nullable Stored<V> expected, @Nullable Stored<V> update) {
        K kept = update == null ? key : copies.copy(key);
        return delegate.replace(
                kept, expected == null ? null : origin(expected), update == null ? null : frozen(expected, update));
    }

    /** What a lease is put beside stays as it is kept: whoever got the copy that was read may have changed it. */
    @SuppressWarnings("ReferenceEquality") // An equal one may be another.
    private Stored<Object> frozen(@Nullable Stored<V> expected, Stored<V> update) {
        if (expected != null
                && expected.token() instanceof Stored<?> origin
                && origin.value() != null
                && update.lease() != null
                && update.value() == expected.value()) {
            return update.as(origin.value(), null);
        }
        return freeze(update);
    }

    @Override
    public boolean remove(K key) {
        return delegate.remove(key);
    }

    @Override
    public void removeAll(Collection<? extends K> keys) {
        delegate.removeAll(keys);
    }

    @Override
    public void clear() {
        delegate.clear();
    }

    @Override
    public Iterator<Map.Entry<K, Stored<V>>> entries() {
        Iterator<Map.Entry<K, Stored<Object>>> entries = delegate.entries();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return entries.hasNext();
            }

            @Override
            public Map.Entry<K, Stored<V>> next() {
                Map.Entry<K, Stored<Object>> entry = entries.next();
                return Map.entry(copies.copy(entry.getKey()), thaw(entry.getKey(), entry.getValue()));
            }
        };
    }

    @Override
    public void touch(K key, Stored<V> stored, long freshUntil) {
        delegate.touch(key, origin(stored), freshUntil);
    }

    @Override
    public boolean isLocal() {
        return delegate.isLocal();
    }

    @Override
    public boolean dropsExpired() {
        return delegate.dropsExpired();
    }

    @Override
    public void close() {
        delegate.close();
    }

    /** What cannot be read back is dropped, so that only one caller is told, and the key can be used again. */
    @SuppressWarnings("unchecked") // What is kept as it is was a V when it was put in.
    private Stored<V> thaw(K key, Stored<Object> stored) {
        Object form = stored.value();
        if (form == null || copies.isAsIs(form)) {
            return (Stored<V>) (Stored<?>) stored;
        }
        try {
            return stored.as((V) copies.thaw(form), stored);
        } catch (CodecException e) {
            delegate.replace(key, stored, null);
            throw e;
        }
    }

    @SuppressWarnings("unchecked") // The backend behind takes any object.
    private Stored<Object> freeze(Stored<V> stored) {
        V value = stored.value();
        Object form = value == null ? null : copies.freeze(value);
        boolean asIs = (form == null || copies.isAsIs(form)) && stored.token() == null;
        return asIs ? (Stored<Object>) (Stored<?>) stored : stored.as(form, null);
    }

    @SuppressWarnings("unchecked") // Either the one that was thawed, or never frozen.
    private Stored<Object> origin(Stored<V> stored) {
        Object token = stored.token();
        return token == null ? (Stored<Object>) (Stored<?>) stored : (Stored<Object>) token;
    }

    @Override
    public String toString() {
        return "copying(" + delegate + ")";
    }
}
