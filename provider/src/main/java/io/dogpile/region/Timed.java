// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import io.dogpile.config.Durations;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A value and how long it is to be fresh, from a {@link TimedCreator}.
 *
 * @param value the value; null if there is none
 * @param lifetime how long from now; rounded up to a millisecond, {@link Durations#UNLIMITED} is without end. Zero is not to be
 *     stored: the value is returned like one that {@link ReadOptions#cacheIf} refuses. Null is as the call or the region says. With
 *     a null value, how long it is remembered that there is none.
 */
public record Timed<V>(@Nullable V value, @Nullable Duration lifetime) {

    /**
     * Checks the lifetime.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public Timed {
        if (lifetime != null && lifetime.isNegative()) {
            throw new IllegalArgumentException("the lifetime of a value is negative: " + lifetime);
        }
    }

    /** A value that lives as the region says. */
    static <V> Timed<V> untimed(@Nullable V value) {
        return new Timed<>(value, null);
    }

    /** The lifetime in milliseconds, or what is given for none. */
    long millisOr(long none) {
        if (lifetime == null) {
            return none;
        }
        return lifetime.isZero() ? 0 : Math.max(1, Durations.toMillisSaturated(lifetime));
    }
}
