// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import io.dogpile.backend.Stored;
import org.jspecify.annotations.Nullable;

/**
 * Told of changes to a region that no explicit operation made. Called while the key is held, after the change, once for each.
 *
 * @param <K> type of keys
 * @param <V> type of values
 */
public interface RegionListener<K, V> {

    /** Whether there is anybody to tell at the moment; if not, nothing is, and nothing is held meanwhile. */
    default boolean isListening() {
        return true;
    }

    /** A value has left at its time. */
    void expired(K key, Stored<V> stored);

    /**
     * A flight has stored its result.
     *
     * @param previous the value it took the place of, stale or fresh; null if there was none
     */
    void regenerated(K key, @Nullable V previous, V value);
}
