// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import java.io.Closeable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;

/** Listens to everything, remembers it in words, and then does what it was told to do. */
final class RecordingListener
        implements CacheEntryCreatedListener<String, String>,
                CacheEntryUpdatedListener<String, String>,
                CacheEntryRemovedListener<String, String>,
                CacheEntryExpiredListener<String, String>,
                Closeable {

    final List<String> heard = Collections.synchronizedList(new ArrayList<>());
    final AtomicInteger closings = new AtomicInteger();
    volatile Consumer<CacheEntryEvent<?, ?>> then = event -> {};
    volatile boolean failsToClose;

    static String words(CacheEntryEvent<?, ?> event) {
        return "%s %s=%s was %s%s"
                .formatted(
                        event.getEventType(),
                        event.getKey(),
                        event.getValue(),
                        event.getOldValue(),
                        event.isOldValueAvailable() ? "" : " (not available)");
    }

    CacheEntryListenerConfiguration<String, String> synchronous() {
        return synchronous(true);
    }

    CacheEntryListenerConfiguration<String, String> synchronous(boolean oldValueRequired) {
        return new MutableCacheEntryListenerConfiguration<>(() -> this, null, oldValueRequired, true);
    }

    CacheEntryListenerConfiguration<String, String> asynchronous() {
        return new MutableCacheEntryListenerConfiguration<>(() -> this, null, true, false);
    }

    @Override
    public void onCreated(Iterable<CacheEntryEvent<? extends String, ? extends String>> events) {
        hear(events);
    }

    @Override
    public void onUpdated(Iterable<CacheEntryEvent<? extends String, ? extends String>> events) {
        hear(events);
    }

    @Override
    public void onRemoved(Iterable<CacheEntryEvent<? extends String, ? extends String>> events) {
        hear(events);
    }

    @Override
    public void onExpired(Iterable<CacheEntryEvent<? extends String, ? extends String>> events) {
        hear(events);
    }

    @Override
    public void close() {
        closings.incrementAndGet();
        if (failsToClose) {
            throw new IllegalStateException("cannot close");
        }
    }

    private void hear(Iterable<CacheEntryEvent<? extends String, ? extends String>> events) {
        for (CacheEntryEvent<? extends String, ? extends String> event : events) {
            heard.add(words(event));
            then.accept(event);
        }
    }
}
