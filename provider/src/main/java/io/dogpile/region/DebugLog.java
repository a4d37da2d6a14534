// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What happens to a region's keys, in the log at debug level: a hundred lines in a second, and how many more there were. Thread-safe. */
final class DebugLog {

    private static final Logger LOG = LoggerFactory.getLogger("io.dogpile.region");
    private static final int MOST = 100;
    private static final int LEFT_OUT = -1;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final String region;
    private final LongSupplier nanos;
    private final ReentrantLock lock = new ReentrantLock();
    private long since;
    private int lines;

    DebugLog(String region, LongSupplier nanos) {
        this.region = region;
        this.nanos = nanos;
        this.since = nanos.getAsLong();
    }

    boolean isOn() {
        return LOG.isDebugEnabled();
    }

    /** Writes what happened to a key, where {@code {}} stands for it. */
    void line(String what, Object key) {
        if (!isOn()) {
            return;
        }
        int leftOut = admit();
        if (leftOut > 0) {
            LOG.debug("region '{}': {} more lines were left out", region, leftOut);
        }
        if (leftOut != LEFT_OUT) {
            LOG.debug("region '{}': " + what, region, KeyText.of(key));
        }
    }

    /** Returns how many lines have been left out lately, or {@link #LEFT_OUT} for this one. */
    private int admit() {
        lock.lock();
        try {
            long now = nanos.getAsLong();
            if (now - since >= SECOND) {
                int before = lines;
                since = now;
                lines = 1;
                return Math.max(0, before - MOST);
            }
            lines++;
            return lines > MOST ? LEFT_OUT : 0;
        } finally {
            lock.unlock();
        }
    }
}
