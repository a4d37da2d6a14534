// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.hazelcast;

import com.hazelcast.cluster.Member;
import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.map.IMap;
import io.dogpile.backend.BackendException;
import io.dogpile.backend.BackendException.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Operations on one region's map, none of which outlasts its time, and whose failures are {@link BackendException}s. Thread-safe.
 *
 * <p>Hazelcast's operations have no deadline of their own. A client's react to interruption, and are done by the caller. A
 * member's do not; those that have to wait for another member are left to one of the grid's threads, and the rest to the caller
 * too: they do not leave this JVM.
 */
final class MapCalls {

    private static final Logger LOG = LoggerFactory.getLogger(MapCalls.class);

    /** How many times as long as others operations may take that concern a whole map. */
    static final int WHOLE_MAP = 5;

    /** How many of the operations on many entries are under way at once. */
    private static final int STRANDS = 8;

    private final Grid grid;
    private final String mapName;
    private final String owner;
    private final Duration timeout;
    private final ChangeFeed feed;
    private final ReentrantLock opening = new ReentrantLock();
    private volatile @Nullable Open open;
    private volatile boolean closed;

    /** A map, and the instance that it belongs to, which may be a member or a client. */
    private record Open(HazelcastInstance instance, boolean member, IMap<String, byte[]> map) {}

    MapCalls(Grid grid, String mapName, String owner, Duration timeout, ChangeFeed feed) {
        this.grid = grid;
        this.mapName = mapName;
        this.owner = owner;
        this.timeout = timeout;
        this.feed = feed;
    }

    /** The result of an operation that reads what is under one key. */
    <T extends @Nullable Object> T read(String operation, String key, Function<IMap<String, byte[]>, T> call) {
        Open opened = opened();
        return opened.member() && !isAlone(opened) && !isOwner(opened, key)
                ? submit(operation, () -> call.apply(opened.map()), 1)
                : direct(operation, opened, call);
    }

    /** The result of an operation that writes what is under one key, and waits for backups. */
    <T extends @Nullable Object> T write(String operation, Function<IMap<String, byte[]>, T> call) {
        Open opened = opened();
        return opened.member() && !isAlone(opened)
                ? submit(operation, () -> call.apply(opened.map()), 1)
                : direct(operation, opened, call);
    }

    /** The result of an operation that reads what is under many keys; it reacts to interruption wherever it is done. */
    <T extends @Nullable Object> T readAll(String operation, Function<IMap<String, byte[]>, T> call) {
        return direct(operation, opened(), call);
    }

    /** Begins an operation that nobody waits for; null if that cannot be done just now. */
    <T> @Nullable CompletionStage<T> begin(Function<IMap<String, byte[]>, CompletionStage<T>> call) {
        Open opened = open;
        if (opened == null || closed || !Grid.isRunning(opened.instance())) {
            return null;
        }
        try {
            return call.apply(opened.map());
        } catch (HazelcastException | IllegalStateException e) {
            LOG.debug("not begun", e);
            return null;
        }
    }

    private static boolean isAlone(Open opened) {
        return opened.instance().getCluster().getMembers().size() == 1;
    }

    private static boolean isOwner(Open opened, String key) {
        Member owner = opened.instance().getPartitionService().getPartition(key).getOwner();
        return owner != null && owner.localMember();
    }

    private <T extends @Nullable Object> T direct(
            String operation, Open opened, Function<IMap<String, byte[]>, T> call) {
        try {
            return grid.deadlines().within(timeout, () -> call.apply(opened.map()));
        } catch (TimeoutException e) {
            throw late(operation, 1, e);
        } catch (RuntimeException e) {
            if (isInterruption(e)) {
                Thread.currentThread().interrupt();
            }
            throw Failures.of(owner, operation, e);
        }
    }

    private static boolean isInterruption(Throwable failure) {
        return failure instanceof InterruptedException
                || (failure.getCause() != null && isInterruption(failure.getCause()));
    }

