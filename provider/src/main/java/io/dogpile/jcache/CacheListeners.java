// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.Factory;
import javax.cache.event.CacheEntryEventFilter;
import javax.cache.event.CacheEntryListener;
import javax.cache.event.CacheEntryListenerException;
import javax.cache.event.EventType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The listeners of one cache. Thread-safe.
 *
 * <p>A synchronous listener is called by the thread that publishes; meanwhile no lock is held that would keep another
 * thread from publishing or registering. An asynchronous one is called on the executor, one event at a time and in the
 * order of publication.
 */
final class CacheListeners<K, V> {

    private static final Logger LOG = LoggerFactory.getLogger(CacheListeners.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final String cache;
    private final Executor asynchronous;
    private final Duration patience;
    private final AtomicBoolean refusalLogged = new AtomicBoolean();
    private final ReentrantLock changing = new ReentrantLock();

    private volatile List<ListenerRegistration<K, V>> registrations = List.of();
    private volatile boolean closed;

    CacheListeners(String cacheName, Executor asynchronous) {
        this(cacheName, asynchronous, PATIENCE);
    }

    /** @param patience how long a listener that is being called delays the end of its registration */
    CacheListeners(String cacheName, Executor asynchronous, Duration patience) {
        this.cache = cacheName;
        this.asynchronous = asynchronous;
        this.patience = patience;
    }

    /** Whether nobody listens, so that there is nothing to publish. */
    boolean isEmpty() {
        return registrations.isEmpty();
    }

    /**
     * Makes the listener and its filter, and calls them from now on.
     *
     * @throws IllegalArgumentException if an equal configuration is registered, or it has no listener factory
     * @throws IllegalStateException if this is closed
     * @throws CacheException if a factory fails
     */
    void register(CacheEntryListenerConfiguration<K, V> configuration) {
        Objects.requireNonNull(configuration, "configuration");
        requireNew(configuration);
        ListenerRegistration<K, V> registration = make(configuration);
        try {
            add(registration, configuration);
        } catch (RuntimeException e) {
            dispose(List.of(registration));
            throw e;
        }
    }

    /**
     * Calls the listener no more, and closes it and its filter if they are {@link Closeable} and not registered
     * otherwise. Does nothing if no equal configuration is registered.
     */
    void deregister(CacheEntryListenerConfiguration<K, V> configuration) {
        Objects.requireNonNull(configuration, "configuration");
        dispose(removeIf(registration -> registration.isOf(configuration)));
    }

    /**
     * Tells everybody who listens to such events.
     *
     * @param value the new value; of an entry that was removed or has expired, the value that it had
     * @param oldValue the value before an update; otherwise not used
     * @throws CacheEntryListenerException if a synchronous listener or its filter failed, after all were called; the
     *     failures after the first are suppressed in it
     */
    void publish(Cache<K, V> source, EventType type, K key, @Nullable V value, @Nullable V oldValue) {
        Throwable failure = null;
        for (ListenerRegistration<K, V> registration : registrations) {
            if (registration.listensTo(type)) {
                failure = first(failure, registration.tell(source, type, key, value, oldValue));
            }
        }
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure != null) {
            throw (CacheEntryListenerException) failure;
        }
    }

    /**
     * Lets no further delivery begin, waits for those under way on other threads (not for ever: one that lasts is
     * logged), and closes what is {@link Closeable}. Events that wait for the executor are dropped.
     */
    void close() {
        closed = true;
        dispose(removeIf(registration -> true));
    }

    private void requireNew(CacheEntryListenerConfiguration<K, V> configuration) {
        if (closed) {
            throw new IllegalStateException("cache '%s' is closed and takes no listeners".formatted(cache));
        }
        if (registrations.stream().anyMatch(registration -> registration.isOf(configuration))) {
            throw new IllegalArgumentException(
                    "cache '%s': an equal listener configuration is registered already".formatted(cache));
        }
    }

