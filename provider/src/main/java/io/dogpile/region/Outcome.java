// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import org.jspecify.annotations.Nullable;

/** What a flight came to. */
sealed interface Outcome<V> {

    /** The creator made a value, or said that there is none. */
    record Made<V>(@Nullable V value) implements Outcome<V> {}

    /**
     * The key turned out to be fresh and nothing was made. That is an answer for the caller who looked; others look for
     * themselves, since they may have come after an operation that he came before.
     */
    record Found<V>(@Nullable V value) implements Outcome<V> {}

    /** The creator failed. */
    record Failed<V>(Throwable cause) implements Outcome<V> {}

    /**
     * It ended without an answer for others, who may try for themselves.
     *
     * @param cause what ended it, if that is worth telling to the caller whose thread it flew on
     */
    record Abandoned<V>(@Nullable Throwable cause) implements Outcome<V> {

        private static final Abandoned<?> SILENTLY = new Abandoned<>(null);
    }

    /** Abandoned for no reason that would be worth telling. */
    @SuppressWarnings("unchecked") // It has no value of any type.
    static <V> Outcome<V> abandoned() {
        return (Outcome<V>) Abandoned.SILENTLY;
    }
}
