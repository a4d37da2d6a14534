// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * What a driver has read and stored of late, for it to answer {@link Backend#recalled} by: values of up to 1 KiB, of up to 4,096
 * keys, so that no more than 4 MiB are remembered. Any of them may be forgotten, or out of date. Thread-safe.
 */
public final class RecentValues {

    private static final int PLACES = 1 << 12;
    private static final int LARGEST = 1 << 10;

    /** Made when there is something to remember. */
    private final AtomicReference<@Nullable AtomicReferenceArray<@Nullable Recent>> places = new AtomicReference<>();

    private record Recent(String key, Stored<byte[]> stored) {}

    /** Remembers nothing yet. */
    public RecentValues() {}

    /** The driver has read this from the store, or stored it there. */
    public void met(String key, Stored<byte[]> stored) {
        byte[] value = stored.value();
        if (value == null || value.length > LARGEST) {
            return;
        }
        AtomicReferenceArray<@Nullable Recent> all = places.getAcquire();
        if (all == null) {
            AtomicReferenceArray<@Nullable Recent> made = new AtomicReferenceArray<>(PLACES);
            AtomicReferenceArray<@Nullable Recent> other = places.compareAndExchange(null, made);
            all = other == null ? made : other;
        }
        all.setRelease(place(key), new Recent(key, stored));
    }

    /** What was met last under the key, or null if that is not known any more. */
    public @Nullable Stored<byte[]> of(String key) {
        AtomicReferenceArray<@Nullable Recent> all = places.getAcquire();
        Recent recent = all == null ? null : all.getAcquire(place(key));
        return recent != null && recent.key.equals(key) ? recent.stored : null;
    }

    private static int place(String key) {
        int hash = key.hashCode();
        return (hash ^ (hash >>> 16)) & (PLACES - 1);
    }
}
