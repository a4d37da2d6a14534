// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Makes the value of a key, and says so when it is done.
 *
 * @param <K> type of keys
 * @param <V> type of values
 */
@FunctionalInterface
public interface AsyncCreator<K, V> {

    /**
     * Begins to make the value. Runs on the thread of one caller, or in the background, and should not block it.
     *
     * @return completes with the value, null if there is none; what it fails with, the callers are told. If it completes neither
     *     way within the time that a load may take, the load has failed.
     */
    CompletionStage<? extends @Nullable V> create(K key) throws Exception;
}
