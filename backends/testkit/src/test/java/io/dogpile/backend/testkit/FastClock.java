// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.testkit;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A second by this clock is a twentieth of one. */
final class FastClock extends Clock {

    private static final int FACTOR = 20;

    private final long began = Clock.systemUTC().millis();

    @Override
    public long millis() {
        return began + (Clock.systemUTC().millis() - began) * FACTOR;
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
