// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.redis;

import io.dogpile.backend.Stored;
import io.dogpile.backend.Terms;
import java.time.InstantSource;

/** How long the store is to keep a value. */
final class Lifetime {

    /** Instead of a number of milliseconds: until it is removed. */
    static final long UNLIMITED = -1;

    /** Far beyond the life of any server, and small enough for it to add to its clock. */
    private static final long LONGEST_MILLIS = 1L << 52;

    private Lifetime() {}

    /** Milliseconds from now, at least one, or {@link #UNLIMITED}. */
    static long millis(Stored<?> stored, InstantSource clock) {
        long until = stored.keptUntil();
        if (until == Terms.FOREVER) {
            return UNLIMITED;
        }
        return Math.min(Math.max(1, until - clock.millis()), LONGEST_MILLIS);
    }
}
