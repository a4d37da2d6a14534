// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.redis;

import java.util.Arrays;

/**
 * A set of keys by 64 bits of hash, for scans that may see a key twice; 16 to 32 bytes a key. Two keys are taken for
 * one with a chance of less than one in ten million for a million keys; the seed keeps anybody from choosing such keys.
 * Not thread-safe.
 */
final class SeenKeys {

    private final long seed;
    private long[] table = new long[1 << 10];
    private int size;

    SeenKeys(long seed) {
        this.seed = seed;
    }

    /** Adds a key; returns whether it was not there. */
    boolean add(String key) {
        if (size * 2 >= table.length) {
            grow();
        }
        if (!insert(table, hash(key))) {
            return false;
        }
        size++;
        return true;
    }

    private void grow() {
        long[] larger = new long[table.length * 2];
        Arrays.stream(table).filter(hash -> hash != 0).forEach(hash -> insert(larger, hash));
        table = larger;
    }

    private static boolean insert(long[] table, long hash) {
        int mask = table.length - 1;
        int slot = (int) hash & mask;
        while (table[slot] != 0) {
            if (table[slot] == hash) {
                return false;
            }
            slot = (slot + 1) & mask;
        }
        table[slot] = hash;
        return true;
    }

    /** Never zero, which marks a free slot. */
    private long hash(String key) {
        long hash = seed;
        for (int i = 0; i < key.length(); i++) {
            hash = mix(hash ^ key.charAt(i));
        }
        return hash == 0 ? 1 : hash;
    }

    private static long mix(long bits) {
        long mixed = (bits ^ (bits >>> 32)) * 0xd6e8_feb8_6659_fd93L;
        return mixed ^ (mixed >>> 29);
    }
}
