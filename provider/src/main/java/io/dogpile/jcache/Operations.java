// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import io.dogpile.jcache.Operation.Effect;
import io.dogpile.jcache.Operation.Lookup;
import org.jspecify.annotations.Nullable;

/**
 * What the operations of {@link javax.cache.Cache} on one entry mean. How they count follows the table "Statistics effects of
 * cache operations" of the specification (1.1, section 12.4).
 */
@SuppressWarnings("NullAway") // It does not follow results that may be null through lambdas.
final class Operations {

    private Operations() {}

    static <V> Operation<V, @Nullable Void> put(V value) {
        return live -> new Effect<>(new Change.Put<>(value), null, Lookup.UNCOUNTED);
    }

    static <V> Operation<V, @Nullable V> getAndPut(V value) {
        return live -> new Effect<>(new Change.Put<>(value), live, counted(live));
    }

    static <V> Operation<V, Boolean> putIfAbsent(V value) {
        return live -> live == null
                ? new Effect<>(new Change.Put<>(value), true, Lookup.MISS)
                : new Effect<>(new Change.None<>(), false, Lookup.HIT);
    }

    static <V> Operation<V, Boolean> remove() {
        return live -> new Effect<>(new Change.Remove<>(), live != null, Lookup.UNCOUNTED);
    }

    static <V> Operation<V, @Nullable V> getAndRemove() {
        return live -> new Effect<>(new Change.Remove<>(), live, counted(live));
    }

    static <V> Operation<V, Boolean> remove(V expected) {
        return live -> {
            if (live == null) {
                return new Effect<>(new Change.None<>(), false, Lookup.MISS);
            }
            return live.equals(expected)
                    ? new Effect<>(new Change.Remove<>(), true, Lookup.HIT)
                    : new Effect<>(new Change.Access<>(), false, Lookup.HIT);
        };
    }

    static <V> Operation<V, Boolean> replace(V value) {
        return live -> live == null
                ? new Effect<>(new Change.None<>(), false, Lookup.MISS)
                : new Effect<>(new Change.Put<>(value), true, Lookup.HIT);
    }

    static <V> Operation<V, Boolean> replace(V expected, V value) {
        return live -> {
            if (live == null) {
                return new Effect<>(new Change.None<>(), false, Lookup.MISS);
            }
            return live.equals(expected)
                    ? new Effect<>(new Change.Put<>(value), true, Lookup.HIT)
                    : new Effect<>(new Change.Access<>(), false, Lookup.HIT);
        };
    }

    static <V> Operation<V, @Nullable V> getAndReplace(V value) {
        return live -> live == null
                ? new Effect<>(new Change.None<>(), null, Lookup.MISS)
                : new Effect<>(new Change.Put<>(value), live, Lookup.HIT);
    }

    private static Lookup counted(@Nullable Object live) {
        return live == null ? Lookup.MISS : Lookup.HIT;
    }
}
