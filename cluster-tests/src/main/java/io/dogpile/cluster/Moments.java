// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.cluster;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The clock that the processes of one host have in common, in nanoseconds; on Linux {@link System#nanoTime} is one. */
final class Moments {

    private Moments() {}

    static long now() {
        return System.nanoTime();
    }

    static long millis(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }

    /** Waits until then, or until the thread is interrupted. */
    static void await(long moment) {
        for (long left = moment - now(); left > 0 && !Thread.currentThread().isInterrupted(); left = moment - now()) {
            LockSupport.parkNanos(left);
        }
    }
}
