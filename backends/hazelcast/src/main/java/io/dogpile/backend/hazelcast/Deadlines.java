// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.hazelcast;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gives deadlines to operations that have none but react to interruption, without another thread on their way. Thread-safe.
 *
 * <p>Hazelcast's operations with a future would need none of this, but each completes through the JVM's common pool, which on a
 * machine of two processors means a new thread for every single one: slower than waiting by a factor of ten.
 */
final class Deadlines {

    private static final long TICK_MILLIS = 20;

    private final Set<Call> calls = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService ticker;
    private final AtomicLong ticks = new AtomicLong();

    Deadlines(String name) {
        ticker = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
        var unused = ticker.scheduleAtFixedRate(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void tick() {
        long now = ticks.incrementAndGet();
        for (Call call : calls) {
            if (now > call.lastTick) {
                call.interrupt();
            }
        }
    }

    /**
     * The operation's result, if it is there in time.
     *
     * @throws TimeoutException if the operation failed because it was interrupted here
     */
    <T extends @Nullable Object> T within(Duration timeout, Supplier<T> operation) throws TimeoutException {
        Call call = new Call(ticks.get() + timeout.toMillis() / TICK_MILLIS + 1);
        calls.add(call);
        try {
            return operation.get();
        } catch (RuntimeException e) {
            if (call.end()) {
                TimeoutException late = new TimeoutException();
                late.initCause(e);
                throw late;
            }
            throw e;
        } finally {
            call.end();
            calls.remove(call);
        }
    }

    void close() {
        ticker.shutdownNow();
    }

    /** An operation under way. After its end it is not interrupted, nor has it left an interruption behind. */
    private static final class Call {

        private final Thread thread = Thread.currentThread();
        private final long lastTick;
        private boolean ended;
        private boolean interrupted;

        Call(long lastTick) {
            this.lastTick = lastTick;
        }

        synchronized void interrupt() {
            if (!ended) {
                interrupted = true;
                thread.interrupt();
            }
        }

        /** Returns whether it was interrupted. */
        synchronized boolean end() {
            boolean ours = !ended && interrupted && Thread.interrupted();
            ended = true;
            return ours || interrupted;
        }
    }
}
