// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * What a driver has read and stored of late, for it to answer {@link Backend#recalled} by: values of up to 1 KiB, of up to 4,096
 * keys, no more than some 5 MiB. Any of them may be forgotten, or out of date. Nothing is remembered before somebody has asked for
 * the first time: most regions never do. Thread-safe.
 */
public final class RecentValues {

    private static final int PLACES = 1 << 12;
    private static final int LARGEST = 1 << 10;

    /** How many places a key may have. */
    private static final int WAYS = 4;

    /** Made when somebody asks. */
    private final AtomicReference<@Nullable AtomicReferenceArray<@Nullable Recent>> places = new AtomicReference<>();

    private record Recent(String key, Stored<byte[]> stored) {}

    /** Remembers nothing yet. */
    public RecentValues() {}

    /** The driver has read this from the store, or stored it there; null, which is nothing to remember, if nothing was there. */
    public void met(String key, @Nullable Stored<byte[]> stored) {
        AtomicReferenceArray<@Nullable Recent> all = places.getAcquire();
        byte[] value = stored == null ? null : stored.value();
        if (all != null && stored != null && value != null && value.length <= LARGEST) {
            int hash = hash(key);
            int place = placeOf(all, key, hash);
            // Where others have them all, one has to go, which depends on the key.
            all.setRelease(place < 0 ? place(hash, WAYS - 1) : place, new Recent(key, stored));
        }
    }

    /** What was met last under the key, or null if that is not known any more. */
    public @Nullable Stored<byte[]> of(String key) {
        AtomicReferenceArray<@Nullable Recent> all = places.getAcquire();
        if (all == null) {
            places.compareAndSet(null, new AtomicReferenceArray<>(PLACES));
            return null;
        }
        int place = placeOf(all, key, hash(key));
        Recent recent = place < 0 ? null : all.getAcquire(place);
        return recent != null && recent.key.equals(key) ? recent.stored : null;
    }

    /** Where the key is, or else a place that is free, or else -1. */
    private static int placeOf(AtomicReferenceArray<@Nullable Recent> all, String key, int hash) {
        for (int way = 0; way < WAYS; way++) {
            int place = place(hash, way);
            Recent recent = all.getAcquire(place);
            if (recent == null || recent.key.equals(key)) {
                return place;
            }
        }
        return -1;
    }

    /** One of the places side by side that a key may have, tried in an order of its own. */
    private static int place(int hash, int way) {
        return (hash & (PLACES - WAYS)) | ((hash >>> 16) + way & (WAYS - 1));
    }

    private static int hash(String key) {
        int hash = key.hashCode() * 0x9E3779B9;
        return hash ^ (hash >>> 15);
    }
}
