// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.redis;

import java.util.function.LongSupplier;

/** The end of what one operation may take, by a monotonic clock. Immutable. */
record Deadline(LongSupplier nanoTime, long end) {

    /** So long from now. */
    static Deadline in(long nanos, LongSupplier nanoTime) {
        return new Deadline(nanoTime, nanoTime.getAsLong() + nanos);
    }

    /** Nanoseconds that are left; none if not positive. */
    long left() {
        return end - nanoTime.getAsLong();
    }
}