    private ListenerRegistration<K, V> make(CacheEntryListenerConfiguration<K, V> configuration) {
        Factory<CacheEntryListener<? super K, ? super V>> listeners = configuration.getCacheEntryListenerFactory();
        if (listeners == null) {
            throw new IllegalArgumentException(
                    "cache '%s': a listener configuration has no listener factory".formatted(cache));
        }
        CacheEntryListener<? super K, ? super V> listener = made(listeners);
        try {
            CacheEntryEventFilter<? super K, ? super V> filter = filter(configuration);
            return new ListenerRegistration<>(cache, configuration, listener, filter, asynchronous, this::refused);
        } catch (RuntimeException e) {
            closeQuietly(listener);
            throw e;
        }
    }

    private @Nullable CacheEntryEventFilter<? super K, ? super V> filter(
            CacheEntryListenerConfiguration<K, V> configuration) {
        Factory<CacheEntryEventFilter<? super K, ? super V>> filters = configuration.getCacheEntryEventFilterFactory();
        return filters == null ? null : made(filters);
    }

    private <T> T made(Factory<T> factory) {
        T product;
        try {
            product = factory.create();
        } catch (RuntimeException e) {
            throw new CacheException(
                    "cache '%s': factory %s failed"
                            .formatted(cache, factory.getClass().getName()),
                    e);
        }
        if (product == null) {
            throw new CacheException("cache '%s': factory %s made null"
                    .formatted(cache, factory.getClass().getName()));
        }
        return product;
    }

    private void add(ListenerRegistration<K, V> registration, CacheEntryListenerConfiguration<K, V> configuration) {
        changing.lock();
        try {
            // Once more: the factories, being user code, were called without the lock.
            requireNew(configuration);
            List<ListenerRegistration<K, V>> all = new ArrayList<>(registrations);
            all.add(registration);
            registrations = List.copyOf(all);
        } finally {
            changing.unlock();
        }
    }

    private List<ListenerRegistration<K, V>> removeIf(Predicate<ListenerRegistration<K, V>> condition) {
        changing.lock();
        try {
            List<ListenerRegistration<K, V>> all = registrations;
            registrations = all.stream().filter(condition.negate()).toList();
            return all.stream().filter(condition).toList();
        } finally {
            changing.unlock();
        }
    }

    private void dispose(List<ListenerRegistration<K, V>> gone) {
        gone.forEach(ListenerRegistration::stop);
        Duration left = patience;
        for (ListenerRegistration<K, V> registration : gone) {
            if (!registration.awaitIdle(left)) {
                LOG.warn("cache '{}': {} is still being called, but is no longer waited for", cache, registration);
                left = Duration.ZERO;
            }
        }
        Set<Object> unused = Collections.newSetFromMap(new IdentityHashMap<>());
        gone.forEach(registration -> unused.addAll(registration.customizations()));
        registrations.forEach(registration -> registration.customizations().forEach(unused::remove));
        unused.forEach(this::closeQuietly);
    }

    private void closeQuietly(Object customization) {
        if (customization instanceof Closeable closeable) {
            try {
                closeable.close();
            } catch (IOException | RuntimeException e) {
                LOG.warn(
                        "cache '{}': closing {} failed",
                        cache,
                        customization.getClass().getName(),
                        e);
            }
        }
    }

    private void refused(Throwable reason) {
        if (refusalLogged.compareAndSet(false, true)) {
            LOG.warn(
                    "cache '{}': the executor refuses events for asynchronous listeners; they are lost", cache, reason);
        }
    }

    @SuppressWarnings("ReferenceEquality") // A throwable cannot be suppressed in itself, whatever it says it equals.
    private static @Nullable Throwable first(@Nullable Throwable first, @Nullable Throwable next) {
        if (first == null) {
            return next;
        }
        if (next != null && next != first) {
            first.addSuppressed(next);
        }
        return first;
    }
}
