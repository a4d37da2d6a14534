// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A near tier in the memory of this process over a far backend that others share.
 *
 * <p>What is written goes to the far backend only, which also decides every {@link #replace}: leases never stand in the near
 * tier. What is read is kept near until this process writes it, the store tells of a change, or a stated time has passed where
 * the store does not tell. A process therefore always reads what it wrote itself, and what others wrote at the latest after
 * that time. Whenever changes may have been missed, the near tier is emptied.
 *
 * @param <K> type of keys
 * @param <V> type of values
 */
public final class TieredBackend<K, V> implements Backend<K, V> {

    private static final Terms ENDLESS = new Terms(0, Terms.FOREVER, 0, 0, 0);

    private final Backend<K, Near<V>> near;
    private final Backend<K, V> far;
    private final Form<V> form;
    private final LongSupplier nanos;
    private final long staleNanos;
    private final NearWrites writes = new NearWrites();

    /**
     * What is kept near: the stored value as it was touched here, as it was read, and its value in a form that nobody can change.
     *
     * @param form null if the stored value may be handed out as it is
     */
    public record Near<V>(
            Stored<V> stored, Stored<V> read, @Nullable Object form, long readNanos) {}

    /**
     * How values are kept apart from the copies that are handed out.
     *
     * @param freeze makes a form that nobody can change, or returns the value itself if it is one
     * @param thaw makes a value of a form
     */
    public record Form<V>(Function<V, Object> freeze, Function<Object, V> thaw) {

        /** Values are handed out as they are. */
        @SuppressWarnings("unchecked") // What comes out is what went in.
        public static <V> Form<V> asIs() {
            return new Form<>(value -> value, form -> (V) form);
        }
    }

    /**
     * Makes a tiered backend.
     *
     * @param near where values are kept near; local, and closed with this one
     * @param far where they belong; closed with this one
     * @param nanos a monotonic clock
     * @param staleMillis for how long a value that another process has changed may be read; counts only where the far backend
     *     does not tell of changes
     */
    public TieredBackend(
            Backend<K, Near<V>> near, Backend<K, V> far, Form<V> form, LongSupplier nanos, long staleMillis) {
        this.near = near;
        this.far = far;
        this.form = form;
        this.nanos = nanos;
        this.staleNanos = far.watch(new Changes()) ? Long.MAX_VALUE : staleMillis * 1_000_000;
    }

    /** Drops what has changed in the far backend. */
    private final class Changes implements ChangeListener<K> {

        @Override
        public void changed(K key) {
            forget(key);
        }

        @Override
        public void missed() {
            writes.all(near::clear);
        }
    }

    @Override
    public @Nullable Stored<V> get(K key) {
        Stored<V> kept = kept(key);
        if (kept != null) {
            return kept;
        }
        long before = writes.count(key);
        long asked = nanos.getAsLong();
        Stored<V> read = far.get(key);
        keep(key, read, before, asked);
        return read;
    }

    /** What others have written counts at once for whoever asks like this, and from then on for all in this process. */
    @Override
    public @Nullable Stored<V> current(K key) {
        forget(key);
        long before = writes.count(key);
        long asked = nanos.getAsLong();
        Stored<V> read = far.current(key);
        keep(key, read, before, asked);
        return read;
    }

    @Override
    public Map<K, Stored<V>> getAll(Collection<? extends K> keys) {
        Map<K, Stored<V>> found = new HashMap<>();
        List<K> missing = new ArrayList<>();
        Map<K, Long> before = new HashMap<>();
        long asked = nanos.getAsLong();
        for (K key : keys) {
            Stored<V> kept = kept(key);
            if (kept == null) {
                missing.add(key);
                before.put(key, writes.count(key));
            } else {
                found.put(key, kept);
            }
        }
        if (!missing.isEmpty()) {
            far.getAll(missing).forEach((key, read) -> {
                keep(key, read, before.getOrDefault(key, -1L), asked);
                found.put(key, read);
            });
        }
        return found;
    }

    private @Nullable Near<V> held(K key) {
        Stored<Near<V>> held = near.get(key);
        return held == null ? null : held.value();
    }

    private @Nullable Stored<V> kept(K key) {
        Near<V> kept = held(key);
        if (kept == null || nanos.getAsLong() - kept.readNanos >= staleNanos) {
            return null;
        }
        Object frozen = kept.form;
        return frozen == null ? kept.stored : kept.stored.as(form.thaw.apply(frozen), kept.stored.token());
    }

    /**
     * Keeps what was read, unless this process has written the key since. What is being regenerated changes soon.
     *
     * @param asked when the far backend was asked: from then on it may be out of date
     */
    @SuppressWarnings("ReferenceEquality") // A value that freezes to itself needs no other form.
    private void keep(K key, @Nullable Stored<V> read, long before, long asked) {
        V value = read == null ? null : read.value();
        if (read == null || value == null || read.lease() != null) {
            return;
        }
        Object frozen = form.freeze.apply(value);
        Stored<V> bare = frozen == value ? read : read.as(null, read.token());
        Near<V> kept = new Near<>(bare, bare, frozen == value ? null : frozen, asked);
        writes.unless(key, before, () -> near.put(key, new Stored<>(kept, ENDLESS, 0)));
    }

    private void forget(K key) {
        writes.of(key, () -> near.remove(key));
    }

    @Override
    public void put(K key, Stored<V> stored) {
        try {
            far.put(key, stored);
        } finally {
            forget(key);
        }
    }

    @Override
    public void putAll(Map<? extends K, Stored<V>> entries) {
        try {
            far.putAll(entries);
        } finally {
            entries.keySet().forEach(this::forget);
        }
    }

    /** A failure may come of what is kept near being old: then, too, the next read asks the far backend. */
    @Override
    public boolean replace(K key, @Nullable Stored<V> expected, @Nullable Stored<V> update) {
        try {
            return far.replace(key, expected, update);
        } finally {
            forget(key);
        }
    }

    @Override
    public Exchange<V> exchange(K key, @Nullable Stored<V> expected, @Nullable Stored<V> update) {
        try {
            return far.exchange(key, expected, update);
        } finally {
            forget(key);
        }
    }

    @Override
    public @Nullable Stored<V> recalled(K key) {
        return far.recalled(key);
    }

    @Override
    public boolean remove(K key) {
        try {
            return far.remove(key);
        } finally {
            forget(key);
        }
    }

    @Override
    public void removeAll(Collection<? extends K> keys) {
        try {
            far.removeAll(keys);
        } finally {
            keys.forEach(this::forget);
        }
    }

    @Override
    public void clear() {
        try {
            far.clear();
        } finally {
            writes.all(near::clear);
        }
    }

    @Override
    public Iterator<Map.Entry<K, Stored<V>>> entries() {
        return far.entries();
    }

    /** The far backend counts from the instant that it has: else small steps, which count here at once, never would there. */
    @Override
    public void touch(K key, Stored<V> stored, long freshUntil) {
        Near<V> kept = held(key);
        far.touch(key, kept != null && isSame(kept.stored, stored) ? kept.read : stored, freshUntil);
        writes.of(key, () -> touchKept(key, stored, freshUntil));
    }

    /** What is kept lives longer if it is what was touched, but is no newer than it was. */
    private void touchKept(K key, Stored<V> touched, long freshUntil) {
        Near<V> kept = held(key);
        if (kept != null && isSame(kept.stored, touched)) {
            Near<V> moved = new Near<>(kept.stored.freshUntil(freshUntil), kept.read, kept.form, kept.readNanos);
            near.put(key, new Stored<>(moved, ENDLESS, 0));
        }
    }

    @SuppressWarnings("ReferenceEquality") // The very same version.
    private static boolean isSame(Stored<?> one, Stored<?> other) {
        return one == other || (one.token() != null && one.token() == other.token());
    }

    @Override
    public boolean watch(ChangeListener<? super K> listener) {
        return far.watch(listener);
    }

    @Override
    public InstantSource clock(InstantSource local) {
        return far.clock(local);
    }

    @Override
    public boolean dropsExpired() {
        return far.dropsExpired();
    }

    @Override
    public void close() {
        try {
            far.close();
        } finally {
            near.close();
        }
    }

    @Override
    public String toString() {
        return "tiered(" + near + ", " + far + ")";
    }
}
