// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes the value of a key and says how long it lives. A method that takes a creator gets it by way of {@link #of}:
 * {@code region.getOrCreate(key, TimedCreator.of(k -> new Timed<>(load(k), Duration.ofMinutes(5))))}.
 *
 * @param <K> type of keys
 * @param <V> type of values
 */
@FunctionalInterface
@SuppressWarnings("FunctionalInterfaceMethodChanged") // It is meant to be the same, and a lifetime.
public interface TimedCreator<K, V> extends Creator<K, V> {

    /** Makes the value, as {@link Creator#create} does. */
    Timed<V> createTimed(K key) throws Exception;

    @Override
    default @Nullable V create(K key) throws Exception {
        return timed(createTimed(key)).value();
    }

    /** The function as a creator. */
    static <K, V> Creator<K, V> of(TimedCreator<K, V> function) {
        return Objects.requireNonNull(function, "function");
    }

    private static <V> Timed<V> timed(Timed<V> made) {
        return Objects.requireNonNull(made, "the creator returned null instead of a Timed");
    }
}
