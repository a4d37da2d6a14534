// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import org.jspecify.annotations.Nullable;

/**
 * Makes the value of a key.
 *
 * @param <K> type of keys
 * @param <V> type of values
 */
@FunctionalInterface
public interface Creator<K, V> {

    /**
     * Makes the value. Runs on the thread of one caller, or in the background; holds no lock.
     *
     * @return the value; null if there is none
     */
    @Nullable
    V create(K key) throws Exception;
}
