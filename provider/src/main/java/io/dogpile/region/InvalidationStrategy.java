// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import org.jspecify.annotations.Nullable;

/**
 * A rule by which stored values count as invalidated, besides what {@link Region#invalidate} and its siblings have done.
 *
 * <p>Asked each time a value is read, on the reader's thread, which may hold the key: must be fast and thread-safe, and not use the
 * region. What it throws reaches the reader.
 *
 * @param <K> type of keys
 */
@FunctionalInterface
public interface InvalidationStrategy<K> {

    /**
     * Whether what is stored under the key counts as invalidated.
     *
     * @param metadata as it is without this rule; never absent
     * @return {@link Invalidation#HARD} for absent, {@link Invalidation#SOFT} for stale, null for neither
     */
    @Nullable
    Invalidation judge(K key, EntryMetadata metadata);
}
