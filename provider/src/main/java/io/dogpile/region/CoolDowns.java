// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import io.dogpile.config.Durations;
import io.dogpile.config.Loading;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Keys whose last load failed and that rest before they are tried again, longer each time, so that a broken source is asked at
 * a bounded rate.
 */
final class CoolDowns<K> {

    private static final double GROWTH = 1.5;

    /** More keys than this do not rest: bounded memory counts for more than a bounded rate. */
    private static final int MOST_KEYS = 10_000;

    /** How many failures pass before keys that nobody asks for any more are forgotten. */
    private static final int FORGET_EVERY = 256;

    private record Rest(int failures, long untilNanos, Throwable cause) {}

    private final ConcurrentMap<K, Rest> resting = new ConcurrentHashMap<>();
    private final AtomicInteger forgotten = new AtomicInteger();
    private final RandomGenerator random;
    private final double firstNanos;
    private final long atMostNanos;

    CoolDowns(Loading loading, RandomGenerator random) {
        this.random = random;
        this.firstNanos = TimeUnit.MILLISECONDS.toNanos(Durations.toMillisSaturated(loading.coolDown()));
        this.atMostNanos = TimeUnit.MILLISECONDS.toNanos(Durations.toMillisSaturated(loading.coolDownAtMost()));
    }

    /** Whether no key rests, so that there is no need to look at a clock. */
    boolean areNone() {
        return resting.isEmpty();
    }

    /** Why the key rests at this moment, or null if it does not. */
    @Nullable
    Throwable causeOf(K key, long nowNanos) {
        Rest rest = resting.isEmpty() ? null : resting.get(key);
        return rest != null && nowNanos - rest.untilNanos < 0 ? rest.cause : null;
    }

    void failed(K key, Throwable cause, long nowNanos) {
        if (firstNanos == 0) {
            return;
        }
        if (resting.size() >= MOST_KEYS || forgotten.incrementAndGet() % FORGET_EVERY == 0) {
            resting.values().removeIf(rest -> nowNanos - rest.untilNanos > atMostNanos);
        }
        Rest before = resting.get(key);
        if (before != null || resting.size() < MOST_KEYS) {
            int failures = before == null ? 1 : before.failures + 1;
            resting.put(key, new Rest(failures, nowNanos + delay(failures), cause));
        }
    }

    private long delay(int failures) {
        double full = Math.min((double) atMostNanos, firstNanos * Math.pow(GROWTH, failures - 1));
        return (long) (full * (0.5 + random.nextDouble() / 2));
    }

    void succeeded(K key) {
        if (!resting.isEmpty()) {
            resting.remove(key);
        }
    }

    void clear() {
        resting.clear();
    }
}
