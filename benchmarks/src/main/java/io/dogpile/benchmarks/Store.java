// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.benchmarks;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The operations that are measured, alike for a cache and for the raw map. */
interface Store extends AutoCloseable {
    /** The value of {@code key}, loaded and kept if it is absent and the store reads through. */
    @Nullable
    Object get(Long key);

    void put(Long key, Object value);

    boolean putIfAbsent(Long key, Object value);

    boolean replace(Long key, Object value);

    boolean replace(Long key, Object expected, Object value);

    /** Adds one to the value of {@code key}, which is a {@link Long}, and returns the sum. */
    Object increment(Long key);

    Map<Long, Object> getAll(Set<Long> keys);

    boolean remove(Long key);

    @Override
    void close();
}
