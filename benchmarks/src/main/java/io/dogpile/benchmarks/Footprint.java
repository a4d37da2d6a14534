// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;
import javax.cache.CacheManager;

/** Measures the heap that entries or empty caches take; to be run in a JVM with the serial collector. */
final class Footprint {
    private static final int WARM = 1_000;

    private Footprint() {}

    /** Arguments: peer, expiry, number of entries; or peer, {@code CACHES}, number of caches. Prints the bytes of one. */
    public static void main(String... arguments) {
        Peer peer = Peer.valueOf(arguments[0]);
        int count = Integer.parseInt(arguments[2]);
        double bytes = arguments[1].equals("CACHES")
                ? ofCaches(peer, count)
                : ofEntries(Setting.plain(peer, Expiry.valueOf(arguments[1])), count);
        System.out.println(bytes);
        System.exit(0);
    }

    /** What the store adds to a key and a value, which exist already. */
    private static double ofEntries(Setting setting, int count) {
        Long[] keys = LongStream.range(0, count).map(i -> i + WARM).boxed().toArray(Long[]::new);
        Object[] values =
                LongStream.range(0, count).mapToObj(Payload.LONG::make).toArray();
        try (Store store = setting.open()) {
            long before = usedAfterCollection();
            for (int i = 0; i < count; i++) {
                store.put(keys[i], values[i]);
            }
            double bytes = usedAfterCollection() - before;
            for (int i = 0; i < count; i++) {
                if (!values[i].equals(store.get(keys[i]))) {
                    throw new IllegalStateException(setting + " lost entry " + i + " of " + count);
                }
            }
            return bytes / count;
        }
    }

    private static double ofCaches(Peer peer, int count) {
        List<Object> caches = new ArrayList<>();
        if (peer == Peer.MAP) {
            long before = usedAfterCollection();
            for (int i = 0; i < count; i++) {
                caches.add(new ConcurrentHashMap<>());
            }
            return (double) (usedAfterCollection() - before) / caches.size();
        }
        Setting setting = Setting.plain(peer, Expiry.ETERNAL);
        CacheManager manager = peer.manager(null);
        manager.createCache("first", setting.configuration());
        long before = usedAfterCollection();
        for (int i = 0; i < count; i++) {
            caches.add(manager.createCache("empty" + i, setting.configuration()));
        }
        return (double) (usedAfterCollection() - before) / caches.size();
    }

    private static long usedAfterCollection() {
        for (int i = 0; i < 4; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
