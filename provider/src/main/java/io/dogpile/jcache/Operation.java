// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import org.jspecify.annotations.Nullable;

/**
 * An operation on one entry, as a function of what is there. It may be asked again if the entry changes meanwhile, and so has
 * no effect of its own.
 *
 * @param <V> type of values
 * @param <R> type of results
 */
@FunctionalInterface
interface Operation<V, R extends @Nullable Object> {

    /**
     * What the operation does and returns.
     *
     * @param live the entry's value; null if there is none, or it has expired
     */
    Effect<V, R> on(@Nullable V live);

    /**
     * What an operation does and returns.
     *
     * @param change what it does to the entry
     * @param result what it returns
     * @param lookup whether it counts as a hit or a miss
     */
    record Effect<V, R extends @Nullable Object>(Change<V> change, R result, Lookup lookup) {}

    /** How an operation counts in the cache's statistics, besides puts and removals. */
    enum Lookup {
        UNCOUNTED,
        HIT,
        MISS
    }
}
