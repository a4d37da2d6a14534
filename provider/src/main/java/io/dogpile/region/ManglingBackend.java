// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import io.dogpile.backend.Backend;
import io.dogpile.backend.ChangeListener;
import io.dogpile.backend.ForwardingBackend;
import io.dogpile.backend.Stored;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps values under other keys than they are asked for by. Iteration tells the keys that they are kept under, and what it tells
 * can be replaced under those.
 */
record ManglingBackend<K, V>(Backend<K, V> delegate, UnaryOperator<K> mangler) implements ForwardingBackend<K, V> {

    /** Marks a value that iteration has told, with the key that it is kept under. */
    private record Told(Stored<?> original) {}

    private K mangled(K key) {
        return Objects.requireNonNull(mangler.apply(key), "the key mangler returned no key");
    }

    private <T> Map<K, T> mangled(Map<? extends K, T> entries) {
        Map<K, T> mangled = new LinkedHashMap<>();
        entries.forEach((key, value) -> mangled.put(mangled(key), value));
        return mangled;
    }

    @Override
    public @Nullable Stored<V> get(K key) {
        return delegate.get(mangled(key));
    }

    @Override
    public @Nullable Stored<V> current(K key) {
        return delegate.current(mangled(key));
    }

    @Override
    public Map<K, Stored<V>> getAll(Collection<? extends K> keys) {
        Map<K, K> asked = new HashMap<>();
        keys.forEach(key -> asked.put(key, mangled(key)));
        Map<K, Stored<V>> stored = delegate.getAll(asked.values());
        Map<K, Stored<V>> found = new HashMap<>();
        asked.forEach((key, mangled) -> {
            Stored<V> value = stored.get(mangled);
            if (value != null) {
                found.put(key, value);
            }
        });
        return found;
    }

    @Override
    public void put(K key, Stored<V> stored) {
        delegate.put(mangled(key), stored);
    }

    @Override
    public void putAll(Map<? extends K, Stored<V>> entries) {
        delegate.putAll(mangled(entries));
    }

    @Override
    public boolean replace(K key, @Nullable Stored<V> expected, @Nullable Stored<V> update) {
        if (expected != null && expected.token() instanceof Told told) {
            return delegate.replace(key, original(told), update);
        }
        return delegate.replace(mangled(key), expected, update);
    }

    @Override
    public boolean remove(K key) {
        return delegate.remove(mangled(key));
    }

    @Override
    public void removeAll(Collection<? extends K> keys) {
        delegate.removeAll(keys.stream().map(this::mangled).toList());
    }

    @SuppressWarnings("unchecked") // What is told comes from this backend.
    private Stored<V> original(Told told) {
        return (Stored<V>) told.original;
    }

    @Override
    public Iterator<Map.Entry<K, Stored<V>>> entries() {
        return new MappedEntries<>(delegate.entries(), (key, stored) -> stored.as(stored.value(), new Told(stored)));
    }

    @Override
    public void touch(K key, Stored<V> stored, long freshUntil) {
        delegate.touch(mangled(key), stored, freshUntil);
    }

    /** Which keys a changed one is asked for by is not known: whoever waits looks again. */
    @Override
    public boolean watch(ChangeListener<? super K> listener) {
        return delegate.watch(new ChangeListener<K>() {
            @Override
            public void changed(K key) {
                listener.missed();
            }

            @Override
            public void missed() {
                listener.missed();
            }
        });
    }

    @Override
    public String toString() {
        return delegate.toString();
    }
}
