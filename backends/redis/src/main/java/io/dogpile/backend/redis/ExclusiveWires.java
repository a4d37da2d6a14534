// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.redis;

import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A few connections that one thread at a time has to itself. One that failed in any way is never used again.
 * Thread-safe.
 */
final class ExclusiveWires {

    private static final int MOST = 8;

    private final Servers servers;
    private final RedisLink link;
    private final Semaphore free = new Semaphore(MOST);
    private final ConcurrentLinkedDeque<Wire> idle = new ConcurrentLinkedDeque<>();

    ExclusiveWires(Servers servers, RedisLink link) {
        this.servers = servers;
        this.link = link;
    }

    /** What a task makes of the commands of the server that has the key. */
    <T> T use(String operation, String key, Deadline deadline, Function<RedisAsyncCommands<String, byte[]>, T> task) {
        if (!acquire(deadline)) {
            throw link.failures().notConnected(operation, null);
        }
        try {
            return borrow(operation, key, deadline, task);
        } finally {
            free.release();
        }
    }

    private boolean acquire(Deadline deadline) {
        try {
            return free.tryAcquire(deadline.left(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private <T> T borrow(
            String operation, String key, Deadline deadline, Function<RedisAsyncCommands<String, byte[]>, T> task) {
        Wire wire = idle.poll();
        StatefulRedisConnection<String, byte[]> node = wire == null ? null : owner(operation, key, deadline, wire);
        while (node != null && !node.isOpen()) {
            Objects.requireNonNull(wire).close();
            wire = idle.poll();
            node = wire == null ? null : owner(operation, key, deadline, wire);
        }
        if (wire == null || node == null) {
            wire = opened(operation, deadline, servers.connectOnce().toCompletableFuture(), null);
            node = owner(operation, key, deadline, wire);
        }
        boolean well = false;
        try {
            T result = task.apply(node.async());
            well = true;
            return result;
        } finally {
            if (well) {
                idle.push(wire);
            } else {
                wire.close();
            }
        }
    }

    private StatefulRedisConnection<String, byte[]> owner(String operation, String key, Deadline deadline, Wire wire) {
        return opened(operation, deadline, servers.owner(wire, key).toCompletableFuture(), wire);
    }

    /** Waits for a connection; one that comes too late is closed. */
    @SuppressWarnings("FutureReturnValueIgnored") // What comes too late is closed whenever it comes.
    private <T> T opened(String operation, Deadline deadline, CompletableFuture<T> opening, @Nullable Wire owner) {
        try {
            return deadline.await(opening);
        } catch (TimeoutException | InterruptedException | ExecutionException e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            opening.thenAccept(late -> {
                if (late instanceof Wire wire) {
                    wire.close();
                }
            });
            if (owner != null) {
                owner.close();
            }
            throw e instanceof ExecutionException && e.getCause() != null
                    ? link.connectFailure(operation, e.getCause())
                    : link.failures().notConnected(operation, e);
        }
    }
}
