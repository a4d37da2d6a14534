// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Makes the value of a key and says how long it lives; passed on by way of {@link #of}, as {@link TimedCreator} is.
 *
 * @param <K> type of keys
 * @param <V> type of values
 */
@FunctionalInterface
@SuppressWarnings("FunctionalInterfaceMethodChanged") // It is meant to be the same, and a lifetime.
public interface TimedAsyncCreator<K, V> extends AsyncCreator<K, V> {

    /** Begins to make the value, as {@link AsyncCreator#create} does. */
    CompletionStage<Timed<V>> createTimed(K key) throws Exception;

    @Override
    default CompletionStage<? extends @Nullable V> create(K key) throws Exception {
        return createTimed(key).thenApply(Timed::value);
    }

    /** The function as a creator. */
    static <K, V> AsyncCreator<K, V> of(TimedAsyncCreator<K, V> function) {
        return Objects.requireNonNull(function, "function");
    }
}
