// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.cluster;

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
 * processes' clocks, by which lifetimes are measured, disagree a little.
 */
final class Generations {

    private final long lifetime;
    private final long tolerance;
    private long loads;
    private long extra;
    private boolean owned;
    private long ownedSince;

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
        if (loads > 0 && !(owned && moment - ownedSince >= lifetime - tolerance)) {
            extra++;
        }
        loads++;
        owned = false;
        return loads;
    }

    /** The process that asked for the load of that number has its value. Of no effect if a later load has begun. */
    void has(long load, long moment) {
        if (load == loads) {
            owned = true;
            ownedSince = moment;
        }
    }

    /** What is going on, for messages: how it stands with the latest load. */
    String describe(long moment) {
        return owned
                ? "load " + loads + " came in " + (moment - ownedSince) / 1_000_000 + " ms before"
                : "load " + loads + " has not come in";
    }

    long loads() {
        return loads;
    }

    long extra() {
        return extra;
    }

    long generations() {
        return loads - extra;
    }
}
