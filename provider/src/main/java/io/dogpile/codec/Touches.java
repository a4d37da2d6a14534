// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.codec;

import java.time.InstantSource;

/** Decides which accesses are worth a write: a deadline that moves by little is left where it is. */
final class Touches {

    /** A deadline may be left behind by this part of the time that remains until it. */
    private static final int PART = 16;

    private static final long MOST_MILLIS = 30_000;
    private static final long LEAST_MILLIS = 20;

    private final InstantSource clock;

    Touches(InstantSource clock) {
        this.clock = clock;
    }

    /** Whether to write that a value is fresh until {@code wanted}, and not until {@code stored}. */
    boolean isWorth(long stored, long wanted) {
        if (wanted <= stored) {
            return wanted < stored;
        }
        long slack = Math.min(MOST_MILLIS, (wanted - clock.millis()) / PART);
        return slack < LEAST_MILLIS || wanted - stored > slack;
    }
}
