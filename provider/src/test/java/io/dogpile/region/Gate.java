// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A creator that a test lets in and out: it says when it has been called, and returns when and what it is told. */
final class Gate<V> implements Creator<Object, V> {

    private final CountDownLatch entered = new CountDownLatch(1);
    private final CompletableFuture<@Nullable V> result = new CompletableFuture<>();
    private final AtomicInteger calls = new AtomicInteger();

    @Override
    public @Nullable V create(Object key) throws Exception {
        calls.incrementAndGet();
        entered.countDown();
        try {
            return result.get(Crew.PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (java.util.concurrent.ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (Exception) e.getCause();
        }
    }

    /** Blocks until the creator has been called. */
    void awaitCall() {
        Crew.await(entered);
    }

    void open(@Nullable V value) {
        result.complete(value);
    }

    void fail(Throwable failure) {
        result.completeExceptionally(failure);
    }

    int calls() {
        return calls.get();
    }
}
