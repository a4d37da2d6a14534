// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Ready-made locks for {@link RegionBuilder#loadLocks}: they bound how many loads run at the same time. */
public final class LoadLocks {

    private LoadLocks() {}

    /**
     * So many locks that keys share by their hash codes: at most that many loads run at the same time, by whatever regions are given
     * the same rule. One of them runs all loads one after the other.
     */
    public static <K> Function<K, Lock> shared(int locks) {
        if (locks < 1) {
            throw new IllegalArgumentException("there must be at least one lock, not " + locks);
        }
        Lock[] all =
                IntStream.range(0, locks).mapToObj(i -> new ReentrantLock()).toArray(Lock[]::new);
        return key -> all[Math.floorMod(key.hashCode(), locks)];
    }
}
