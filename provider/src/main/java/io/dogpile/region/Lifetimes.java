// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

/**
 * How long values made by a regeneration stay fresh. Durations are milliseconds, {@link io.dogpile.backend.Terms#FOREVER} is
 * without end, 0 is not to be stored at all.
 *
 * @param <K> type of keys
 * @param <V> type of values
 */
public interface Lifetimes<K, V> {

    /** Stands for the lifetime that the replaced value had. */
    long UNCHANGED = -1;

    /** The lifetime of a value where there was none. */
    long ofCreated(K key, V value);

    /** The lifetime of a value that takes another one's place; may be {@link #UNCHANGED}. */
    long ofUpdated(K key, V value);

    /** The same lifetime for all. */
    static <K, V> Lifetimes<K, V> constant(long millis) {
        return new Lifetimes<>() {
            @Override
            public long ofCreated(K key, V value) {
                return millis;
            }

            @Override
            public long ofUpdated(K key, V value) {
                return millis;
            }
        };
    }
}
