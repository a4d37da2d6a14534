// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.examples.cluster;

import io.dogpile.examples.quickstart.BestSeller;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javax.cache.CacheException;

/** What the threads of a process saw since somebody asked. Thread-safe. */
final class Second {

    /** What takes longer than this has waited for somebody. */
    private static final long WAIT_NANOS = 50_000_000;

    private final Duration lifetime;
    private List<Long> nanos = new ArrayList<>();
    private Instant newest = Instant.EPOCH;
    private long stale;
    private long failed;

    Second(Duration lifetime) {
        this.lifetime = lifetime;
    }

    /** Asks, and notes how long it took and how old the answer is. */
    void ask(Supplier<BestSeller> question) {
        Instant asked = Instant.now();
        long begin = System.nanoTime();
        try {
            note(question.get().asOf(), asked, System.nanoTime() - begin);
        } catch (CacheException e) {
            fail();
        }
    }

    private synchronized void note(Instant asOf, Instant asked, long took) {
        nanos.add(took);
        newest = asOf.isAfter(newest) ? asOf : newest;
        stale += asOf.plus(lifetime).isBefore(asked) ? 1 : 0;
    }

    private synchronized void fail() {
        failed++;
    }

    /** What happened, and from now on counts anew. */
    synchronized Report next() {
        long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
        long waits = nanos.stream().filter(took -> took > WAIT_NANOS).count();
        long p99 = sorted.length == 0 ? 0 : sorted[(int) Math.ceil(0.99 * sorted.length) - 1] / 1_000;
        Report report = new Report(sorted.length, stale, waits, failed, p99, newest.toEpochMilli());
        nanos = new ArrayList<>();
        stale = 0;
        failed = 0;
        return report;
    }
}
