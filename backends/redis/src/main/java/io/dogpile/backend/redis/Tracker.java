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
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A connection to one master that is told of changes to that master's keys. Once lost, it stays lost. Thread-safe. */
final class Tracker {

    private final CompletableFuture<StatefulRedisConnection<String, byte[]>> connection;
    private final Runnable missed;
    private Set<String> asked = Set.of();
    private volatile CompletableFuture<?> tracked = CompletableFuture.completedFuture(null);

    /**
     * Begins to connect.
     *
     * @param told of each push message
     * @param missed run when changes may have been missed, such as when the connection is lost
     */
    Tracker(RedisClient client, RedisURI uri, PushListener told, Runnable missed) {
        this.missed = missed;
        this.connection = client.connectAsync(Wire.CODEC, uri)
                .thenApply(made -> {
                    made.addListener(told);
                    made.addListener(new RedisConnectionStateAdapter() {
                        @Override
                        public void onRedisDisconnected(RedisChannelHandler<?, ?> handler) {
                            missed.run();
                        }
                    });
                    return made;
                })
                .toCompletableFuture();
    }

    /** Asks for changes to keys with those prefixes, besides those that were asked for before. */
    synchronized CompletableFuture<?> track(Collection<String> prefixes) {
        Set<String> wanted = widest(prefixes);
        if (!wanted.equals(asked)) {
            CompletableFuture<?> before = tracked;
            CompletableFuture<?> now = wanted.containsAll(asked) ? ask(without(wanted, asked)) : askAnew(wanted);
            tracked = CompletableFuture.allOf(before, now);
            asked = wanted;
        }
        return tracked;
    }

    /** The server takes no prefix that begins with another one. */
    private Set<String> widest(Collection<String> more) {
        Set<String> all = new HashSet<>(asked);
        all.addAll(more);
        return all.stream()
                .filter(one -> all.stream().noneMatch(other -> !other.equals(one) && one.startsWith(other)))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Set<String> without(Set<String> all, Set<String> some) {
        return all.stream().filter(one -> !some.contains(one)).collect(Collectors.toUnmodifiableSet());
    }

    private CompletableFuture<?> ask(Set<String> prefixes) {
        TrackingArgs args = TrackingArgs.Builder.enabled().bcast().prefixes(prefixes.toArray(String[]::new));
        return afterwards(made -> made.async().clientTracking(args));
    }

    /** One after the other, also while the connection is not there yet: what waits for it would be done in any order. */
    private <T> CompletableFuture<T> afterwards(
            Function<StatefulRedisConnection<String, byte[]>, ? extends CompletionStage<T>> step) {
        return tracked.handle((done, failure) -> this)
                .thenCompose(same -> connection)
                .thenCompose(step);
    }

    /** What changes between the two commands is not told. */
    @SuppressWarnings("FutureReturnValueIgnored") // If nothing ends, the next command is refused.
    private CompletableFuture<?> askAnew(Set<String> prefixes) {
        TrackingArgs args = TrackingArgs.Builder.enabled().bcast().prefixes(prefixes.toArray(String[]::new));
        return afterwards(made -> {
                    made.async().clientTracking(TrackingArgs.Builder.enabled(false));
                    return made.async().clientTracking(args);
                })
                .thenRun(missed);
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
