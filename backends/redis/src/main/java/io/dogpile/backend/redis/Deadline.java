// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.redis;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The end of what one operation may take, by a monotonic clock.
 *
 * <p>Whoever finds it passed long ago was stopped itself, by the machine, a debugger or the collector. The answer has come meanwhile
 * then, and only has to be read: to give up at once would be to call a store away that is there. Immutable.
 */
record Deadline(LongSupplier nanoTime, long end) {

    private static final long OVERSLEPT = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long TO_READ = TimeUnit.MILLISECONDS.toNanos(100);

    /** So long from now. */
    static Deadline in(long nanos, LongSupplier nanoTime) {
        return new Deadline(nanoTime, nanoTime.getAsLong() + nanos);
    }

    /** Nanoseconds that are left; none if not positive. */
    long left() {
        return end - nanoTime.getAsLong();
    }

    /** Waits for an answer. */
    <T extends @Nullable Object> T await(Future<T> answer)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            return answer.get(left(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            if (left() > -OVERSLEPT) {
                throw e;
            }
            return answer.get(TO_READ, TimeUnit.NANOSECONDS);
        }
    }
}
