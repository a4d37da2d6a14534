// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where new values come from: one at a time or many at once, at once or later. */
interface Source<K, V> {

    CompletionStage<Timed<V>> create(K key) throws Exception;

    /** Makes values; there is something for each of the keys. */
    CompletionStage<Map<K, Timed<V>>> createAll(Set<K> keys) throws Exception;

    /** Makes one value at a time. */
    @FunctionalInterface
    interface Single<K, V> extends Source<K, V> {
        @Override
        default CompletionStage<Map<K, Timed<V>>> createAll(Set<K> keys) {
            throw new AssertionError("one key at a time");
        }
    }

    /** Makes many values at once. */
    @FunctionalInterface
    interface Bulk<K, V> extends Source<K, V> {
        @Override
        default CompletionStage<Timed<V>> create(K key) throws Exception {
            return createAll(Set.of(key)).thenApply(made -> Objects.requireNonNull(made.get(key)));
        }
    }

    static <K, V> Source<K, V> of(Creator<? super K, ? extends V> creator) {
        Objects.requireNonNull(creator, "creator");
        Single<K, V> source = key -> CompletableFuture.completedFuture(made(creator, key));
        return source;
    }

    private static <K, W extends V, V> Timed<V> made(Creator<? super K, W> creator, K key) throws Exception {
        return creator instanceof TimedCreator<? super K, W> timed
                ? timed(timed.createTimed(key))
                : Timed.untimed(creator.create(key));
    }

    static <K, V> Source<K, V> ofMany(BulkCreator<K, V> creator) {
        Objects.requireNonNull(creator, "creator");
        Bulk<K, V> source = keys -> CompletableFuture.completedFuture(
                creator instanceof TimedBulkCreator<K, V> timed
                        ? made(keys, timed.createTimed(keys), Function.identity())
                        : made(keys, creator.create(keys), Timed::untimed));
        return source;
    }

    static <K, V> Source<K, V> later(AsyncCreator<? super K, ? extends V> creator) {
        Objects.requireNonNull(creator, "creator");
        Single<K, V> source = key -> begun(creator, key);
        return source;
    }

    private static <K, W extends V, V> CompletionStage<Timed<V>> begun(AsyncCreator<? super K, W> creator, K key)
            throws Exception {
        return creator instanceof TimedAsyncCreator<? super K, W> timed
                ? stage(timed.createTimed(key)).thenApply(Source::timed)
                : stage(creator.create(key)).thenApply(Timed::untimed);
    }

    static <K, V> Source<K, V> manyLater(AsyncBulkCreator<K, V> creator) {
        Objects.requireNonNull(creator, "creator");
        Bulk<K, V> source = keys -> stage(creator.create(keys)).thenApply(all -> made(keys, all, Timed::untimed));
        return source;
    }

    private static <S> S stage(S stage) {
        return Objects.requireNonNull(stage, "the creator returned no stage");
    }

    private static <W extends V, V> Timed<V> timed(Timed<W> made) {
        Objects.requireNonNull(made, "the creator returned null instead of a Timed");
        return new Timed<>(made.value(), made.lifetime());
    }

    private static <K, R, V> Map<K, Timed<V>> made(Set<K> keys, Map<K, R> results, Function<R, Timed<V>> toTimed) {
        Objects.requireNonNull(results, "the creator returned no map");
        Map<K, Timed<V>> made = new HashMap<>();
        for (K key : keys) {
            @Nullable R result = results.get(key);
            made.put(key, result == null ? Timed.untimed(null) : toTimed.apply(result));
        }
        return made;
    }
}
