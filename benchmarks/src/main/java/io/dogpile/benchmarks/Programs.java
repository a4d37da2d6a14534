// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** The measurements that need a JVM of their own each time: heap, first put, stampede. */
final class Programs {
    // Buffers for allocation would count as used: they are several megabytes.
    private static final List<String> EXACT_HEAP = List.of("-Xms2g", "-Xmx2g", "-XX:+UseSerialGC", "-XX:-UseTLAB");
    private static final int CACHES = 1_000;

    private final Effort effort;

    Programs(Effort effort) {
        this.effort = effort;
    }

    Cell bytesPerEntry(Peer peer, Expiry expiry) {
        Expiry possible = peer == Peer.MAP ? Expiry.ETERNAL : expiry;
        return bytes(Setting.plain(peer, possible), possible.name(), effort.heapEntries());
    }

    Cell bytesPerEmptyCache(Peer peer) {
        return bytes(Setting.plain(peer, Expiry.ETERNAL), "CACHES", CACHES);
    }

    Cell firstPut(Peer peer) {
        return cell(
                Setting.plain(peer, Expiry.ETERNAL),
                () -> Cell.Figure.of(IntStream.range(0, effort.firstPuts())
                        .mapToObj(run ->
                                Child.ask(FirstPut.class, List.of(), peer).nanos() / 1e6)
                        .toList()));
    }

    /** One line of the stampede's table, with {@code properties} for the manager or none. */
    List<String> stampede(Peer peer, String title, String... properties) {
        String refusal = Setting.plain(peer, Expiry.CREATED).refusal();
        if (refusal != null) {
            return missing(title, refusal);
        }
        List<String> arguments = line(String.valueOf(effort.stampedeSeconds()), List.of(properties));
        try {
            Child.Answer answer = Child.ask(Stampede.class, List.of("-Xmx1g"), peer, arguments.toArray(String[]::new));
            return line(title, Outcome.parse(answer.line()).cells());
        } catch (IllegalStateException failure) {
            return missing(title, String.valueOf(failure.getMessage()));
        }
    }

    private static List<String> missing(String title, String reason) {
        return line(title + ": " + reason, Collections.nCopies(Outcome.HEADER.size(), "-"));
    }

    private static List<String> line(String first, List<String> others) {
        List<String> line = new ArrayList<>(List.of(first));
        line.addAll(others);
        return line;
    }

    private static Cell bytes(Setting setting, String what, int count) {
        return cell(setting, () -> {
            Child.Answer answer = Child.ask(Footprint.class, EXACT_HEAP, setting.peer(), what, String.valueOf(count));
            return new Cell.Figure(Double.parseDouble(answer.line()), 0);
        });
    }

    // One program that fails must not cost the figures of all the others.
    private static Cell cell(Setting setting, Supplier<Cell> measure) {
        String refusal = setting.refusal();
        if (refusal != null) {
            return new Cell.Missing(refusal);
        }
        try {
            return measure.get();
        } catch (IllegalStateException failure) {
            return new Cell.Missing(String.valueOf(failure.getMessage()));
        }
    }
}
