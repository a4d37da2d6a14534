// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.cluster;

import java.time.Duration;
import java.util.function.IntFunction;

/**
 * Kills and stops the process that holds the lease, one fault after the other, each in the middle of a load. Not thread-safe.
 *
 * <p>The load that a fault is to hit does not end before it has hit, so that none misses.
 */
final class Faults {

    private final StampedePlan plan;
    private final Child origin;
    private final Child[] members;
    private final IntFunction<Child> restart;
    private int deaths;
    private int expired;
    private long longestTakeoverNanos;

    /**
     * Faults to come.
     *
     * @param members by number
     * @param restart starts a member of that number, and returns when it reads
     */
    Faults(StampedePlan plan, Child origin, Child[] members, IntFunction<Child> restart) {
        this.plan = plan;
        this.origin = origin;
        this.members = members;
        this.restart = restart;
    }

    /**
     * What was done, and what came of it.
     *
     * @param deaths of processes that held the lease
     * @param expired leases whose holders were stopped for longer than they last
     * @param longestTakeoverMillis from a fault until another process began to load
     * @param staleOverwrites of a newer value by an older one
     * @param hangs reads that took longer than they may
     */
    record Toll(int deaths, int expired, long longestTakeoverMillis, long staleOverwrites, long hangs) {

        @Override
        public String toString() {
            return "faults: %d deaths, %d expired leases, longest takeover %d ms, %d stale overwrites, %d hangs"
                    .formatted(deaths, expired, longestTakeoverMillis, staleOverwrites, hangs);
        }
    }

    void inject() {
        for (int i = 0; i < plan.kills(); i++) {
            kill();
        }
        for (int i = 0; i < plan.pauses(); i++) {
            pause();
        }
    }

    private void kill() {
        Said held = hold();
        int holder = holder(held);
        long since = Moments.now();
        members[holder].kill();
        deaths++;
        origin.send("release");
        awaitTakeover(since);
        members[holder].close();
        members[holder] = restart.apply(holder);
    }

    private void pause() {
        Said held = hold();
        Child holder = members[holder(held)];
        long since = Moments.now();
        holder.pause();
        try {
            long stopped = Moments.now();
            origin.send("release");
            awaitTakeover(since);
            Moments.await(stopped + plan.pause().toNanos());
            expired++;
        } finally {
            holder.resume();
        }
    }

    private Said hold() {
        origin.forget();
        origin.send("hold");
        return origin.await("held", StampedePlan.LIFETIME.plus(Duration.ofSeconds(20)));
    }

    private static int holder(Said held) {
        return Integer.parseInt(held.words().get(1).substring("jvm".length()));
    }

    private void awaitTakeover(long since) {
        Said load = origin.await("load", Duration.ofSeconds(30));
        longestTakeoverNanos = Math.max(longestTakeoverNanos, load.number(2) - since);
    }

    Toll toll(Findings findings) {
        return new Toll(
                deaths,
                expired,
                (longestTakeoverNanos + 999_999) / 1_000_000,
                findings.staleOverwrites(),
                findings.hangs());
    }
}
