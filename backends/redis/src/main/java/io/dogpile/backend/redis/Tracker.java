// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.redis;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionStateAdapter;
import io.lettuce.core.RedisURI;
import io.lettuce.core.TrackingArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.push.PushListener;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** A connection to one master that is told of changes to that master's keys. Once lost, it stays lost. Thread-safe. */
final class Tracker {

    private final CompletableFuture<StatefulRedisConnection<String, byte[]>> connection;
    private final Set<String> asked = new HashSet<>();
    private volatile CompletableFuture<?> tracked = CompletableFuture.completedFuture(null);

    /**
     * Begins to connect.
     *
     * @param told of each push message
     * @param lost run when the connection is lost
     */
    Tracker(RedisClient client, RedisURI uri, PushListener told, Runnable lost) {
        this.connection = client.connectAsync(Wire.CODEC, uri)
                .thenApply(made -> {
                    made.addListener(told);
                    made.addListener(new RedisConnectionStateAdapter() {
                        @Override
                        public void onRedisDisconnected(RedisChannelHandler<?, ?> handler) {
                            lost.run();
                        }
                    });
                    return made;
                })
                .toCompletableFuture();
    }

    /** Asks for changes to keys with those prefixes, besides those that were asked for before. */
    synchronized CompletableFuture<?> track(Collection<String> prefixes) {
        String[] more = prefixes.stream().filter(asked::add).toArray(String[]::new);
        if (more.length > 0) {
            TrackingArgs args = TrackingArgs.Builder.enabled().bcast().prefixes(more);
            CompletableFuture<?> before = tracked;
            CompletableFuture<?> now =
                    connection.thenCompose(made -> made.async().clientTracking(args));
            tracked = CompletableFuture.allOf(before, now);
        }
        return tracked;
    }

    /** Whether every change has been told since {@link #track}, as far as one can know. */
    boolean isWell() {
        return connection.isDone() && tracked.isDone() && !isLost();
    }

    boolean isLost() {
        return connection.isCompletedExceptionally()
                || tracked.isCompletedExceptionally()
                || (connection.isDone() && !connection.join().isOpen());
    }

    /** Sends something, so that a peer that has vanished is noticed by its silence. */
    @SuppressWarnings("FutureReturnValueIgnored") // An answer is heard, not waited for.
    void ping() {
        if (isWell()) {
            connection.join().async().ping();
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // Nobody waits for the end.
    void close() {
        connection.thenAccept(StatefulRedisConnection::closeAsync);
    }
}
