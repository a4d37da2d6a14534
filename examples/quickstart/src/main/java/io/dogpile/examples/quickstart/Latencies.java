// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.examples.quickstart;

import java.util.stream.LongStream;

/** How long answers took. Immutable. */
final class Latencies {

    private final long[] sortedNanos;

    Latencies(LongStream nanos) {
        this.sortedNanos = nanos.sorted().toArray();
    }

    int count() {
        return sortedNanos.length;
    }

    /** How long the given share of the answers took at most, in milliseconds; not to be asked if there was none. */
    double millis(double share) {
        int index = (int) Math.ceil(share * sortedNanos.length) - 1;
        return sortedNanos[Math.max(0, index)] / 1e6;
    }

    double longestMillis() {
        return millis(1);
    }
}
