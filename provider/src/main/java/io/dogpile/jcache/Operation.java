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
interface Operation<V, R extends @Nullable Object> {

    /**
     * What the operation does to the entry.
     *
     * @param live the entry's value; null if there is none, or it has expired
     */
    Change<V> on(@Nullable V live);

    /** What it returns once it has made that change to an entry of that value. */
    R result(@Nullable V live, Change<V> made);

    /** How it counts, of an entry of that value. */
    default Lookup lookup(@Nullable V live) {
        return live == null ? Lookup.MISS : Lookup.HIT;
    }

    /** How an operation counts in the cache's statistics, besides puts and removals. */
    enum Lookup {
        UNCOUNTED,
        HIT,
        MISS
    }
}
