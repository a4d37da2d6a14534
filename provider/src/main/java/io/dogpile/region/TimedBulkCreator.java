// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Makes the values of several keys and says how long each lives; passed on by way of {@link #of}.
 *
 * @param <K> type of keys
 * @param <V> type of values
 */
@FunctionalInterface
@SuppressWarnings("FunctionalInterfaceMethodChanged") // It is meant to be the same, and a lifetime.
public interface TimedBulkCreator<K, V> extends BulkCreator<K, V> {

    /** Makes the values, as {@link BulkCreator#create} does. */
    Map<K, Timed<V>> createTimed(Set<K> keys) throws Exception;

    @Override
    default Map<K, V> create(Set<K> keys) throws Exception {
        Map<K, V> values = new LinkedHashMap<>();
        createTimed(keys).forEach((key, made) -> {
            V value = made.value();
            if (value != null) {
                values.put(key, value);
            }
        });
        return values;
    }

    /** The function as a creator. */
    static <K, V> BulkCreator<K, V> of(TimedBulkCreator<K, V> function) {
        return Objects.requireNonNull(function, "function");
    }
}
