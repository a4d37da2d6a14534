// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The regions of this process that have been made and not closed, those of JCache caches among them: each tells its name, its
 * settings, its backend and its statistics.
 *
 * <p>They are held weakly: who forgets a region without closing it leaks nothing here, neither it nor its class loader. Several
 * copies of this library, as servers with several class loaders have them, list theirs each. Thread-safe.
 */
public final class Regions {

    private static final ReentrantLock LOCK = new ReentrantLock();

    /** Regions are equal to themselves only. */
    private static final Set<Region<?, ?>> LIVE = Collections.newSetFromMap(new WeakHashMap<>());

    private Regions() {}

    /** All of them, configured or not, by name; names need not be unique. */
    public static List<Region<?, ?>> live() {
        List<Region<?, ?>> regions;
        LOCK.lock();
        try {
            regions = new ArrayList<>(LIVE);
        } finally {
            LOCK.unlock();
        }
        regions.sort(Comparator.comparing(RegionLife::name));
        return regions;
    }

    static <K, V> Region<K, V> remember(Region<K, V> region) {
        LOCK.lock();
        try {
            LIVE.add(region);
        } finally {
            LOCK.unlock();
        }
        return region;
    }

    static void forget(Region<?, ?> region) {
        LOCK.lock();
        try {
            LIVE.remove(region);
        } finally {
            LOCK.unlock();
        }
    }
}
