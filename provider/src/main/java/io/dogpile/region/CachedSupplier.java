// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One value that is kept in a region under one key: the way to make it, and the ways to what is kept.
 *
 * <p>Thread-safe. Fails as the region does.
 *
 * @param <V> type of the value
 */
public final class CachedSupplier<V> {

    private final CachedFunction<Callable<? extends V>, V> function;
    private final Callable<? extends V> original;

    private CachedSupplier(CachedFunction<Callable<? extends V>, V> function, Callable<? extends V> original) {
        this.function = function;
        this.original = Objects.requireNonNull(original, "original");
    }

    /** Keeps in the region, under the key, what {@code original} makes. */
    public static <K, V> CachedSupplier<V> of(Region<K, V> region, K key, Callable<? extends V> original) {
        Objects.requireNonNull(key, "key");
        return new CachedSupplier<>(region.cached(same -> key, Callable::call), original);
    }

    /**
     * The same function over the same result, which is read and made as these options say.
     *
     * @param options asked at each call; does not return null
     */
    public CachedSupplier<V> with(Supplier<? extends ReadOptions<Object, ? super V>> options) {
        return new CachedSupplier<>(function.with(options), original);
    }

    /** The value, kept or made now; null if there is none. */
    public @Nullable V call() {
        return function.call(original);
    }

    /** The value that is kept, if it is fresh; else null. */
    public @Nullable V get() {
        return function.get(original);
    }

    /** Keeps a value that was found otherwise. */
    public void set(V value) {
        function.set(original, value);
    }

    /** Forgets the value. */
    public void invalidate() {
        function.invalidate(original);
    }

    /** Makes the value anew, however fresh the kept one is. */
    public @Nullable V refresh() {
        return function.refresh(original);
    }

    /** The way to make it. */
    public Callable<? extends V> original() {
        return original;
    }
}
