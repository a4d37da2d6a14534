// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import org.jspecify.annotations.Nullable;

/** What a flight came to. */
sealed interface Outcome<V> {

    /** It has a value, or found that there is none. */
    record Made<V>(@Nullable V value) implements Outcome<V> {}

    /** The creator failed. */
    record Failed<V>(Throwable cause) implements Outcome<V> {}

    /**
     * It ended without an answer for others, who may try for themselves.
     *
     * @param cause what ended it, if that is worth telling to the caller whose thread it flew on
     */
    record Abandoned<V>(@Nullable Throwable cause) implements Outcome<V> {}
}
