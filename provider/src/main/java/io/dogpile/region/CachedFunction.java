// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A function whose results are kept in a region, made by {@link Region#cached}: the function, and the ways to what is kept of it.
 *
 * <p>Thread-safe. Fails as the region does. Arguments and values are not null, but where it says so.
 *
 * @param <A> type of arguments; a record or a list where there are several
 * @param <V> type of results
 */
public final class CachedFunction<A, V> {

    private final Kept<A, ?, V> kept;
    private final Creator<? super A, ? extends V> original;

    /** A region, seen by arguments, and what is wanted of it. */
    private record Kept<A, K, V>(
            Region<K, V> region,
            KeyGenerator<? super A, ? extends K> keys,
            Supplier<? extends ReadOptions<Object, ? super V>> options) {

        Kept<A, K, V> with(Supplier<? extends ReadOptions<Object, ? super V>> other) {
            return new Kept<>(region, keys, other);
        }

        K key(A argument) {
            return Objects.requireNonNull(keys.key(argument), "the key generator returned no key");
        }

        @Nullable
        V getOrCreate(A argument, Creator<? super A, ? extends V> function) {
            return region.getOrCreate(key(argument), key -> function.create(argument), options.get());
        }

        @Nullable
        V regenerate(A argument, Creator<? super A, ? extends V> function) {
            return region.getOrCreate(
                    key(argument),
                    key -> function.create(argument),
                    options.get().anew());
        }

        @Nullable
        V get(A argument) {
            return region.get(key(argument), options.get());
        }

        void put(A argument, V value) {
            region.put(key(argument), value);
        }

        void remove(A argument) {
            region.remove(key(argument));
        }
    }

    <K> CachedFunction(
            Region<K, V> region, KeyGenerator<? super A, ? extends K> keys, Creator<? super A, ? extends V> original) {
        this(new Kept<>(region, Objects.requireNonNull(keys, "keys"), ReadOptions::defaults), original);
    }

    private CachedFunction(Kept<A, ?, V> kept, Creator<? super A, ? extends V> original) {
        this.kept = kept;
        this.original = Objects.requireNonNull(original, "original");
    }

    /**
     * The same function over the same results, which are read and made as these options say.
     *
     * @param options asked at each call, so that an expiration may change as time goes by; does not return null
     */
    public CachedFunction<A, V> with(Supplier<? extends ReadOptions<Object, ? super V>> options) {
        return new CachedFunction<>(kept.with(Objects.requireNonNull(options, "options")), original);
    }

    /** The result, kept or made now; null if the function says so. */
    public @Nullable V call(A argument) {
        return kept.getOrCreate(argument, original);
    }

    /** The result that is kept, if it is fresh; else null. */
    public @Nullable V get(A argument) {
        return kept.get(argument);
    }

    /** Keeps a result that was found otherwise. */
    public void set(A argument, V value) {
        kept.put(argument, value);
    }

    /** Forgets the result. */
    public void invalidate(A argument) {
        kept.remove(argument);
    }

    /** Makes the result anew, however fresh the kept one is; whoever asks meanwhile is served as at any regeneration. */
    public @Nullable V refresh(A argument) {
        return kept.regenerate(argument, original);
    }

    /** The function itself. */
    public Creator<? super A, ? extends V> original() {
        return original;
    }
}
