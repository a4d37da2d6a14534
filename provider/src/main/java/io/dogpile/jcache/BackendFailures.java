// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import io.dogpile.backend.Backend;
import io.dogpile.backend.BackendException;
import io.dogpile.backend.Exchange;
import io.dogpile.backend.Stored;
import io.dogpile.backend.SurroundingBackend;
import io.dogpile.codec.CodecException;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Supplier;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/** Says which cache it is whose backend failed, or whose keys or values cannot be encoded, by JCache's own exception. */
record BackendFailures<K, V>(String cache, Backend<K, V> delegate) implements SurroundingBackend<K, V> {

    static CacheException told(String cache, RuntimeException failure) {
        return new CacheException("cache '" + cache + "': " + failure.getMessage(), failure);
    }

    // The hot paths are spelt out: they cost nothing then.

    @Override
    public @Nullable Stored<V> get(K key) {
        try {
            return delegate.get(key);
        } catch (CodecException | BackendException e) {
            throw told(cache, e);
        }
    }

    @Override
    public @Nullable Stored<V> current(K key) {
        try {
            return delegate.current(key);
        } catch (CodecException | BackendException e) {
            throw told(cache, e);
        }
    }

    @Override
    public void put(K key, Stored<V> stored) {
        try {
            delegate.put(key, stored);
        } catch (CodecException | BackendException e) {
            throw told(cache, e);
        }
    }

    @Override
    public boolean replace(K key, @Nullable Stored<V> expected, @Nullable Stored<V> update) {
        try {
            return delegate.replace(key, expected, update);
        } catch (CodecException | BackendException e) {
            throw told(cache, e);
        }
    }

    @Override
    public Exchange<V> exchange(K key, @Nullable Stored<V> expected, @Nullable Stored<V> update) {
        try {
            return delegate.exchange(key, expected, update);
        } catch (CodecException | BackendException e) {
            throw told(cache, e);
        }
    }

    @Override
    public @Nullable Stored<V> recalled(K key) {
        try {
            return delegate.recalled(key);
        } catch (CodecException e) {
            throw told(cache, e);
        }
    }

    @Override
    public Iterator<Map.Entry<K, Stored<V>>> entries() {
        Iterator<Map.Entry<K, Stored<V>>> entries = around(delegate::entries);
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return around(entries::hasNext);
            }

            @Override
            public Map.Entry<K, Stored<V>> next() {
                return around(entries::next);
            }
        };
    }

    @Override
    public <R extends @Nullable Object> R around(Supplier<R> operation) {
        try {
            return operation.get();
        } catch (CodecException | BackendException e) {
            throw told(cache, e);
        }
    }

    @Override
    public String toString() {
        return delegate.toString();
    }
}
