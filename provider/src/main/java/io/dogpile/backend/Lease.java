// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend;

/**
 * The right to regenerate one key, as it stands in the key's slot.
 *
 * <p>A lease carries how long it lasts, never when it ends: whoever watches a lease measures its age with a monotonic clock
 * of its own, so clocks that disagree between hosts cannot end a lease early or keep it for ever.
 *
 * @param holder the region instance that holds the lease; random, so that no two processes share it
 * @param number the holder's running number, never used twice by one holder
 * @param millis how long the lease lasts unless it is renewed, in milliseconds; positive
 */
public record Lease(long holder, long number, long millis) {

    public Lease {
        if (millis <= 0) {
            throw new IllegalArgumentException("a lease lasts at least 1 ms, not " + millis + " ms");
        }
    }
}
