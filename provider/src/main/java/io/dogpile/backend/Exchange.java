// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend;

import org.jspecify.annotations.Nullable;

/**
 * What came of {@link Backend#exchange}.
 *
 * @param done whether the update stands where the expected value stood
 * @param found what stands there instead if not; null for nothing, and if it is done
 * @param <V> type of values
 */
public record Exchange<V>(boolean done, @Nullable Stored<V> found) {

    private static final Exchange<?> DONE = new Exchange<>(true, null);

    /** It is done. */
    @SuppressWarnings("unchecked") // It has no value.
    public static <V> Exchange<V> succeeded() {
        return (Exchange<V>) DONE;
    }

    /** It is not, because something else was found, or nothing. */
    public static <V> Exchange<V> refused(@Nullable Stored<V> found) {
        return new Exchange<>(false, found);
    }
}
