// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.mapdb;

import io.dogpile.backend.BackendException;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A MapDB store that regions share, and that survives its own damage. Thread-safe.
 *
 * <p>MapDB reports damage by whatever goes wrong first: its own exceptions, those of buffers and arrays, and errors. None of
 * them leaves this class: the store is given up, what it wrote is set aside, and the operation is done in an empty one.
 */
final class EntryStore implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EntryStore.class);

    /** About 30 ms of work. */
    private static final int SWEEP_AT_MOST = 20_000;

    private static final long REOPEN_MILLIS = 1_000;
    private static final long CLOSE_POLLS = 10_000;

    private final Medium medium;
    private final InstantSource clock;
    /** Larger from each opening to the next, unless more than a million entries are written in each millisecond. */
    private final AtomicLong numbers;

    private final ScheduledThreadPoolExecutor sweeper;
    private final Future<?> sweeping;
    private final LongAdder underWay = new LongAdder();
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable OpenStore current;
    private volatile boolean closed;
    private long reopenAt = Long.MIN_VALUE;

    /**
     * Opens the medium, which the store then owns; one that cannot be opened is released.
     *
     * @param sweepEvery how long it rests between two rounds of removing what is past its time
     */
    static EntryStore in(Medium medium, InstantSource clock, Duration sweepEvery) throws IOException {
        boolean opened = false;
        try {
            EntryStore store = new EntryStore(medium, clock, sweepEvery);
            opened = true;
            return store;
        } finally {
            if (!opened) {
                medium.release();
            }
        }
    }

    private EntryStore(Medium medium, InstantSource clock, Duration sweepEvery) throws IOException {
        this.medium = medium;
        this.clock = clock;
        this.numbers = new AtomicLong(clock.millis() << 20);
        this.current = medium.open(clock);
        this.sweeper = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "dogpile-mapdb-sweeper");
            thread.setDaemon(true);
            return thread;
        });
        long nanos = sweepEvery.toNanos();
        this.sweeping = sweeper.scheduleWithFixedDelay(this::sweep, nanos, nanos, TimeUnit.NANOSECONDS);
    }

    /**
     * Something to do in an opened store; done again in an empty one if the store turns out to be damaged.
     *
     * @param <T> type of the result
     */
    interface Operation<T extends @Nullable Object> {
        T in(OpenStore store);
    }

    /** Does the operation. */
    <T extends @Nullable Object> T call(String what, Operation<T> operation) {
        underWay.increment();
        try {
            OpenStore store = opened(what);
            try {
                return operation.in(store);
            } catch (BackendException e) {
                throw e;
            } catch (Throwable damage) {
                startEmpty(store, what, damage);
                return again(what, operation);
            }
        } finally {
            underWay.decrement();
        }
    }

    private <T extends @Nullable Object> T again(String what, Operation<T> operation) {
        OpenStore store = opened(what);
        try {
            return operation.in(store);
        } catch (BackendException e) {
            throw e;
        } catch (Throwable damage) {
            startEmpty(store, what, damage);
            throw new BackendException(
                    BackendException.Kind.UNKNOWN, "backend 'mapdb': " + what + " failed twice in " + medium, damage);
        }
    }

    private OpenStore opened(String what) {
        OpenStore store = current;
        if (closed) {
            throw closed(what);
        }
        return store != null ? store : reopened(what);
    }

    private OpenStore reopened(String what) {
        lock.lock();
        try {
            OpenStore store = current;
            if (store == null) {
                if (closed || clock.millis() < reopenAt) {
                    throw unavailable(what, "it could not be opened again", null);
                }
                reopenAt = clock.millis() + REOPEN_MILLIS;
                store = medium.open(clock);
                current = store;
            }
            return store;
        } catch (IOException | RuntimeException | Error e) {
            throw e instanceof BackendException known ? known : unavailable(what, "it cannot be opened again", e);
        } finally {
            lock.unlock();
        }
    }

    /** What an operation of a closed store, or of a closed share of it, fails with. */
    BackendException closed(String what) {
        return unavailable(what, "it is closed", null);
    }

    private BackendException unavailable(String what, String why, @Nullable Throwable cause) {
        return new BackendException(
                BackendException.Kind.UNAVAILABLE,
                "backend 'mapdb': " + what + " is not possible in " + medium + ": " + why,
                cause);
    }

    private void startEmpty(OpenStore broken, String what, Throwable damage) {
        lock.lock();
        try {
            if (current == broken && !closed) {
                current = null;
                broken.abandon();
                LOG.warn("MapDB failed to {} in {}", what, medium, damage);
                if (damage instanceof OutOfMemoryError || damage.getCause() instanceof IOException) {
                    // For lack of room: a copy would take what little there is.
                    medium.discard();
                } else {
                    medium.setAside("it is damaged: " + damage);
                }
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("The damaged {} cannot be set aside", medium, e);
        } finally {
            lock.unlock();
        }
    }

    /** Whether backends of several cache managers may use it. */
    boolean isShared() {
        return medium instanceof FileMedium;
    }

    /** The number of the next entry. */
    long nextNumber() {
        return numbers.incrementAndGet();
    }

    /** Removes some of what is past its time. */
    void sweep() {
        try {
            call("sweep", store -> {
                store.regions().forEach(region -> region.sweep(clock.millis(), SWEEP_AT_MOST));
                return true;
            });
        } catch (BackendException e) {
            LOG.debug("Nothing was swept in {}", medium, e);
        }
    }

    /** Closes the store so that what is in it will be found again. */
    @Override
    public void close() {
        OpenStore store;
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            store = current;
            current = null;
        } finally {
            lock.unlock();
        }
        sweeping.cancel(false);
        sweeper.shutdown();
        try {
            if (store != null && awaitOperations()) {
                store.close();
                medium.closedInOrder();
            }
        } catch (Throwable e) {
            LOG.warn("{} was not closed in order, and will start empty", medium, e);
            if (store != null) {
                store.abandon();
            }
        } finally {
            medium.release();
        }
    }

    private boolean awaitOperations() {
        for (long polls = 0; underWay.sum() != 0; polls++) {
            if (polls == CLOSE_POLLS) {
                LOG.warn("Operations do not end: {} was not closed in order, and will start empty", medium);
                return false;
            }
            LockSupport.parkNanos(1_000_000);
        }
        return true;
    }

    @Override
    public String toString() {
        return medium.toString();
    }
}
