// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.cluster;

import io.dogpile.cluster.Happening.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds reads that saw what a remove, put or clear that had returned before had done away with.
 *
 * <p>A value that a loader made must not be seen by a read that began after a change had returned, if the loader was
 * asked for it before the origin was changed; that is told by the version. A value that was put must not be seen by a read that began
 * after a change had returned that had been called after the put had returned. What the process itself changed counts at once;
 * what others changed counts after a bound, which is zero unless the store says otherwise.
 */
final class Resurrections {

    private final long bound;
    private final long clearBound;

    /**
     * Sets the bounds.
     *
     * @param bound after how many nanoseconds other processes have seen a remove or a put
     * @param clearBound the same of a clear
     */
    Resurrections(long bound, long clearBound) {
        this.bound = bound;
        this.clearBound = clearBound;
    }

    /** A read, and a change that it ought to have seen the outcome of. */
    record Resurrection(Happening read, Happening change) {}

    /** All that can be found; each read at most once. */
    List<Resurrection> in(Collection<Happening> happenings) {
        List<Happening> changes = happenings.stream()
                .filter(Happening::isChange)
                .sorted(Comparator.comparingLong(Happening::returned))
                .toList();
        Map<Long, Happening> puts = new HashMap<>();
        changes.stream().filter(each -> each.kind() == Kind.PUT).forEach(each -> puts.put(each.version(), each));
        List<Resurrection> found = new ArrayList<>();
        Map<String, List<Happening>> byKey = new HashMap<>();
        happenings.stream()
                .filter(Happening::isRead)
                .forEach(read -> byKey.computeIfAbsent(read.key(), key -> new ArrayList<>())
                        .add(read));
        byKey.forEach((key, reads) -> {
            List<Happening> own = changes.stream()
                    .filter(each -> each.kind() == Kind.CLEAR || each.key().equals(key))
                    .toList();
            reads.forEach(read -> look(read, own, puts, found));
        });
        return found;
    }

    private void look(Happening read, List<Happening> changes, Map<Long, Happening> puts, List<Resurrection> found) {
        Happening put = read.kind() == Kind.READ_PUT ? puts.get(read.version()) : null;
        for (Happening change : changes) {
            if (change.returned() >= read.called()) {
                return;
            }
            boolean later = put == null ? change.version() > read.version() : change.called() > put.returned();
            if (later && change.returned() + boundOf(change, read) < read.called()) {
                found.add(new Resurrection(read, change));
                return;
            }
        }
    }

    private long boundOf(Happening change, Happening read) {
        if (change.process().equals(read.process())) {
            return 0;
        }
        return change.kind() == Kind.CLEAR ? clearBound : bound;
    }

    /** How many of the changes came while a load of their key was under way, in whichever process. */
    static long changesDuringLoads(Collection<Happening> happenings) {
        List<Happening> loads =
                happenings.stream().filter(each -> each.kind() == Kind.LOAD).toList();
        return happenings.stream()
                .filter(Happening::isChange)
                .filter(change -> loads.stream()
                        .anyMatch(load ->
                                (change.kind() == Kind.CLEAR || load.key().equals(change.key()))
                                        && load.called() < change.called()
                                        && change.called() < load.returned()))
                .count();
    }
}
