// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import javax.cache.CacheException;
import javax.cache.integration.CacheLoaderException;
import javax.cache.integration.CompletionListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads keys without a caller that waits, and tells a listener in the end. */
final class Loading<K, V> {

    private static final Logger LOG = LoggerFactory.getLogger("io.dogpile.jcache");

    private final String cache;
    private final Reader<K, V> reader;
    private final Executor executor;

    Loading(String cache, Reader<K, V> reader, Executor executor) {
        this.cache = cache;
        this.reader = reader;
        this.executor = executor;
    }

    void loadAll(Set<K> keys, boolean replace, @Nullable CompletionListener listener) {
        if (!reader.loads() || keys.isEmpty()) {
            completed(listener);
            return;
        }
        try {
            executor.execute(() -> load(keys, replace, listener));
        } catch (RejectedExecutionException e) {
            failed(listener, new CacheException("cache '" + cache + "': too busy to load " + keys.size() + " keys", e));
        }
    }

    // On an executor's thread, the listener is the only one to tell.
    @SuppressWarnings("checkstyle:IllegalCatch")
    private void load(Set<K> keys, boolean replace, @Nullable CompletionListener listener) {
        try {
            reader.loadAll(keys, replace);
        } catch (Exception e) {
            failed(listener, e);
            return;
        } catch (Throwable e) {
            failed(listener, new CacheLoaderException("cache '" + cache + "': loading failed: " + e, e));
            throw e;
        }
        completed(listener);
    }

    private void completed(@Nullable CompletionListener listener) {
        if (listener != null) {
            tell(listener::onCompletion);
        }
    }

    private void failed(@Nullable CompletionListener listener, Exception e) {
        if (listener == null) {
            LOG.warn("cache '{}': loadAll failed, and no listener was given to be told", cache, e);
        } else {
            tell(() -> listener.onException(e));
        }
    }

    @SuppressWarnings("checkstyle:IllegalCatch")
    private void tell(Runnable news) {
        try {
            news.run();
        } catch (RuntimeException e) {
            LOG.warn("cache '{}': a completion listener failed", cache, e);
        }
    }
}
