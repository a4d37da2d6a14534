// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import io.dogpile.backend.Backend;
import io.dogpile.backend.Stored;
import io.dogpile.config.RegionSettings;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A named, configured map of keys to values that are made when they are missed: one caller makes a value, others get the old
 * one or wait for the new one.
 *
 * <p>Values are fresh, then stale, then absent. A stale value is returned only by the methods that can make a new one, while one
 * is being made. Explicit operations ({@link #put}, {@link #remove}, {@link #clear}, {@link #invalidate}) win over
 * regenerations under way: those still answer the callers that wait for them, but store nothing.
 *
 * <p>Thread-safe; user code runs without locks. Null is neither key nor value; as an argument it is a
 * {@code NullPointerException}. Every method but {@link #name}, {@link #settings}, {@link #statistics} and {@link #close} throws
 * {@code IllegalStateException} once the region is closed.
 *
 * @param <K> type of keys; with {@code equals} and {@code hashCode}, and not changed while they are in use
 * @param <V> type of values
 */
public final class Region<K, V> implements RegionReads<K, V>, AutoCloseable {

    private final RegionSettings settings;
    private final Regenerator<K, V> regenerator;
    private final Slots<K, V> slots;
    private final PlainReads<K, V> reads;
    private final Messages messages;
    private final Runnable release;
    private final Lifetimes<K, V> lifetimes;

    private volatile boolean closed;

    Region(
            RegionSettings settings,
            Regenerator<K, V> regenerator,
            Messages messages,
            Lifetimes<K, V> lifetimes,
            Runnable release) {
        this.settings = settings;
        this.regenerator = regenerator;
        this.slots = regenerator.slots();
        this.reads = new PlainReads<>(slots);
        this.messages = messages;
        this.lifetimes = lifetimes;
        this.release = release;
    }

    /** Begins a region of that name. */
    public static <K, V> RegionBuilder<K, V> named(String name) {
        return new RegionBuilder<>(name);
    }

    public String name() {
        return messages.region();
    }

    public RegionSettings settings() {
        return settings;
    }

    @Override
    public @Nullable V get(K key) {
        requireOpen();
        return slots.fresh(slots.lookUp(Objects.requireNonNull(key, "key")));
    }

    @Override
    public @Nullable V get(K key, ReadOptions<? super K, ? super V> options) {
        requireOpen();
        return reads.get(Objects.requireNonNull(key, "key"), options);
    }

    @Override
    public Map<K, V> getAll(Collection<? extends K> keys, ReadOptions<? super K, ? super V> options) {
        requireOpen();
        return reads.getAll(requireNoNull(keys), options);
    }

    @Override
    public @Nullable Entry<V> find(K key, ReadOptions<? super K, ? super V> options) {
        requireOpen();
        return reads.find(Objects.requireNonNull(key, "key"), options);
    }

    @Override
    public Map<K, Entry<V>> findAll(Collection<? extends K> keys, ReadOptions<? super K, ? super V> options) {
        requireOpen();
        return reads.findAll(requireNoNull(keys), options);
    }

    @Override
    public @Nullable V getOrCreate(K key, Creator<? super K, ? extends V> creator) {
        requireOpen();
        Stored<V> stored = slots.lookUp(Objects.requireNonNull(key, "key"));
        V value = regenerator.isDueEarly(stored) ? null : slots.fresh(stored);
        return value != null
                ? value
                : read(key, stored, creator, ReadOptions.defaults()).value();
    }

    @Override
    public @Nullable V getOrCreate(
            K key, Creator<? super K, ? extends V> creator, ReadOptions<? super K, ? super V> options) {
        requireOpen();
        Stored<V> stored = slots.lookUp(Objects.requireNonNull(key, "key"));
        V value = regenerator.isDueEarly(stored) ? null : reads.fresh(stored, options);
        return value != null ? value : read(key, stored, creator, options).value();
    }

    @Override
    public Map<K, V> getOrCreateAll(
            Collection<? extends K> keys, BulkCreator<K, V> creator, ReadOptions<? super K, ? super V> options) {
        requireOpen();
        return Answer.values(readAll(keys, slots.lookUpAll(requireNoNull(keys)), creator, options));
    }

    /** A function of one argument whose results this region keeps. */
    public <A> CachedFunction<A, V> cached(KeyGenerator<A, ? extends K> keys, Creator<A, V> function) {
        return new CachedFunction<>(this, keys, function);
    }

    /** A function of many arguments at once whose results this region keeps. */
    public <A> CachedBulkFunction<A, V> cachedAll(KeyGenerator<A, ? extends K> keys, BulkCreator<A, V> function) {
        return new CachedBulkFunction<>(this, keys, function);
    }

    /** Stores a value. */
    public void put(K key, V value) {
        requireOpen();
        long lifetime = lifetimes.ofCreated(key, Objects.requireNonNull(value, "value"));
        Stored<V> stored = slots.stamp(value, lifetime);
        KeyLocks.Claim claim = slots.claim(Objects.requireNonNull(key, "key"));
        try {
            if (lifetime == 0) {
                slots.remove(key);
            } else {
                slots.put(key, stored);
            }
        } finally {
            claim.release();
        }
    }

    /** Removes the value of the key, if there is one. */
    public void remove(K key) {
        requireOpen();
        KeyLocks.Claim claim = slots.claim(Objects.requireNonNull(key, "key"));
        try {
            slots.remove(key);
        } finally {
            claim.release();
        }
    }

    /** Removes everything. */
    public void clear() {
        requireOpen();
        slots.clear();
        regenerator.forgetFailures();
    }

    /**
     * Invalidates everything that was stored before, at once and without touching it. Where the store keeps bytes, all processes
     * that share it know within a second; a later soft invalidation never undoes a hard one.
     *
     * @throws io.dogpile.backend.BackendException if the store cannot be told; it is done in this process then, and the others
     *     will be told when the store is back
     */
    public void invalidate(Invalidation how) {
        requireOpen();
        slots.invalidate(Objects.requireNonNull(how, "how"));
    }

    /**
     * Invalidates all values that carry a tag, like {@link #invalidate}. What is being loaded meanwhile answers those who wait.
     *
     * @param tag 1 to {@value Generations#LONGEST_TAG} characters
     * @throws IllegalStateException if the region knows no tags, for want of {@link RegionBuilder#tagging}
     */
    public void invalidateTag(String tag, Invalidation how) {
        requireOpen();
        slots.invalidate(tag, Objects.requireNonNull(how, "how"));
    }

    /**
     * Invalidates what a condition holds for, looking at all that is stored. A first load of a key that it holds for stores
     * nothing; its metadata say {@link State#ABSENT} and {@code regenerating}.
     *
     * @return how many values were invalidated
     * @throws UnsupportedOperationException if the store cannot tell what is in it
     */
    public long invalidateIf(BiPredicate<? super K, EntryMetadata> condition, Invalidation how) {
        requireOpen();
        return new ConditionalInvalidation<>(slots, condition, how).run();
    }

    /** Whether a value for the key is being made in this process. */
    public boolean isRegenerating(K key) {
        requireOpen();
        return regenerator.isFlying(Objects.requireNonNull(key, "key"));
    }

    public RegionStatistics statistics() {
        return regenerator.counters().snapshot();
    }

    /**
     * A regenerating read, for facades: like {@link #getOrCreate}, and says where the answer comes from.
     *
     * @param seen what {@link Slots#read} found under the key
     */
    public Answer<V> read(
            K key,
            @Nullable Stored<V> seen,
            Creator<? super K, ? extends V> creator,
            ReadOptions<? super K, ? super V> options) {
        requireOpen();
        return regenerator.read(key, seen, creator, options);
    }

    /**
     * A regenerating read of many keys, for facades: an answer for each, in their order.
     *
     * @param seen what {@link Slots#lookUpAll} found under the keys
     */
    public Map<K, Answer<V>> readAll(
            Collection<? extends K> keys,
            Map<K, Stored<V>> seen,
            BulkCreator<K, V> creator,
            ReadOptions<? super K, ? super V> options) {
        requireOpen();
        return regenerator.readAll(keys, seen, creator, options);
    }

    /** Whether a fresh value may be due for regeneration before its time, so that only {@link #read} can tell; for facades. */
    public boolean isDueEarly(@Nullable Stored<V> stored) {
        return regenerator.isDueEarly(stored);
    }

    /** The level below: stored values with their metadata. */
    public Slots<K, V> slots() {
        return slots;
    }

    /** The outermost backend of this region, with proxies and all. */
    public Backend<K, V> backend() {
        return slots.backend();
    }

    /** Closes the region and its backend. What is under way ends; its results are not stored. Closing twice is harmless. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            regenerator.close();
            slots.abandon();
            try {
                slots.backend().close();
            } finally {
                release.run();
            }
        }
    }

    public boolean isClosed() {
        return closed;
    }

    private void requireOpen() {
        if (closed) {
            throw messages.closed();
        }
    }

    private static <C extends Collection<?>> C requireNoNull(C keys) {
        for (Object key : Objects.requireNonNull(keys, "keys")) {
            Objects.requireNonNull(key, "key");
        }
        return keys;
    }

    @Override
    public String toString() {
        return "Region[" + name() + " on " + slots.backend() + "]";
    }
}
