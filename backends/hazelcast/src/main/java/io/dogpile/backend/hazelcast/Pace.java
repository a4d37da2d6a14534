// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.hazelcast;

import java.time.Duration;

/**
 * How fast a client that has lost its connection is helped.
 *
 * @param pause between two looks, and before the first
 * @param patience how long the first other client may take to connect
 */
record Pace(Duration pause, Duration patience) {

    private static final Duration MOST_PATIENCE = Duration.ofSeconds(5);

    /** Quick enough for a member that starts: its clients are there well within a second after it serves them. */
    static final Pace USUAL = new Pace(Duration.ofMillis(150), Duration.ofMillis(400));

    /**
     * How long the next one may take: an eighth more, at most 5 s. So one of them is patient enough for the network in the end, and
     * where something accepts connections and never answers, few are made.
     */
    Duration longer(Duration patience) {
        Duration longer = patience.plus(patience.dividedBy(8));
        return longer.compareTo(MOST_PATIENCE) < 0 ? longer : MOST_PATIENCE;
    }
}
