// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import io.dogpile.backend.Stored;
import java.util.Iterator;
import java.util.Map;
import java.util.function.BiFunction;

/** A backend's entries, each as what it counts as. */
record MappedEntries<K, V>(
        Iterator<Map.Entry<K, Stored<V>>> entries, BiFunction<? super K, Stored<V>, Stored<V>> mapping)
        implements Iterator<Map.Entry<K, Stored<V>>> {

    @Override
    public boolean hasNext() {
        return entries.hasNext();
    }

    @Override
    public Map.Entry<K, Stored<V>> next() {
        Map.Entry<K, Stored<V>> entry = entries.next();
        return Map.entry(entry.getKey(), mapping.apply(entry.getKey(), entry.getValue()));
    }
}
