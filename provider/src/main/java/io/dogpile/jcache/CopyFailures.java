// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import io.dogpile.backend.Backend;
import io.dogpile.backend.ForwardingBackend;
import io.dogpile.backend.Stored;
import io.dogpile.codec.CodecException;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says which cache it is whose keys or values cannot be copied, in the exception that JCache has for everything. */
record CopyFailures<K, V>(String cache, Backend<K, V> delegate) implements ForwardingBackend<K, V> {

    @Override
    public @Nullable Stored<V> get(K key) {
        try {
            return delegate.get(key);
        } catch (CodecException e) {
            throw ByValue.failed(cache, e);
        }
    }

    @Override
    public Map<K, Stored<V>> getAll(Collection<? extends K> keys) {
        try {
            return delegate.getAll(keys);
        } catch (CodecException e) {
            throw ByValue.failed(cache, e);
        }
    }

    @Override
    public void put(K key, Stored<V> stored) {
        try {
            delegate.put(key, stored);
        } catch (CodecException e) {
            throw ByValue.failed(cache, e);
        }
    }

    @Override
    public void putAll(Map<? extends K, Stored<V>> entries) {
        try {
            delegate.putAll(entries);
        } catch (CodecException e) {
            throw ByValue.failed(cache, e);
        }
    }

    @Override
    public boolean replace(K key, @Nullable Stored<V> expected, @Nullable Stored<V> update) {
        try {
            return delegate.replace(key, expected, update);
        } catch (CodecException e) {
            throw ByValue.failed(cache, e);
        }
    }

    @Override
    public Iterator<Map.Entry<K, Stored<V>>> entries() {
        Iterator<Map.Entry<K, Stored<V>>> entries = delegate.entries();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return entries.hasNext();
            }

            @Override
            public Map.Entry<K, Stored<V>> next() {
                try {
                    return entries.next();
                } catch (CodecException e) {
                    throw ByValue.failed(cache, e);
                }
            }
        };
    }

    @Override
    public String toString() {
        return delegate.toString();
    }
}
