// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.redis;

import io.dogpile.backend.BackendException;
import io.lettuce.core.RedisException;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.resource.ClientResources;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The client that all regions with equal settings share: one connection, over which all threads' commands go one after
 * another without waiting for each other's answers. It is made at the first operation, and mends itself. Thread-safe.
 */
final class RedisLink implements AutoCloseable {

    /** For so long a failed attempt to connect speaks for the next ones. */
    private static final long PAUSE_MILLIS = 100;

    private static final Logger LOG = LoggerFactory.getLogger(RedisLink.class);

    private final String server;
    private final ClientResources resources;
    private final Servers servers;
    private final Failures failures;
    private final long timeoutNanos;
    private final LongSupplier nanoTime;
    private final Swap swap;
    private final Tracking tracking;
    private final ReentrantLock lock = new ReentrantLock();

    private volatile @Nullable Wire wire;
    private volatile boolean closed;
    private volatile boolean tried;
    private @Nullable CompletableFuture<Wire> connecting;

    RedisLink(RedisSettings settings, LongSupplier nanoTime) {
        this.server = settings.describe();
        this.resources = new LettuceSettings(settings).resources();
        this.servers = settings.topology() == RedisSettings.Topology.CLUSTER
                ? new ClusterServers(settings, resources)
                : new SingleServer(settings, resources);
        this.failures = new Failures(settings);
        this.timeoutNanos = settings.timeout().toNanos();
        this.nanoTime = nanoTime;
        WatchSwap watch = new WatchSwap(new ExclusiveWires(servers, this), this);
        this.swap = settings.scripts() ? new PreferredSwap(new ScriptSwap(this), watch, settings.describe()) : watch;
        this.tracking = new Tracking(servers, settings, resources);
    }

    Swap swap() {
        return swap;
    }

    Tracking tracking() {
        return tracking;
    }

    Failures failures() {
        return failures;
    }

    Deadline deadline() {
        return Deadline.in(timeoutNanos, nanoTime);
    }

    /** The answer to one command. */
    <T extends @Nullable Object> T call(String operation, Function<Wire, ? extends Future<T>> command) {
        return call(operation, deadline(), command);
    }

    <T extends @Nullable Object> T call(
            String operation, Deadline deadline, Function<Wire, ? extends Future<T>> command) {
        Wire ready = wire(operation, deadline);
        Future<T> answer;
        try {
            answer = command.apply(ready);
        } catch (RedisException e) {
            throw failures.of(operation, e); // A cluster's map may have no node for a key.
        }
        return await(operation, deadline, answer);
    }

    /** The answers to several commands that are sent together. */
    <T> List<AsyncCommand<String, byte[], T>> callAll(String operation, List<AsyncCommand<String, byte[], T>> batch) {
        Deadline deadline = deadline();
        List<AsyncCommand<String, byte[], T>> sent;
        try {
            sent = wire(operation, deadline).sendAll(batch);
        } catch (RedisException e) {
            throw failures.ofSome(operation, failures.of(operation, e), false);
        }
        BackendException failure = null;
        int failed = 0;
        for (AsyncCommand<String, byte[], T> command : sent) {
            try {
                await(operation, deadline, command);
            } catch (BackendException e) {
                failed++;
                failure = failure == null || failure.kind() == e.kind() ? e : failures.ofSome(operation, e, false);
            }
        }
        if (failure != null) {
            throw failures.ofSome(operation, failure, failed == sent.size());
        }
        return sent;
    }

    /** Waits for an answer as long as the deadline allows for, and gives it up then. */
    <T extends @Nullable Object> T await(String operation, Deadline deadline, Future<T> answer) {
        try {
            return deadline.await(answer);
        } catch (TimeoutException e) {
            answer.cancel(false);
            throw failures.timedOut(operation);
        } catch (InterruptedException e) {
            answer.cancel(false);
            Thread.currentThread().interrupt();
            throw failures.interrupted(operation, e);
        } catch (ExecutionException e) {
            throw failures.of(operation, e.getCause() == null ? e : e.getCause());
        } catch (CancellationException e) {
            throw failures.of(operation, e);
        }
    }

    /** The connection; waits for it to be made if there is none. */
    Wire wire(String operation, Deadline deadline) {
        Wire made = wire;
        if (made != null) {
            return made;
        }
        try {
            return deadline.await(connecting(operation));
        } catch (TimeoutException e) {
            throw failures.notConnected(operation, null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failures.notConnected(operation, e);
        } catch (ExecutionException e) {
            throw connectFailure(operation, e.getCause());
        }
    }

    BackendException connectFailure(String operation, @Nullable Throwable cause) {
        BackendException failure = failures.of(operation, cause == null ? new IllegalStateException() : cause);
        return failure.kind() == BackendException.Kind.REJECTED ? failure : failures.notConnected(operation, cause);
    }

    /** Sends a command without waiting for anything; null if it cannot be sent now. */
    <F> @Nullable F sendIfConnected(Function<Wire, F> command) {
        Wire made = wire;
        try {
            return made == null ? null : command.apply(made);
        } catch (RedisException e) {
            return null;
        }
    }

    /** Waits for the first attempt to connect, and does not mind if nothing comes of it. */
    void tryConnect(String operation) {
        if (!tried) {
            tried = true;
            try {
                wire(operation, deadline());
            } catch (BackendException e) {
                LOG.debug("not connected yet", e);
            }
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // What comes of it is seen by all who wait.
    private CompletableFuture<Wire> connecting(String operation) {
        lock.lock();
        try {
            if (closed) {
                throw failures.closed(operation);
            }
            CompletableFuture<Wire> attempt = connecting;
            if (attempt == null) {
                attempt = servers.connect().toCompletableFuture();
                connecting = attempt;
                attempt.whenComplete(this::connected);
            }
            return attempt;
        } finally {
            lock.unlock();
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // Cannot fail.
    private void connected(@Nullable Wire made, @Nullable Throwable failure) {
        if (made != null) {
            wire = made;
        } else {
            resources.eventExecutorGroup().schedule(this::forgetAttempt, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void forgetAttempt() {
        lock.lock();
        try {
            connecting = null;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
        tracking.close();
        servers.close();
        Shutdown.of(resources);
    }

    @Override
    public String toString() {
        return server;
    }
}
