// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/**
 * Time as a region sees it: all of it comes in from outside.
 *
 * @param clock tells the age of values
 * @param nanos measures waits, loads and leases; monotonic, in nanoseconds
 * @param waiting waits for others
 */
public record Time(InstantSource clock, LongSupplier nanos, Waiting waiting) {

    /** How a caller waits for an outcome that somebody else makes. */
    @FunctionalInterface
    public interface Waiting {

        /**
         * Waits until the future is done.
         *
         * @param nanos at most that long
         * @return whether it is done
         */
        boolean await(CompletableFuture<?> future, long nanos) throws InterruptedException;
    }

    /** What the clock shows at a moment of {@link #nanos} that has just been: both are told by one reading where one is enough. */
    long millis(long nowNanos) {
        return clock instanceof SteadyClock steady && steady.goesBy(nanos) ? steady.millis(nowNanos) : clock.millis();
    }

    static boolean park(CompletableFuture<?> future, long nanos) throws InterruptedException {
        try {
            future.get(nanos, TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return future.isDone();
        } catch (ExecutionException e) {
            throw new AssertionError("outcomes are values, never exceptions", e);
        }
    }
}
