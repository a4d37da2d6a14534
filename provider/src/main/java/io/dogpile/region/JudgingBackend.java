// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import io.dogpile.backend.Backend;
import io.dogpile.backend.ForwardingBackend;
import io.dogpile.backend.Lease;
import io.dogpile.backend.Stored;
import io.dogpile.backend.Terms;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Hands out values as what they count as, and recognises them when they come back. */
record JudgingBackend<K, V>(Backend<K, V> delegate, Verdicts<K, V> verdicts) implements ForwardingBackend<K, V> {

    /** Of what is absent: nothing that anybody could use, at any time. */
    private static final Terms PAST = new Terms(0, 0, 0, 0, 0);

    /** Marks a value that was handed out as something else. */
    private record Judged(Stored<?> original) {}

    @Override
    public @Nullable Stored<V> get(K key) {
        Stored<V> stored = delegate.get(key);
        return stored == null ? null : judged(key, stored);
    }

    @Override
    public @Nullable Stored<V> current(K key) {
        Stored<V> stored = delegate.current(key);
        return stored == null ? null : judged(key, stored);
    }

    private Stored<V> judged(K key, Stored<V> stored) {
        Invalidation verdict = verdicts.of(key, stored);
        if (verdict == null) {
            return stored;
        }
        Judged token = new Judged(stored);
        return verdict == Invalidation.HARD
                ? absent(stored, token)
                : stored.softened().as(stored.value(), token);
    }

    /** Nothing that anybody could use; a load under way keeps its lease, which ends when it would have. */
    private Stored<V> absent(Stored<V> stored, Judged token) {
        Lease lease = stored.lease();
        if (lease == null) {
            return new Stored<>(null, PAST.token(token), 0);
        }
        Terms terms = stored.terms();
        return new Stored<>(
                null,
                new Terms(stored.created(), 0, 0, Terms.FOREVER, terms.generation(), 0, lease, token),
                stored.created());
    }

    @Override
    public Map<K, Stored<V>> getAll(Collection<? extends K> keys) {
        Map<K, Stored<V>> found = new HashMap<>(delegate.getAll(keys));
        found.replaceAll(this::judged);
        return found;
    }

    @Override
    public boolean replace(K key, @Nullable Stored<V> expected, @Nullable Stored<V> update) {
        return delegate.replace(key, expected == null ? null : original(expected), update);
    }

    @Override
    public void touch(K key, Stored<V> stored, long freshUntil) {
        delegate.touch(key, original(stored), freshUntil);
    }

    @SuppressWarnings("unchecked") // What is judged comes from this backend.
    private Stored<V> original(Stored<V> stored) {
        return stored.token() instanceof Judged judged ? (Stored<V>) judged.original : stored;
    }

    @Override
    public Iterator<Map.Entry<K, Stored<V>>> entries() {
        return new MappedEntries<>(delegate.entries(), this::judged);
    }

    @Override
    public String toString() {
        return delegate.toString();
    }
}
