// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * Epoch time that never goes back, for ages of values that live and die with this process.
 *
 * <p>It reads the wall clock once and goes on by the monotonic one. Where the wall clock is found ahead, because the machine
 * slept or was set right, this clock follows: values may age early then, but none is served beyond its time.
 */
final class SteadyClock implements InstantSource {

    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long CHECK_EVERY_NANOS = 1_000 * NANOS_PER_MILLI;

    private final LongSupplier nanos;
    private final InstantSource wall;

    /** Replaced as one, so that no reader sees half of a correction. */
    private final AtomicReference<Anchor> anchor;

    private record Anchor(long nanos, long millis, long checked) {}

    SteadyClock(LongSupplier nanos, InstantSource wall) {
        this.nanos = nanos;
        this.wall = wall;
        long now = nanos.getAsLong();
        this.anchor = new AtomicReference<>(new Anchor(now, wall.millis(), now));
    }

    @Override
    public long millis() {
        return millis(nanos.getAsLong());
    }

    /** What this clock shows at a moment of the monotonic one, a recent one. */
    long millis(long now) {
        Anchor from = anchor.get();
        if (now - from.checked > CHECK_EVERY_NANOS) {
            from = follow(from, now);
        }
        return from.millis + (now - from.nanos) / NANOS_PER_MILLI;
    }

    /** Whether that is the monotonic clock by which this one goes. */
    @SuppressWarnings("ReferenceEquality") // Another one that counts alike would be another clock.
    boolean goesBy(LongSupplier monotonic) {
        return nanos == monotonic;
    }

    private Anchor follow(Anchor from, long now) {
        long steady = from.millis + (now - from.nanos) / NANOS_PER_MILLI;
        long actual = wall.millis();
        Anchor next = actual > steady ? new Anchor(now, actual, now) : new Anchor(from.nanos, from.millis, now);
        // Of racing threads one moves the anchor; a late one must not move it back.
        return anchor.compareAndSet(from, next) ? next : anchor.get();
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis());
    }
}
