// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import javax.cache.Cache;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryEventFilter;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.event.CacheEntryListener;
import javax.cache.event.CacheEntryListenerException;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;
import javax.cache.event.EventType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One listener with its filter: whom to tell of what, where, and until when. The only class that calls listeners and
 * filters. Thread-safe.
 */
final class ListenerRegistration<K, V> {

    private static final Logger LOG = LoggerFactory.getLogger(ListenerRegistration.class);

    private final String cache;
    private final CacheEntryListenerConfiguration<K, V> configuration;
    private final CacheEntryListener<K, V> listener;
    private final @Nullable CacheEntryEventFilter<? super K, ? super V> filter;
    // Asked once, since configurations are mutable.
    private final boolean oldValueRequired;
    private final boolean synchronous;
    private final SerialQueue<RegionCacheEvent<K, V>> queue;
    private final AtomicLong failures = new AtomicLong();
    /** A delivery reads, and never waits for it; the end writes. */
    private final ReentrantReadWriteLock deliveries = new ReentrantReadWriteLock();

    private volatile boolean stopped;

    /**
     * @param asynchronous calls the listener, unless the configuration says that publishers do
     * @param refused is told why {@code asynchronous} did not take an event
     */
    @SuppressWarnings("unchecked") // Keys and values only go into a listener: one of supertypes takes subtypes.
    ListenerRegistration(
            String cache,
            CacheEntryListenerConfiguration<K, V> configuration,
            CacheEntryListener<? super K, ? super V> listener,
            @Nullable CacheEntryEventFilter<? super K, ? super V> filter,
            Executor asynchronous,
            Consumer<Throwable> refused) {
        this.cache = cache;
        this.configuration = configuration;
        this.listener = (CacheEntryListener<K, V>) listener;
        this.filter = filter;
        this.oldValueRequired = configuration.isOldValueRequired();
        this.synchronous = configuration.isSynchronous();
        this.queue = new SerialQueue<>(asynchronous, this::deliverOrLog, refused);
    }

    boolean isOf(CacheEntryListenerConfiguration<K, V> other) {
        return configuration.equals(other);
    }

    boolean listensTo(EventType type) {
        return switch (type) {
            case CREATED -> listener instanceof CacheEntryCreatedListener;
            case UPDATED -> listener instanceof CacheEntryUpdatedListener;
            case REMOVED -> listener instanceof CacheEntryRemovedListener;
            case EXPIRED -> listener instanceof CacheEntryExpiredListener;
        };
    }

    /**
     * Calls a synchronous listener, and has an asynchronous one called.
     *
     * @return what a synchronous one failed with: a {@link CacheEntryListenerException} or an {@link Error}
     */
    @Nullable
    Throwable tell(Cache<K, V> source, EventType type, K key, @Nullable V value, @Nullable V oldValue) {
        RegionCacheEvent<K, V> event = RegionCacheEvent.of(source, type, key, value, oldValue, oldValueRequired);
        if (!synchronous) {
            queue.add(event);
            return null;
        }
        try {
            deliver(event);
            return null;
        } catch (CacheEntryListenerException | Error e) {
            return e;
        } catch (Exception e) {
            return new CacheEntryListenerException("cache '%s': %s failed on %s".formatted(cache, this, type), e);
        }
    }

    /** Lets no further delivery begin. */
    void stop() {
        stopped = true;
    }

    /**
     * Waits for deliveries on other threads, unless this thread is in one itself: then they might wait for it.
     *
     * @return whether none lasts on
     */
    boolean awaitIdle(Duration patience) {
        if (deliveries.getReadHoldCount() > 0) {
            return true;
        }
        try {
            if (!deliveries.writeLock().tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                return false;
            }
            deliveries.writeLock().unlock();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The listener, and the filter if there is one. */
    List<Object> customizations() {
        return filter == null ? List.of(listener) : List.of(listener, filter);
    }

    @Override
    public String toString() {
        String name = "listener " + listener.getClass().getName();
        return filter == null
                ? name
                : name + " with filter " + filter.getClass().getName();
    }

    private void deliverOrLog(RegionCacheEvent<K, V> event) {
        try {
            deliver(event);
        } catch (Throwable e) {
            long count = failures.incrementAndGet();
            // At 1, 2, 4, 8 and so on: a listener that always fails does not fill the log.
            if (Long.bitCount(count) == 1) {
                LOG.warn("cache '{}': {} failed on {} ({} times so far)", cache, this, event.getEventType(), count, e);
            }
        }
    }

    private void deliver(RegionCacheEvent<K, V> event) {
        if (!deliveries.readLock().tryLock()) {
            // Only the end takes it from readers.
            return;
        }
        try {
            if (!stopped && (filter == null || filter.evaluate(event))) {
                call(event);
            }
        } finally {
            deliveries.readLock().unlock();
        }
    }

    private void call(RegionCacheEvent<K, V> event) {
        List<CacheEntryEvent<? extends K, ? extends V>> events = List.of(event);
        switch (event.getEventType()) {
            case CREATED -> ((CacheEntryCreatedListener<K, V>) listener).onCreated(events);
            case UPDATED -> ((CacheEntryUpdatedListener<K, V>) listener).onUpdated(events);
            case REMOVED -> ((CacheEntryRemovedListener<K, V>) listener).onRemoved(events);
            case EXPIRED -> ((CacheEntryExpiredListener<K, V>) listener).onExpired(events);
        }
    }
}
