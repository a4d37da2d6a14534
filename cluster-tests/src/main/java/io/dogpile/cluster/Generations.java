// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.cluster;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Counts the loads of one key, and tells which of them were one too many. Not thread-safe.
 *
 * <p>A <b>generation</b> is what one load should have been enough for. It begins with a load, and lasts until the value of its
 * latest load has expired: for the value's lifetime, counted from when the origin was told that the process that asked has the
 * value. As long as nobody has it, because the load is under way or whoever asked for it has died or stands still, the
 * generation does not end. Every load after its first one is <b>extra</b>: it began while another load of the generation
 * was under way, or although the value of one cannot have expired yet.
 *
 * <p>So much is strict: a load that is overtaken by another is not forgotten, and a death does not begin a generation. A load
 * that begins at most {@link #tolerance} before the lifetime is over begins a new generation all the same: the
 * processes' clocks, by which lifetimes are measured, disagree a little. And a load whose value the store
 * did not take, or did not say so, is of no generation: as a rule nobody else can see it.
 */
final class Generations {

    private final long lifetime;
    private final long tolerance;

    /** Those that are judged, by their numbers. */
    private final NavigableMap<Long, Load> judged = new TreeMap<>();

    private long loads;

    /** One load. */
    private static final class Load {

        private final long began;
        private boolean owned;
        private long ownedSince;

        Load(long began) {
            this.began = began;
        }
    }

    /**
     * Counts from zero.
     *
     * @param lifetime of a value, in nanoseconds
     * @param tolerance by how much a value may expire early, in nanoseconds
     */
    Generations(long lifetime, long tolerance) {
        this.lifetime = lifetime;
        this.tolerance = tolerance;
    }

    /** A load begins at that moment: returns its number, counted from 1. */
    long begin(long moment) {
        judged.put(++loads, new Load(moment));
        return loads;
    }

    /** The process that asked for the load of that number has its value. */
    void has(long load, long moment) {
        Load owned = judged.get(load);
        if (owned != null) {
            owned.owned = true;
            owned.ownedSince = moment;
        }
    }

    /** The store was not there to take the value of that load. */
    void unstored(long load) {
        judged.remove(load);
    }

    /** What is going on, for messages: how it stands with the latest load that is judged. */
    String describe(long moment) {
        Map.Entry<Long, Load> latest = judged.lastEntry();
        if (latest == null) {
            return "there was none";
        }
        Load load = latest.getValue();
        return "load " + latest.getKey()
                + (load.owned
                        ? " came in " + (moment - load.ownedSince) / 1_000_000 + " ms before"
                        : " has not come in");
    }

    long loads() {
        return loads;
    }

    /** Loads that were of no generation. */
    long unstored() {
        return loads - judged.size();
    }

    long extra() {
        long extra = 0;
        Load before = null;
        for (Load load : judged.values()) {
            extra += before == null || isExpired(before, load.began) ? 0 : 1;
            before = load;
        }
        return extra;
    }

    private boolean isExpired(Load load, long moment) {
        return load.owned && moment - load.ownedSince >= lifetime - tolerance;
    }

    long generations() {
        return judged.size() - extra();
    }
}
