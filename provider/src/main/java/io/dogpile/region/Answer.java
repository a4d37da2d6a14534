// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a regenerating read came to.
 *
 * @param value the value, or null if there is none
 * @param source where it comes from
 */
public record Answer<V>(@Nullable V value, Source source) {

    /** Where an answer comes from. */
    public enum Source {
        /** It was there and fresh. */
        FRESH,
        /** It was there and past its freshness. */
        STALE,
        /** It was made for this caller, or for another one that this caller waited for. */
        MADE
    }

    /** The values that there are, in the order of their keys. */
    static <K, V> Map<K, V> values(Map<K, Answer<V>> answers) {
        Map<K, V> values = new LinkedHashMap<>();
        answers.forEach((key, answer) -> {
            V value = answer.value();
            if (value != null) {
                values.put(key, value);
            }
        });
        return values;
    }

    static <V> Answer<V> fresh(@Nullable V value) {
        return new Answer<>(value, Source.FRESH);
    }

    static <V> Answer<V> stale(@Nullable V value) {
        return new Answer<>(value, Source.STALE);
    }

    static <V> Answer<V> made(@Nullable V value) {
        return new Answer<>(value, Source.MADE);
    }
}
