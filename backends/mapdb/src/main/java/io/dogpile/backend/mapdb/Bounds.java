// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.mapdb;

import io.dogpile.backend.Terms;

/**
 * How much a region may hold.
 *
 * @param entries number of entries; {@link Terms#FOREVER} for no bound
 * @param bytes what all of them may weigh; {@link Terms#FOREVER} for no bound
 */
record Bounds(long entries, long bytes) {

    /** Above this, one value would take the store's own buffers to where they cannot grow. */
    private static final long LARGEST_VALUE = 256L << 20;

    boolean areSet() {
        return entries != Terms.FOREVER || bytes != Terms.FOREVER;
    }

    /** What a key and its value may weigh at most. */
    long largest() {
        return Math.min(bytes, LARGEST_VALUE);
    }
}
