// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend;

import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Fails at once while the store behind is known to be away: after five operations in a row that failed as
 * {@linkplain BackendException.Kind#UNAVAILABLE unavailable} or {@linkplain BackendException.Kind#UNKNOWN unknown}, one
 * operation a second is let through, and the first that succeeds lets all others follow.
 *
 * @param <K> type of keys
 * @param <V> type of values
 */
public final class CircuitBreakingBackend<K, V> implements SurroundingBackend<K, V> {

    private final Backend<K, V> delegate;
    private final CircuitBreaker breaker;

    /**
     * Watches over a backend.
     *
     * @param nanos a monotonic clock
     */
    public CircuitBreakingBackend(Backend<K, V> delegate, LongSupplier nanos) {
        this.delegate = delegate;
        this.breaker = new CircuitBreaker(delegate.toString(), nanos);
    }

    /** Whether the store behind is taken to be away just now. */
    public boolean isOpen() {
        return breaker.isOpen();
    }

    @Override
    public Backend<K, V> delegate() {
        return delegate;
    }

    @Override
    public boolean watch(K key, ChangeListener<? super K> listener) {
        return delegate.watch(key, listener);
    }

    @Override
    public Exchange<V> exchange(K key, @Nullable Stored<V> expected, @Nullable Stored<V> update) {
        return around(() -> delegate.exchange(key, expected, update));
    }

    @Override
    public @Nullable Stored<V> recalled(K key) {
        return delegate.recalled(key);
    }

    @Override
    public <R extends @Nullable Object> R around(Supplier<R> operation) {
        breaker.enter();
        try {
            R result = operation.get();
            breaker.succeeded();
            return result;
        } catch (BackendException e) {
            switch (e.kind()) {
                case UNAVAILABLE, UNKNOWN -> breaker.failed(e);
                case TOO_LARGE, REJECTED -> breaker.succeeded();
            }
            throw e;
        }
    }

    @Override
    public String toString() {
        return delegate.toString();
    }
}
