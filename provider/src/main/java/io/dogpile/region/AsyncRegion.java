// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The reads of a {@link Region} for callers who do not wait: what they make and who shares it is the same, and callers of both
 * kinds share one load of a key. No thread is held while a value is made, by whomever.
 *
 * <p>Where values live in this process, a call does its work on the caller's thread; else on the region's executor. Creators begin
 * there too. A stage is completed by the executor's threads or those that complete the creator's stage. If the executor refuses a
 * call, that fails with {@link RejectedExecutionException}; what it refuses later is done by the thread that does maintenance.
 * Stages fail with what the region's methods throw, never with {@code null}. Cancelling a stage, which each call has for itself,
 * ends that caller's wait and nothing else. A load that begins an asynchronous read of a key that waits for it fails at once where
 * that is known: on the load's own thread, and on those that it starts.
 *
 * <p>Thread-safe.
 *
 * @param <K> type of keys
 * @param <V> type of values
 */
public final class AsyncRegion<K, V> {

    private final Supplier<Core<K, V>> core;

    AsyncRegion(Supplier<Core<K, V>> core) {
        this.core = core;
    }

    /** {@link Region#get(Object)}. */
    public CompletionStage<@Nullable V> get(K key) {
        return get(key, ReadOptions.defaults());
    }

    /** {@link Region#get(Object, ReadOptions)}. */
    public CompletionStage<@Nullable V> get(K key, ReadOptions<? super K, ? super V> options) {
        Objects.requireNonNull(key, "key");
        return later(core -> core.get(key, options));
    }

    /** {@link Region#getAll(Collection)}. */
    public CompletionStage<Map<K, V>> getAll(Collection<? extends K> keys) {
        return getAll(keys, ReadOptions.defaults());
    }

    /** {@link Region#getAll(Collection, ReadOptions)}. */
    public CompletionStage<Map<K, V>> getAll(Collection<? extends K> keys, ReadOptions<? super K, ? super V> options) {
        List<K> asked = List.copyOf(keys);
        return later(core -> core.getAll(asked, options));
    }

    /** {@link Region#find(Object)}. */
    public CompletionStage<@Nullable Entry<V>> find(K key) {
        return find(key, ReadOptions.defaults());
    }

    /** {@link Region#find(Object, ReadOptions)}. */
    public CompletionStage<@Nullable Entry<V>> find(K key, ReadOptions<? super K, ? super V> options) {
        Objects.requireNonNull(key, "key");
        return later(core -> core.find(key, options));
    }

    /** {@link Region#findAll(Collection)}. */
    public CompletionStage<Map<K, Entry<V>>> findAll(Collection<? extends K> keys) {
        return findAll(keys, ReadOptions.defaults());
    }

    /** {@link Region#findAll(Collection, ReadOptions)}. */
    public CompletionStage<Map<K, Entry<V>>> findAll(
            Collection<? extends K> keys, ReadOptions<? super K, ? super V> options) {
        List<K> asked = List.copyOf(keys);
        return later(core -> core.findAll(asked, options));
    }

    /** {@link Region#getOrCreate(Object, Creator)}. */
    public CompletionStage<@Nullable V> getOrCreate(K key, AsyncCreator<? super K, ? extends V> creator) {
        return getOrCreate(key, creator, ReadOptions.defaults());
    }

    /** {@link Region#getOrCreate(Object, Creator, ReadOptions)}. */
    public CompletionStage<@Nullable V> getOrCreate(
            K key, AsyncCreator<? super K, ? extends V> creator, ReadOptions<? super K, ? super V> options) {
        Request<K, V> request = new Request<>(Source.later(creator), options);
        Objects.requireNonNull(key, "key");
        Core<K, V> now = core.get();
        return mapped(now.regenerator().readLater(key, request), answer -> now.noted(key, answer));
    }

    /** {@link Region#getOrCreateAll(Collection, BulkCreator)}. */
    public CompletionStage<Map<K, V>> getOrCreateAll(Collection<? extends K> keys, AsyncBulkCreator<K, V> creator) {
        return getOrCreateAll(keys, creator, ReadOptions.defaults());
    }

    /** {@link Region#getOrCreateAll(Collection, BulkCreator, ReadOptions)}. */
    public CompletionStage<Map<K, V>> getOrCreateAll(
            Collection<? extends K> keys, AsyncBulkCreator<K, V> creator, ReadOptions<? super K, ? super V> options) {
        List<K> asked = List.copyOf(keys);
        Request<K, V> request = new Request<>(Source.manyLater(creator), options);
        Core<K, V> now = core.get();
        return mapped(now.regenerator().readAllLater(asked, request), now::noted);
    }

    private <T extends @Nullable Object> CompletionStage<T> later(Function<Core<K, V>, T> read) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Core<K, V> now = core.get();
        now.regenerator().relay().begin(result, () -> result.complete(read.apply(now)));
        return result;
    }

    /** A stage of the caller's own: who cancels it gives up the read that it stands for. */
    @SuppressWarnings("FutureReturnValueIgnored") // It is the result that tells.
    private static <A, R extends @Nullable Object> CompletionStage<R> mapped(
            CompletableFuture<A> answer, Function<A, R> toResult) {
        CompletableFuture<R> result = new CompletableFuture<>();
        result.whenComplete((same, failure) -> {
            if (result.isCancelled()) {
                answer.cancel(false);
            }
        });
        answer.whenComplete((found, failure) -> {
            if (failure == null) {
                result.complete(toResult.apply(found));
            } else {
                result.completeExceptionally(failure);
            }
        });
        return result;
    }
}
