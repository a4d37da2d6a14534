// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import io.dogpile.backend.Stored;
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
 * {@code NullPointerException}. Every method but {@link #name}, {@link #statistics}, {@link #close} and the questions that begin
 * with <i>is</i> and concern the region throws {@link RegionNotConfiguredException} before the region is configured, and, {@link
 * #settings} excepted, {@code IllegalStateException} once it is closed.
 *
 * @param <K> type of keys; with {@code equals} and {@code hashCode}, and not changed while they are in use
 * @param <V> type of values
 */
public final class Region<K, V> extends RegionLife<K, V> implements RegionReads<K, V> {

    Region(String name, Counters counters) {
        super(name, counters);
    }

    /** Begins a region of that name. */
    public static <K, V> RegionBuilder<K, V> named(String name) {
        return new RegionBuilder<>(name);
    }

    /** Makes a region that has only a name, as for static fields; it cannot be used until {@link #configure} is called. */
    public static <K, V> Region<K, V> unconfigured(String name) {
        return Regions.remember(new Region<>(name, new Counters()));
    }

    @Override
    public @Nullable V get(K key) {
        return core().get(key);
    }

    @Override
    public @Nullable V get(K key, ReadOptions<? super K, ? super V> options) {
        return core().get(key, options);
    }

    @Override
    public Map<K, V> getAll(Collection<? extends K> keys, ReadOptions<? super K, ? super V> options) {
        return core().getAll(keys, options);
    }

    @Override
    public @Nullable Entry<V> find(K key, ReadOptions<? super K, ? super V> options) {
        return core().find(key, options);
    }

    @Override
    public Map<K, Entry<V>> findAll(Collection<? extends K> keys, ReadOptions<? super K, ? super V> options) {
        return core().findAll(keys, options);
    }

    @Override
    public @Nullable V getOrCreate(K key, Creator<? super K, ? extends V> creator) {
        return core().getOrCreate(key, creator);
    }

    @Override
    public @Nullable V getOrCreate(
            K key, Creator<? super K, ? extends V> creator, ReadOptions<? super K, ? super V> options) {
        return core().getOrCreate(key, creator, options);
    }

    @Override
    public Map<K, V> getOrCreateAll(
            Collection<? extends K> keys, BulkCreator<K, V> creator, ReadOptions<? super K, ? super V> options) {
        return core().getOrCreateAll(keys, creator, options);
    }

    /** The same without waiting. */
    public AsyncRegion<K, V> async() {
        return new AsyncRegion<>(this::core);
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
        core().put(key, value);
    }

    /** Stores several values, in one trip where the backend can; if the backend fails, some may be stored. */
    public void putAll(Map<? extends K, ? extends V> values) {
        core().putAll(values);
    }

    /** Removes the value of the key, if there is one. */
    public void remove(K key) {
        core().remove(key);
    }

    /** Removes the values of these keys, in one trip where the backend can; if the backend fails, some may be removed. */
    public void removeAll(Collection<? extends K> keys) {
        core().removeAll(keys);
    }

    /** Removes everything. */
    public void clear() {
        core().clear();
    }

    /**
     * Invalidates everything that was stored before, at once and without touching it. Where the store keeps bytes, all processes
     * that share it know within a second; a later soft invalidation never undoes a hard one.
     *
     * @throws io.dogpile.backend.BackendException if the store cannot be told; it is done in this process then, and the others
     *     will be told when the store is back
     */
    public void invalidate(Invalidation how) {
        core().slots().invalidate(Objects.requireNonNull(how, "how"));
    }

    /**
     * Invalidates all values that carry a tag, like {@link #invalidate}. What is being loaded meanwhile answers those who wait.
     *
     * @param tag 1 to {@value Generations#LONGEST_TAG} characters
     * @throws IllegalStateException if the region knows no tags, for want of {@link RegionBuilder#tagging}
     */
    public void invalidateTag(String tag, Invalidation how) {
        core().slots().invalidate(tag, Objects.requireNonNull(how, "how"));
    }

    /**
     * Invalidates what a condition holds for, looking at all that is stored. A first load of a key that it holds for stores
     * nothing; its metadata say {@link State#ABSENT} and {@code regenerating}.
     *
     * @return how many values were invalidated
     * @throws UnsupportedOperationException if the store cannot tell what is in it
     */
    public long invalidateIf(BiPredicate<? super K, EntryMetadata> condition, Invalidation how) {
        return new ConditionalInvalidation<>(core().slots(), condition, how).run();
    }

    /** Whether a value for the key is being made in this process. */
    public boolean isRegenerating(K key) {
        return core().regenerator().isFlying(Objects.requireNonNull(key, "key"));
    }

    /**
     * Whether somebody makes a value for the key: this process, or another one that shares the store and is alive as far as can be
     * told. A first look at another process's lease takes it for held.
     */
    public boolean isLocked(K key) {
        return core().regenerator().isLocked(Objects.requireNonNull(key, "key"));
    }

    /** A {@link #getOrCreate} for facades, of what {@link Slots#read} found; says where the answer comes from. */
    public Answer<V> read(
            K key,
            @Nullable Stored<V> seen,
            Creator<? super K, ? extends V> creator,
            ReadOptions<? super K, ? super V> options) {
        return core().regenerator().read(key, seen, creator, options);
    }

    /** The same for many keys, which {@link Slots#lookUpAll} has looked up: an answer for each, in their order. */
    public Map<K, Answer<V>> readAll(
            Collection<? extends K> keys,
            Map<K, Stored<V>> seen,
            BulkCreator<K, V> creator,
            ReadOptions<? super K, ? super V> options) {
        return core().regenerator().readAll(keys, seen, creator, options);
    }

    /** Whether a fresh value may be due for regeneration before its time, so that only {@link #read} can tell; for facades. */
    public boolean isDueEarly(@Nullable Stored<V> stored) {
        return known().regenerator().isDueEarly(stored);
    }

    /** The level below: stored values with their metadata. */
    public Slots<K, V> slots() {
        return known().slots();
    }
}
