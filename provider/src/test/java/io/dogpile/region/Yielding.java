// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;

/**
 * Lets another thread go first now and then where somebody asks for the time. Decisions ask for it while they are made, so what
 * hardly ever happens in between happens often.
 */
final class Yielding {

    private static final int ONE_IN = 8;

    private Yielding() {}

    /** The same environment with that clock, and with clocks that yield. */
    static Environment environment(Environment of, InstantSource clock) {
        LongSupplier nanos = of.time().nanos();
        Time time = new Time(
                () -> Instant.ofEpochMilli(yielding(clock.millis())),
                () -> yielding(nanos.getAsLong()),
                of.time().waiting());
        return new Environment(time, of.random(), of.background(), of.maintenance());
    }

    private static long yielding(long now) {
        if (ThreadLocalRandom.current().nextInt(ONE_IN) == 0) {
            Thread.yield();
        }
        return now;
    }
}
