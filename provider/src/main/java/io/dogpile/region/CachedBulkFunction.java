// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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

    /** A region, seen by arguments. Those of which the generator makes the same key count as one. */
    private record Kept<A, K, V>(Region<K, V> region, KeyGenerator<? super A, ? extends K> keys) {

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
            Map<A, K> asked = keys(arguments);
            return byArgument(asked, region.getOrCreateAll(Set.copyOf(asked.values()), translated(asked, function)));
        }

        Map<A, V> regenerate(Collection<? extends A> arguments, BulkCreator<A, V> function) {
            Map<A, K> asked = keys(arguments);
            return byArgument(
                    asked,
                    region.getOrCreateAll(Set.copyOf(asked.values()), translated(asked, function), ReadOptions.ANEW));
        }

        Map<A, V> get(Collection<? extends A> arguments) {
            Map<A, K> asked = keys(arguments);
            return byArgument(asked, region.getAll(asked.values()));
        }

        void put(Map<? extends A, ? extends V> results) {
            keys(results.keySet())
                    .forEach(
                            (argument, key) -> region.put(key, Objects.requireNonNull(results.get(argument), "value")));
        }

        void remove(Collection<? extends A> arguments) {
            keys(arguments).values().forEach(region::remove);
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
        this.kept = new Kept<>(region, Objects.requireNonNull(keys, "keys"));
        this.original = Objects.requireNonNull(original, "original");
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
