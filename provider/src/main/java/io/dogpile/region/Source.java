// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where new values come from: one at a time or many at once. */
interface Source<K, V> {

    @Nullable
    V create(K key) throws Exception;

    Map<K, V> createAll(Set<K> keys) throws Exception;

    static <K, V> Source<K, V> single(Creator<? super K, ? extends V> creator) {
        return new Source<>() {
            @Override
            public @Nullable V create(K key) throws Exception {
                return creator.create(key);
            }

            @Override
            public Map<K, V> createAll(Set<K> keys) {
                throw new AssertionError("one key at a time");
            }
        };
    }

    static <K, V> Source<K, V> bulk(BulkCreator<K, V> creator) {
        return new Source<>() {
            @Override
            public @Nullable V create(K key) throws Exception {
                return creator.create(Set.of(key)).get(key);
            }

            @Override
            public Map<K, V> createAll(Set<K> keys) throws Exception {
                return creator.create(keys);
            }
        };
    }
}
