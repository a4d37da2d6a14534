// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * A source that makes values at once, while locks of the application's are held.
 *
 * @param locks held by loads of a region
 */
record LockedSource<K, V>(Source<K, V> source, HeldLocks<K> locks) implements Source<K, V> {

    @Override
    public CompletionStage<Timed<V>> create(K key) throws Exception {
        HeldLocks<K>.Holding holding = locks.acquire(Set.of(key));
        try (holding) {
            return source.create(key);
        }
    }

    @Override
    public CompletionStage<Map<K, Timed<V>>> createAll(Set<K> keys) throws Exception {
        HeldLocks<K>.Holding holding = locks.acquire(keys);
        try (holding) {
            return source.createAll(keys);
        }
    }
}
