// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.hazelcast;

import io.dogpile.backend.Stored;
import io.dogpile.backend.Terms;

/**
 * How long Hazelcast is to keep a value, in its own unit.
 *
 * <p>Hazelcast counts whole seconds and may end up to one too early, so two are added: its time to live only clears away what
 * nobody asks for any more. Whether a value is alive is told by its metadata.
 */
final class TimeToLive {

    /** No limit but what the map's configuration sets. */
    static final int NONE = 0;

    private static final long SPARE_SECONDS = 2;

    private TimeToLive() {}

    static int seconds(Stored<byte[]> stored, long now) {
        long until = stored.keptUntil();
        if (until == Terms.FOREVER) {
            return NONE;
        }
        long left = Math.max(0, until - now + 999) / 1_000 + SPARE_SECONDS;
        return left > Integer.MAX_VALUE ? NONE : (int) left;
    }
}