    /** The same operation for each item, several at a time. */
    <T> void each(String operation, List<T> items, BiConsumer<IMap<String, byte[]>, T> call) {
        IMap<String, byte[]> map = opened().map();
        List<Callable<Boolean>> strands = new ArrayList<>();
        for (int strand = 0; strand < Math.min(STRANDS, items.size()); strand++) {
            int first = strand;
            strands.add(() -> {
                for (int i = first; i < items.size() && !Thread.currentThread().isInterrupted(); i += STRANDS) {
                    call.accept(map, items.get(i));
                }
                return true;
            });
        }
        for (Future<Boolean> strand : invokeAll(operation, strands)) {
            await(operation, strand, 1);
        }
    }

    private List<Future<Boolean>> invokeAll(String operation, List<Callable<Boolean>> strands) {
        try {
            return grid.workers().invokeAll(strands, timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            throw refused(operation, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failures.of(owner, operation, e);
        }
    }

    /** The result of an operation that concerns a whole map. */
    <T extends @Nullable Object> T whole(String operation, Function<IMap<String, byte[]>, T> call) {
        IMap<String, byte[]> map = opened().map();
        return submit(operation, () -> call.apply(map), WHOLE_MAP);
    }

    private <T extends @Nullable Object> T submit(String operation, Callable<T> call, int times) {
        Future<T> future;
        try {
            future = grid.workers().submit(call);
        } catch (RejectedExecutionException e) {
            throw refused(operation, e);
        }
        return await(operation, future, times);
    }

    private <T extends @Nullable Object> T await(String operation, Future<T> future, int times) {
        try {
            return grid.deadlines().within(timeout.multipliedBy(times), future);
        } catch (ExecutionException e) {
            throw Failures.of(owner, operation, e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException | CancellationException e) {
            future.cancel(true);
            throw late(operation, times, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failures.of(owner, operation, e);
        }
    }

    private BackendException late(String operation, int times, Exception cause) {
        return new BackendException(
                Kind.UNKNOWN,
                owner + ": " + operation + " was not answered within " + timeout.toMillis() * times
                        + " ms; look at the cluster's members, or at argument 'timeout'",
                cause);
    }

    private BackendException refused(String operation, Exception cause) {
        return new BackendException(
                Kind.UNAVAILABLE, owner + ": " + operation + " was not done: too many calls hang already", cause);
    }

    /** Begins to tell of changes: at once if the map can be had, else as soon as it can. */
    void watch() {
        boolean open = false;
        try {
            opened();
            open = true;
            submit("watch", this::attach, 1);
        } catch (BackendException e) {
            // Whoever opens the map in the end attaches the listeners that there are.
            boolean later = e.kind() == Kind.UNAVAILABLE || (e.kind() == Kind.UNKNOWN && !open);
            if (!later || closed) {
                throw e;
            }
        }
    }

    private boolean attach() {
        opening.lock();
        try {
            Open opened = open;
            if (opened != null && !closed) {
                feed.attach(opened.instance(), opened.map());
            }
            return true;
        } finally {
            opening.unlock();
        }
    }

    private Open opened() {
        Open opened = open;
        if (opened == null || closed || !Grid.isRunning(opened.instance())) {
            opened = open();
        }
        return opened;
    }

    private Open open() {
        if (closed) {
            throw new BackendException(Kind.UNAVAILABLE, owner + " is closed", null);
        }
        HazelcastInstance instance;
        try {
            instance = grid.instance();
        } catch (HazelcastInstanceNotActiveException e) {
            throw Failures.notBegun(owner, "opening", e);
        }
        return submit("opening", () -> open(instance), 1);
    }

    private Open open(HazelcastInstance instance) {
        opening.lock();
        try {
            Open opened = open;
            if (opened == null || !Grid.isSame(opened.instance(), instance)) {
                opened = new Open(instance, Grid.isMember(instance), instance.getMap(mapName));
                feed.attach(instance, opened.map());
                open = opened;
            }
            return opened;
        } finally {
            opening.unlock();
        }
    }

    /** Ends what this began; the grid stays. Closing twice is harmless. */
    void close() {
        boolean first = !closed;
        closed = true;
        if (first && open != null) {
            try {
                submit("close", this::detach, 1);
            } catch (BackendException e) {
                // An instance that does not answer has forgotten, or will forget, its listeners without being told.
            }
        }
    }

    private boolean detach() {
        feed.detach();
        return true;
    }
}
