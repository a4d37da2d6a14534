// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The sentences in which a region says what went wrong: who, which key, how long. */
record Messages(String region) {

    private static final int LONGEST_KEY = 64;

    RegenerationException failed(Object key, Throwable cause) {
        return new RegenerationException(
                "region '" + region + "': making the value of key " + shortened(key) + " failed: " + cause, cause);
    }

    RegenerationException coolingDown(Object key, Throwable cause) {
        return new RegenerationException(
                "region '" + region + "': making the value of key " + shortened(key)
                        + " failed a moment ago, and it is not tried again yet: " + cause,
                cause);
    }

    RecursionException recursion(Object key) {
        return new RecursionException("region '" + region + "': making the value of key " + shortened(key)
                + " asks for that very value, itself or by way of other keys");
    }

    WaitException timedOut(Object key, Wait wait, Flight<?> flight, long nowNanos) {
        return timedOut(
                key,
                wait,
                nowNanos,
                flight.load + " has been loading for " + millis(flight.ageNanos(nowNanos)) + " ms");
    }

    WaitException timedOutOnOperation(Object key, Wait wait, long nowNanos) {
        return timedOut(key, wait, nowNanos, "an operation or another process has had for itself all the while");
    }

    private WaitException timedOut(Object key, Wait wait, long nowNanos, String byWhom) {
        return new WaitException(
                "region '" + region + "': waited " + millis(wait.waitedNanos(nowNanos)) + " ms for key "
                        + shortened(key) + ", which " + byWhom + " (wait-at-most is " + millis(wait.atMostNanos())
                        + " ms)",
                null);
    }

    WaitException lockTimedOut(Object key, long atMostNanos, String holder) {
        return new WaitException(
                "region '" + region + "': waited " + millis(atMostNanos) + " ms for the lock of loads of key "
                        + shortened(key) + ", which " + holder + " has (wait-at-most)",
                null);
    }

    WaitException interrupted(Object key, @Nullable InterruptedException cause) {
        return new WaitException("region '" + region + "': interrupted while waiting for key " + shortened(key), cause);
    }

    IllegalStateException closed() {
        return new IllegalStateException("region '" + region + "' is closed");
    }

    RegionNotConfiguredException notConfigured() {
        return new RegionNotConfiguredException(
                "region '" + region + "' is not configured yet: call its configure(...) before it is used");
    }

    RegionConfiguredException configured() {
        return new RegionConfiguredException("region '" + region
                + "' is configured already; reconfigure(...) gives it other settings and another store");
    }

    IllegalStateException fixed() {
        return new IllegalStateException(
                "region '" + region + "' belongs to a facade, such as a cache, and keeps its settings and its store");
    }

    private static long millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }

    private static String shortened(Object key) {
        String text = String.valueOf(key);
        return text.length() <= LONGEST_KEY ? text : text.substring(0, LONGEST_KEY) + "...";
    }
}
