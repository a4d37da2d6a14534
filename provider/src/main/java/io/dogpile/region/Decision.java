// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import io.dogpile.backend.Stored;
import org.jspecify.annotations.Nullable;

/** What a regenerating read of one key has to do next. */
sealed interface Decision<V> {

    /** Nothing: here is the answer. */
    record Return<V>(Answer<V> answer) implements Decision<V> {}

    /** Wait for a flight that is under way. */
    record Join<V>(Flight<V> flight, long generation) implements Decision<V> {}

    /**
     * Fly: the flight is known to others already.
     *
     * @param seen what the slot held when that was decided
     * @param fallback what to return if there will be no result, or if the caller does not wait for it; null for nothing
     * @param unattended whether an executor flies, and the caller goes on with the fallback
     */
    record Lead<V>(
            Flight<V> flight,
            @Nullable Stored<V> seen,
            @Nullable Answer<V> fallback,
            boolean unattended) implements Decision<V> {}
}
