// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Three processes share a store, whose clock is right: so is that of the first, and the others' are wrong in either direction. That a
 * machine is slow proves nothing: only a read that began too late and saw a value, or ended too early and saw none, is wrong.
 */
final class SkewedClocksTest {

    private static final int[] AHEAD_MILLIS = {0, 8_000, -8_000};
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** Memcached tells whole seconds only, perhaps one late. */
    @ParameterizedTest
    @CsvSource({"REDIS, 1500, 400", "HAZELCAST, 1500, 400", "HAZELCAST_CLIENT, 1500, 400", "MEMCACHED, 3000, 2000"})
    void aValueLastsForItsLifetimeWhoeverWroteItAndWhoeverReadsIt(StoreKind kind, long lifetime, long tolerance) {
        Map<String, String> options = Map.of("expiry", "created " + lifetime + "ms", kind.timeoutOption(), "10s");
        try (Cluster cluster = new Cluster(kind, AHEAD_MILLIS.length, options, Duration.ZERO, Duration.ZERO)) {
            try {
                judge(started(cluster), lifetime, tolerance);
            } catch (AssertionError e) {
                throw new AssertionError(e.getMessage() + "\n" + cluster.log(), e);
            }
        }
    }

    private static Child[] started(Cluster cluster) {
        return cluster.startAll(
                AHEAD_MILLIS.length,
                number -> cluster.start(number, said -> {}, SkewedWorker.class, "" + AHEAD_MILLIS[number]));
    }

    private static void judge(Child[] processes, long lifetime, long tolerance) {
        Said[] puts = new Said[processes.length];
        for (int i = 0; i < processes.length; i++) {
            processes[i].send("put by-" + i);
            puts[i] = processes[i].await("put", PATIENCE);
        }
        for (Child process : processes) {
            process.send("watch by-0 by-1 by-2");
        }
        for (int reader = 0; reader < processes.length; reader++) {
            for (int i = 0; i < processes.length; i++) {
                Said end = processes[reader].await("end", PATIENCE);
                int writer = Integer.parseInt(end.words().get(0).substring("by-".length()));
                String what = "what the process %+d ms ahead wrote, for the one %+d ms ahead"
                        .formatted(AHEAD_MILLIS[writer], AHEAD_MILLIS[reader]);
                assertThat(millisBetween(puts[writer].number(2), end.number(1)))
                        .as("the last sight of %s", what)
                        .isLessThanOrEqualTo(lifetime + tolerance);
                assertThat(millisBetween(puts[writer].number(1), end.number(2)))
                        .as("the end of %s", what)
                        .isGreaterThanOrEqualTo(lifetime - tolerance);
            }
        }
    }

    private static long millisBetween(long moment, long later) {
        return Duration.ofNanos(later - moment).toMillis();
    }
}
