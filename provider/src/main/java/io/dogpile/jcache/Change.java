// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

/** What an operation does to an entry. */
sealed interface Change<V> {

    /** Nothing, not even an access. */
    record None<V>() implements Change<V> {

        private static final Change<?> ONE = new None<>();
    }

    /** The entry is used, and stays as it is. */
    record Access<V>() implements Change<V> {

        private static final Change<?> ONE = new Access<>();
    }

    /** The entry has this value from now on. */
    record Put<V>(V value) implements Change<V> {}

    /** There is no entry from now on; the writer is told, even if there was none before. */
    record Remove<V>() implements Change<V> {

        private static final Change<?> ONE = new Remove<>();
    }

    @SuppressWarnings("unchecked") // It has no value of any type.
    static <V> Change<V> none() {
        return (Change<V>) None.ONE;
    }

    @SuppressWarnings("unchecked") // As above.
    static <V> Change<V> access() {
        return (Change<V>) Access.ONE;
    }

    @SuppressWarnings("unchecked") // As above.
    static <V> Change<V> remove() {
        return (Change<V>) Remove.ONE;
    }

    /** Whether it is one that writers are told of. */
    default boolean isWrite() {
        return this instanceof Put || this instanceof Remove;
    }
}
