// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the readers of one process saw, by the number of the load, until it is told to the parent. Thread-safe. */
final class Sightings {

    static final long NEVER = Long.MIN_VALUE;

    private final Map<Long, Sighting> untold = new TreeMap<>();
    private final Map<Long, Long> ownFlights = new TreeMap<>();
    private final String process;
    private boolean measured;

    Sightings(String process) {
        this.process = process;
    }

    /** What was seen of one load since it was told last. */
    private static final class Sighting {
        private long firstEnd = NEVER;
        private long lastStart = NEVER;
        private final List<Long> waits = new ArrayList<>();
    }

    /** From now on, it counts how long waiters wait. */
    synchronized void measure() {
        measured = true;
    }

    /** A reader has read a value. */
    synchronized void saw(Sample sample, String thread, long start, long end) {
        Sighting sighting = untold.computeIfAbsent(sample.number(), number -> new Sighting());
        boolean own = sample.process().equals(process);
        if (own && sample.thread().equals(thread) && start < sample.ready()) {
            ownFlights.put(sample.number(), end);
            return;
        }
        if (measured && start < sample.ready()) {
            sighting.waits.add((end - sample.ready()) / 1_000);
        }
        if (!own) {
            sighting.firstEnd = sighting.firstEnd == NEVER ? end : Math.min(sighting.firstEnd, end);
        }
        // Whoever reads while the flight is under way in this process gets its outcome, stored or not.
        if (!own || start > ownFlights.getOrDefault(sample.number(), Long.MAX_VALUE)) {
            sighting.lastStart = Math.max(sighting.lastStart, start);
        }
    }

    /** Tells what was seen since the last time: {@code @seen number first-end last-start wait,wait,...}, in microseconds. */
    synchronized void tell() {
        untold.forEach((number, sighting) -> Said.line(
                "seen",
                number,
                sighting.firstEnd,
                sighting.lastStart,
                sighting.waits.stream().map(String::valueOf).collect(Collectors.joining(",", "[", "]"))));
        untold.clear();
    }
}
