// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.examples.cluster;

import java.util.Arrays;

/**
 * A second of one process, or of several.
 *
 * @param reads answers
 * @param stale those of them that were past their expiry
 * @param waits those that took longer than 50 ms
 * @param failed questions without an answer
 * @param p99Micros what 99 of 100 answers took at most, in microseconds; of several processes, the slowest one's
 * @param newest when the newest answer's query ended, in epoch milliseconds
 */
record Report(long reads, long stale, long waits, long failed, long p99Micros, long newest) {

    static final Report NOTHING = new Report(0, 0, 0, 0, 0, 0);

    /** Reads what {@link #toString} wrote. */
    static Report parse(String line) {
        long[] numbers = Arrays.stream(line.strip().split(" "))
                .mapToLong(Long::parseLong)
                .toArray();
        return new Report(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]);
    }

    Report and(Report other) {
        return new Report(
                reads + other.reads,
                stale + other.stale,
                waits + other.waits,
                failed + other.failed,
                Math.max(p99Micros, other.p99Micros),
                Math.max(newest, other.newest));
    }

    @Override
    public String toString() {
        return reads + " " + stale + " " + waits + " " + failed + " " + p99Micros + " " + newest;
    }
}
