// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * Makes the values of several keys at once, and says so when it is done.
 *
 * @param <K> type of keys
 * @param <V> type of values
 */
@FunctionalInterface
public interface AsyncBulkCreator<K, V> {

    /**
     * Begins to make the values, as {@link AsyncCreator#create} does.
     *
     * @param keys the keys that are missing; not modifiable
     * @return completes with a value for each key that has one
     */
    CompletionStage<? extends Map<K, V>> create(Set<K> keys) throws Exception;
}
