// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.cluster;

import java.util.ArrayList;
import java.util.List;

/**
 * What came of a stampede.
 *
 * @param generations what one load each should have been enough for: see {@link Generations}
 * @param loads in all
 * @param extra loads that were one too many
 * @param fenced results that were not stored because something newer was there
 * @param waits how many waiters were measured
 * @param wakeUpMillis how long after a value was there 99 of 100 waiters had it, in milliseconds
 * @param unstored loads beside those that were judged: their values were not stored because the store was away
 * @param failures reads that threw
 * @param faults what was done to the processes, and what came of that
 */
record StampedeResult(
        long generations,
        long loads,
        long extra,
        long fenced,
        long waits,
        long wakeUpMillis,
        long unstored,
        long failures,
        Faults.Toll faults) {

    private static final long TOLD_MILLIS = 20;
    private static final long POLLED_MILLIS = 60;

    /** The last line. */
    String summary(StampedePlan plan) {
        return "stampede %s: %d generations, %d loads, %d extra, %d fenced, p99 wake-up %d ms"
                .formatted(plan.kind(), generations, loads, extra, fenced, wakeUpMillis);
    }

    /** What a run is judged by. */
    static String limits(StampedePlan plan) {
        return plan.isFaulty()
                ? "limits: extra <= deaths + expired leases%s, takeover <= %d ms, 0 stale overwrites, 0 hangs (%d ms), 0 failures"
                        .formatted(
                                isStoreHit(plan) ? ", loads that found the store away apart" : "",
                                plan.takeoverLimit().toMillis(),
                                plan.readLimit().toMillis())
                : "limits: 0 extra, p99 wake-up <= %d ms, 0 stale overwrites, 0 hangs (%d ms), 0 failures"
                        .formatted(wakeUpLimit(plan), plan.readLimit().toMillis());
    }

    private static long wakeUpLimit(StampedePlan plan) {
        return plan.kind().isPolled() ? POLLED_MILLIS : TOLD_MILLIS;
    }

    /** What is not as it should be, whatever the machine is busy with; nothing if all is well. */
    List<String> wrongs(StampedePlan plan) {
        List<String> wrongs = new ArrayList<>();
        check(wrongs, extra <= faults.deaths() + faults.expired(), extra + " extra loads");
        check(wrongs, unstored == 0 || isStoreHit(plan), unstored + " loads found the store away");
        check(wrongs, generations >= 2, "only " + generations + " generations");
        check(wrongs, faults.deaths() == plan.kills(), "only " + faults.deaths() + " deaths");
        check(wrongs, faults.expired() == plan.pauses(), "only " + faults.expired() + " expired leases");
        check(wrongs, faults.staleOverwrites() == 0, faults.staleOverwrites() + " stale overwrites");
        check(wrongs, faults.hangs() == 0, faults.hangs() + " hangs");
        check(wrongs, failures == 0, failures + " failed reads");
        check(wrongs, waits > 0, "nobody ever waited");
        return wrongs;
    }

    /** A fault that hits the store leaves the processes without one for a while: each then loads for itself, and stores nothing. */
    private static boolean isStoreHit(StampedePlan plan) {
        return plan.isFaulty() && plan.kind().isEmbedded();
    }

    /** What takes too long; nothing if all is well. */
    List<String> delays(StampedePlan plan) {
        List<String> delays = new ArrayList<>();
        if (plan.isFaulty()) {
            long takeover = faults.longestTakeoverMillis();
            check(delays, takeover <= plan.takeoverLimit().toMillis(), "a takeover after " + takeover + " ms");
        } else {
            check(delays, wakeUpMillis <= wakeUpLimit(plan), "p99 wake-up " + wakeUpMillis + " ms");
        }
        return delays;
    }

    private static void check(List<String> wrongs, boolean well, String otherwise) {
        if (!well) {
            wrongs.add(otherwise);
        }
    }
}
