// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Warnings of a region about what may happen all the time: one in ten seconds, by a monotonic clock. Thread-safe. */
final class QuietLog {

    private static final Logger LOG = LoggerFactory.getLogger("io.dogpile.region");
    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final LongSupplier nanos;
    private final AtomicLong quietUntil;

    QuietLog(LongSupplier nanos) {
        this.nanos = nanos;
        this.quietUntil = new AtomicLong(nanos.getAsLong());
    }

    /** Warns, unless there was a warning just now. */
    void warn(String format, @Nullable Object... arguments) {
        long now = nanos.getAsLong();
        long until = quietUntil.get();
        if (now - until >= 0 && quietUntil.compareAndSet(until, now + QUIET_NANOS)) {
            LOG.warn(format, arguments);
        }
    }
}
