// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.codec;

import io.dogpile.backend.Stored;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** A driver's entries as a region's. Left out are those that do not tell their key, and those of a later release. */
final class DecodedEntries<K, V> implements Iterator<Map.Entry<K, Stored<V>>> {

    private final Iterator<Map.Entry<String, Stored<byte[]>>> entries;
    private final EntryCodec<K, V> codec;
    private Map.@Nullable Entry<K, Stored<V>> next;

    DecodedEntries(Iterator<Map.Entry<String, Stored<byte[]>>> entries, EntryCodec<K, V> codec) {
        this.entries = entries;
        this.codec = codec;
    }

    @Override
    public boolean hasNext() {
        while (next == null && entries.hasNext()) {
            next = decoded(entries.next());
        }
        return next != null;
    }

    @Override
    public Map.Entry<K, Stored<V>> next() {
        Map.Entry<K, Stored<V>> current = hasNext() ? next : null;
        if (current == null) {
            throw new NoSuchElementException();
        }
        next = null;
        return current;
    }

    private Map.@Nullable Entry<K, Stored<V>> decoded(Map.Entry<String, Stored<byte[]>> entry) {
        K key = codec.keyOf(entry.getKey(), entry.getValue());
        if (key == null) {
            return null;
        }
        Stored<V> stored = codec.decode(codec.key(key), entry.getValue());
        boolean newer = EntryCodec.isNewer(stored);
        return newer ? null : Map.entry(key, stored);
    }
}
