// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What goes on when a proxy is put around the store of a running region: who is at work on which key, and by which name leases
 * are held.
 *
 * @param locks keep explicit operations on one key apart
 * @param running flights under way
 * @param holder the region, as its leases name it
 * @param leases how many leases there have been
 */
record Continuity<K, V>(KeyLocks locks, ConcurrentMap<K, Flight<V>> running, long holder, AtomicLong leases) {

    static <K, V> Continuity<K, V> begun(long holder) {
        KeyLocks locks = new KeyLocks(Runtime.getRuntime().availableProcessors());
        return new Continuity<>(locks, new ConcurrentHashMap<>(), holder, new AtomicLong());
    }
}
