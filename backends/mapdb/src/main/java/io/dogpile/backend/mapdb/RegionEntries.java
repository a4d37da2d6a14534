// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.mapdb;

import io.dogpile.backend.Terms;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.mapdb.HTreeMap;
import org.mapdb.StoreDirect;

/**
 * The entries of one region in an opened store. Thread-safe.
 *
 * <p>To make room, it looks at the next few entries in the order of their hashes and drops the one that was written first:
 * work that does not grow with the region, and leases, which are young, stay.
 */
final class RegionEntries {

    static final int PARTS = 16;
    /** How many numbers describe a region in the catalogue: a root and a due time for each part, and two sums. */
    static final int STATE = 2 * PARTS + 2;

    /** What MapDB needs besides key and value, roughly: index, leaf and rounding. */
    private static final int OVERHEAD = 64;

    private static final int SAMPLES = 4;

    private final AtomicLong entries;
    private final AtomicLong bytes;
    private final Part[] parts = new Part[PARTS];
    private final ReentrantLock evicting = new ReentrantLock();
    private Iterator<String> hand = List.<String>of().iterator();
    private int handPart;
    private int sweptPart;

    RegionEntries(StoreDirect store, long[] state) {
        this.entries = new AtomicLong(state[2 * PARTS]);
        this.bytes = new AtomicLong(state[2 * PARTS + 1]);
        for (int i = 0; i < PARTS; i++) {
            parts[i] = new Part(store, state[2 * i], state[2 * i + 1], entries, bytes);
        }
    }

    /** The state of a region without entries, for which it makes room. */
    static long[] newState(StoreDirect store) {
        long[] state = new long[STATE];
        for (int i = 0; i < PARTS; i++) {
            state[2 * i] = Part.create(store);
            state[2 * i + 1] = Terms.FOREVER;
        }
        return state;
    }

    /** What the catalogue has to know to open this region again. */
    long[] state() {
        long[] state = new long[STATE];
        for (int i = 0; i < PARTS; i++) {
            state[2 * i] = parts[i].root();
            state[2 * i + 1] = parts[i].due();
        }
        state[2 * PARTS] = entries.get();
        state[2 * PARTS + 1] = bytes.get();
        return state;
    }

    /** What an entry counts towards the bound in bytes. */
    static long weight(String key, byte[] value) {
        return (long) key.length() + value.length + OVERHEAD;
    }

    /** The map that the key belongs to. */
    HTreeMap<String, Entry> of(String key) {
        return parts[Format.spread(key) >>> 28].map();
    }

    List<String> keys(int part) {
        return parts[part].keys();
    }

    long entries() {
        return entries.get();
    }

    long bytes() {
        return bytes.get();
    }

    void clear() {
        for (Part part : parts) {
            part.map().clear();
        }
    }

    /** Removes what is past its time, until it has looked at that many entries or at all. */
    void sweep(long now, int atMost) {
        int looked = 0;
        for (int i = 0; i < PARTS && looked < atMost; i++) {
            looked += parts[sweptPart].sweep(now);
            sweptPart = (sweptPart + 1) % PARTS;
        }
    }

    /** Drops entries until the region is within its bounds; returns how many. */
    int shrinkTo(Bounds bounds) {
        if (isWithin(bounds)) {
            return 0;
        }
        evicting.lock();
        try {
            int dropped = 0;
            while (!isWithin(bounds)) {
                Candidate oldest = oldestOfSome();
                if (oldest == null) {
                    break;
                }
                if (of(oldest.key).remove(oldest.key, oldest.entry)) {
                    dropped++;
                }
            }
            return dropped;
        } finally {
            evicting.unlock();
        }
    }

    private boolean isWithin(Bounds bounds) {
        return entries.get() <= bounds.entries() && bytes.get() <= bounds.bytes();
    }

    private record Candidate(String key, Entry entry) {}

    private @Nullable Candidate oldestOfSome() {
        Candidate oldest = null;
        for (int sampled = 0; sampled < SAMPLES; ) {
            String key = nextKey();
            if (key == null) {
                return oldest;
            }
            Entry entry = of(key).get(key);
            if (entry != null) {
                sampled++;
                if (oldest == null || entry.number() < oldest.entry.number()) {
                    oldest = new Candidate(key, entry);
                }
            }
        }
        return oldest;
    }

    /** The next key in the order of hashes, from the end to the beginning again; null if there is none at all. */
    private @Nullable String nextKey() {
        for (int tries = 0; tries <= PARTS && !hand.hasNext(); tries++) {
            hand = parts[handPart].keys().iterator();
            handPart = (handPart + 1) % PARTS;
        }
        return hand.hasNext() ? hand.next() : null;
    }
}
