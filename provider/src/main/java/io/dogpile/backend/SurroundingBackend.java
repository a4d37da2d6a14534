// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend;

import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A forwarding backend that does the same around every operation on stored values: implement {@link #around}. What an iterator
 * does later, {@link #watch}, {@link #close} and questions that cost nothing pass it by.
 *
 * @param <K> type of keys
 * @param <V> type of values
 */
public interface SurroundingBackend<K, V> extends ForwardingBackend<K, V> {

    /** Does an operation, and whatever is to be done before and after it; returns or throws for its caller. */
    <R extends @Nullable Object> R around(Supplier<R> operation);

    @Override
    default @Nullable Stored<V> get(K key) {
        return this.<@Nullable Stored<V>>around(() -> delegate().get(key));
    }

    @Override
    default @Nullable Stored<V> current(K key) {
        return this.<@Nullable Stored<V>>around(() -> delegate().current(key));
    }

    @Override
    default Map<K, Stored<V>> getAll(Collection<? extends K> keys) {
        return around(() -> delegate().getAll(keys));
    }

    @Override
    default void put(K key, Stored<V> stored) {
        run(() -> delegate().put(key, stored));
    }

    @Override
    default void putAll(Map<? extends K, Stored<V>> entries) {
        run(() -> delegate().putAll(entries));
    }

    @Override
    default boolean replace(K key, @Nullable Stored<V> expected, @Nullable Stored<V> update) {
        return around(() -> delegate().replace(key, expected, update));
    }

    @Override
    default boolean remove(K key) {
        return around(() -> delegate().remove(key));
    }

    @Override
    default void removeAll(Collection<? extends K> keys) {
        run(() -> delegate().removeAll(keys));
    }

    @Override
    default void clear() {
        run(() -> delegate().clear());
    }

    @Override
    default Iterator<Map.Entry<K, Stored<V>>> entries() {
        return around(() -> delegate().entries());
    }

    @Override
    default void touch(K key, Stored<V> stored, long freshUntil) {
        run(() -> delegate().touch(key, stored, freshUntil));
    }

    private void run(Runnable operation) {
        around(() -> {
            operation.run();
            return true;
        });
    }
}
