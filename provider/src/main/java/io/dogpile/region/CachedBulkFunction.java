// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A function of many arguments at once whose results are kept one by one in a region, made by {@link Region#cachedAll}: it is asked
 * only for what is missing.
 *
 * <p>Thread-safe. Fails as the region does. Arguments and values are not null. Results are in the order of the arguments; one
 * that there is none for is not contained.
 *
 * @param <A> type of arguments
 * @param <V> type of results
 */
public final class CachedBulkFunction<A, V> {

    private final Kept<A, ?, V> kept;
    private final BulkCreator<A, V> original;

    /** A region, seen by arguments, and what is wanted of it. Arguments of which the generator makes the same key count as one. */
    private record Kept<A, K, V>(
            Region<K, V> region,
            KeyGenerator<? super A, ? extends K> keys,
            Supplier<? extends ReadOptions<Object, ? super V>> options) {

        Kept<A, K, V> with(Supplier<? extends ReadOptions<Object, ? super V>> other) {
            return new Kept<>(region, keys, other);
        }

        Map<A, K> keys(Collection<? extends A> arguments) {
            Map<A, K> all = new LinkedHashMap<>();
            for (A argument : arguments) {
                all.put(
                        Objects.requireNonNull(argument, "argument"),
                        Objects.requireNonNull(keys.key(argument), "the key generator returned no key"));
            }
            return all;
        }

        Map<A, V> getOrCreate(Collection<? extends A> arguments, BulkCreator<A, V> function) {
            return getOrCreate(arguments, function, options.get());
        }

        Map<A, V> regenerate(Collection<? extends A> arguments, BulkCreator<A, V> function) {
            return getOrCreate(arguments, function, options.get().anew());
        }

        private Map<A, V> getOrCreate(
                Collection<? extends A> arguments, BulkCreator<A, V> function, ReadOptions<Object, ? super V> wanted) {
            Map<A, K> asked = keys(arguments);
            return byArgument(
                    asked, region.getOrCreateAll(Set.copyOf(asked.values()), translated(asked, function), wanted));
        }

        Map<A, V> get(Collection<? extends A> arguments) {
            Map<A, K> asked = keys(arguments);
            return byArgument(asked, region.getAll(asked.values(), options.get()));
        }

        void put(Map<? extends A, ? extends V> results) {
            Map<K, V> values = new LinkedHashMap<>();
            keys(results.keySet()).forEach((argument, key) -> values.put(key, results.get(argument)));
            region.putAll(values);
        }

        void remove(Collection<? extends A> arguments) {
            region.removeAll(keys(arguments).values());
        }

        private static <A, K, V> Map<A, V> byArgument(Map<A, K> asked, Map<K, V> found) {
            Map<A, V> results = new LinkedHashMap<>();
            asked.forEach((argument, key) -> {
                V value = found.get(key);
                if (value != null) {
                    results.put(argument, value);
                }
            });
            return results;
        }

        /** The function as a creator that is asked for keys. */
        private static <A, K, V> BulkCreator<K, V> translated(Map<A, K> asked, BulkCreator<A, V> function) {
            Map<K, A> arguments = new HashMap<>();
            asked.forEach((argument, key) -> arguments.putIfAbsent(key, argument));
            return keys -> {
                Map<A, V> made =
                        function.create(keys.stream().map(arguments::get).collect(Collectors.toUnmodifiableSet()));
                Map<K, V> results = new HashMap<>();
                keys.forEach(key -> {
                    V value = made.get(arguments.get(key));
                    if (value != null) {
                        results.put(key, value);
                    }
                });
                return results;
            };
        }
    }

    <K> CachedBulkFunction(Region<K, V> region, KeyGenerator<? super A, ? extends K> keys, BulkCreator<A, V> original) {
        this(new Kept<>(region, Objects.requireNonNull(keys, "keys"), ReadOptions::defaults), original);
    }

    private CachedBulkFunction(Kept<A, ?, V> kept, BulkCreator<A, V> original) {
        this.kept = kept;
        this.original = Objects.requireNonNull(original, "original");
    }

    /**
     * The same function over the same results, which are read and made as these options say.
     *
     * @param options asked at each call; does not return null
     */
    public CachedBulkFunction<A, V> with(Supplier<? extends ReadOptions<Object, ? super V>> options) {
        return new CachedBulkFunction<>(kept.with(Objects.requireNonNull(options, "options")), original);
    }

    /** The results, kept or made now by one call of the function. */
    public Map<A, V> call(Collection<? extends A> arguments) {
        return kept.getOrCreate(arguments, original);
    }

    /** The results that are kept and fresh. */
    public Map<A, V> get(Collection<? extends A> arguments) {
        return kept.get(arguments);
    }

    /** Keeps results that were found otherwise. */
    public void set(Map<? extends A, ? extends V> results) {
        kept.put(results);
    }

    /** Forgets the results. */
    public void invalidate(Collection<? extends A> arguments) {
        kept.remove(arguments);
    }

    /** Makes the results anew by one call of the function, however fresh the kept ones are. */
    public Map<A, V> refresh(Collection<? extends A> arguments) {
        return kept.regenerate(arguments, original);
    }

    /** The function itself. */
    public BulkCreator<A, V> original() {
        return original;
    }
}
