// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import java.util.Map;
import java.util.Set;

/**
 * Makes the values of several keys at once.
 *
 * @param <K> type of keys
 * @param <V> type of values
 */
@FunctionalInterface
public interface BulkCreator<K, V> {

    /**
     * Makes the values. Runs on the thread of one caller, or in the background; holds no lock.
     *
     * @param keys the keys that are missing; not modifiable
     * @return a value for each key that has one; others are taken as having none, and what was not asked for is ignored
     */
    Map<K, V> create(Set<K> keys) throws Exception;
}
