// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import io.dogpile.backend.Stored;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Invalidates, one by one, the stored values that a condition holds for, and the leases of loads of their keys. */
final class ConditionalInvalidation<K, V> {

    private final Slots<K, V> slots;
    private final BiPredicate<? super K, EntryMetadata> condition;
    private final Invalidation how;

    ConditionalInvalidation(Slots<K, V> slots, BiPredicate<? super K, EntryMetadata> condition, Invalidation how) {
        this.slots = slots;
        this.condition = Objects.requireNonNull(condition, "condition");
        this.how = Objects.requireNonNull(how, "how");
    }

    /** Returns how many values it concerned. */
    long run() {
        long count = 0;
        Iterator<Map.Entry<K, Stored<V>>> entries = slots.entries();
        while (entries.hasNext()) {
            Map.Entry<K, Stored<V>> entry = entries.next();
            if (invalidate(entry.getKey(), entry.getValue())) {
                count++;
            }
        }
        return count;
    }

    private boolean invalidate(K key, @Nullable Stored<V> found) {
        Stored<V> stored = found;
        while (stored != null && isConcerned(key, stored)) {
            boolean valued = slots.state(stored) != State.ABSENT;
            if (slots.replace(key, stored, invalidated(stored))) {
                return valued;
            }
            stored = slots.read(key);
        }
        return false;
    }

    private boolean isConcerned(K key, Stored<V> stored) {
        State state = slots.state(stored);
        boolean loading = stored.lease() != null;
        boolean changes = state == State.FRESH || loading || (state == State.STALE && how == Invalidation.HARD);
        return changes && condition.test(key, EntryMetadata.of(stored, state, slots.now()));
    }

    /** What is to stand there; the lease goes in any case, so that what is being loaded is not stored. */
    private @Nullable Stored<V> invalidated(Stored<V> stored) {
        if (how == Invalidation.HARD || stored.value() == null) {
            return null;
        }
        Stored<V> stale = stored.softened();
        return stale.with(stale.terms().lease(null).token(null));
    }
}
