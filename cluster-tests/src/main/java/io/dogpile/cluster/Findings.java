// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.cluster;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the processes of a stampede have told of what they saw. Thread-safe. */
final class Findings {

    private final List<Long> waitsMicros = new ArrayList<>();
    private final Map<Long, Long> firstEnds = new TreeMap<>(Collections.reverseOrder());
    private final Map<Long, Long> lastStarts = new TreeMap<>(Collections.reverseOrder());
    private final Map<String, long[]> statistics = new TreeMap<>();

    /** Takes a line of one life of a process. */
    synchronized void add(String life, Said said) {
        switch (said.what()) {
            case "seen" -> {
                long number = said.number(0);
                merge(firstEnds, number, said.number(1), true);
                merge(lastStarts, number, said.number(2), false);
                addWaits(said.words().get(3));
            }
            case "stats" -> statistics.put(life, new long[] {said.number(0), said.number(1), said.number(2)});
            default -> {}
        }
    }

    private static void merge(Map<Long, Long> moments, long number, long moment, boolean first) {
        if (moment != Sightings.NEVER) {
            moments.merge(number, moment, first ? Math::min : Math::max);
        }
    }

    private void addWaits(String list) {
        for (String wait : list.substring(1, list.length() - 1).split(",", -1)) {
            if (!wait.isEmpty()) {
                waitsMicros.add(Long.valueOf(wait));
            }
        }
    }

    private long sum(int index) {
        return statistics.values().stream().mapToLong(each -> each[index]).sum();
    }

    synchronized long fenced() {
        return sum(0);
    }

    synchronized long failures() {
        return sum(1);
    }

    synchronized long hangs() {
        return sum(2);
    }

    synchronized int waits() {
        return waitsMicros.size();
    }

    /** How long 99 of 100 waiters at most waited for a value that was there, in milliseconds, rounded up. */
    synchronized long p99WaitMillis() {
        if (waitsMicros.isEmpty()) {
            return 0;
        }
        List<Long> sorted = waitsMicros.stream().sorted().toList();
        long micros = sorted.get((int) Math.ceil(sorted.size() * 0.99) - 1);
        return (micros + 999) / 1_000;
    }

    /**
     * How many loads were seen again by a read that began after another process's newer load had been read from the store: each is an
     * older value that has overwritten a newer one.
     */
    synchronized long staleOverwrites() {
        long stale = 0;
        long newerSince = Long.MAX_VALUE;
        Map<Long, Long> numbers = new TreeMap<>(Collections.reverseOrder());
        numbers.putAll(lastStarts);
        numbers.putAll(firstEnds);
        for (long number : numbers.keySet()) {
            if (lastStarts.getOrDefault(number, Long.MIN_VALUE) > newerSince) {
                stale++;
            }
            newerSince = Math.min(newerSince, firstEnds.getOrDefault(number, Long.MAX_VALUE));
        }
        return stale;
    }
}
