// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

/**
 * Makes the key under which a function's result for an argument is kept. Must be thread-safe, and always say the same.
 *
 * @param <A> type of arguments
 * @param <K> type of keys
 */
@FunctionalInterface
public interface KeyGenerator<A, K> {

    /** The key; never null. */
    K key(A argument);

    /** Keys that no other namespace, and no other argument, has. */
    static <A> KeyGenerator<A, CallKey> calls(String namespace) {
        return argument -> CallKey.of(namespace, argument);
    }
}
