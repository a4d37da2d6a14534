// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/** Where new values come from: one at a time or many at once. */
interface Source<K, V> {

    Timed<V> create(K key) throws Exception;

    /** Makes values; there is something for each of the keys. */
    Map<K, Timed<V>> createAll(Set<K> keys) throws Exception;

    static <K, V> Source<K, V> single(Creator<? super K, ? extends V> creator) {
        return new Source<>() {
            @Override
            public Timed<V> create(K key) throws Exception {
                return made(creator, key);
            }

            @Override
            public Map<K, Timed<V>> createAll(Set<K> keys) {
                throw new AssertionError("one key at a time");
            }
        };
    }

    private static <K, W extends V, V> Timed<V> made(Creator<? super K, W> creator, K key) throws Exception {
        if (creator instanceof TimedCreator<? super K, W> timed) {
            Timed<W> made = Objects.requireNonNull(timed.createTimed(key), "the creator returned null");
            return new Timed<>(made.value(), made.lifetime());
        }
        return Timed.untimed(creator.create(key));
    }

    static <K, V> Source<K, V> bulk(BulkCreator<K, V> creator) {
        return new Source<>() {
            @Override
            public Timed<V> create(K key) throws Exception {
                return Objects.requireNonNull(createAll(Set.of(key)).get(key));
            }

            @Override
            public Map<K, Timed<V>> createAll(Set<K> keys) throws Exception {
                return creator instanceof TimedBulkCreator<K, V> timed
                        ? made(keys, timed.createTimed(keys), Function.identity())
                        : made(keys, creator.create(keys), Timed::untimed);
            }
        };
    }

    private static <K, R, V> Map<K, Timed<V>> made(Set<K> keys, Map<K, R> results, Function<R, Timed<V>> toTimed) {
        Objects.requireNonNull(results, "the creator returned no map");
        Map<K, Timed<V>> made = new HashMap<>();
        for (K key : keys) {
            R result = results.get(key);
            made.put(key, result == null ? Timed.untimed(null) : toTimed.apply(result));
        }
        return made;
    }
}
