// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.hazelcast;

import com.hazelcast.client.HazelcastClientOfflineException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gives deadlines to operations that have none but react to interruption, without another thread on their way. The time for which this
 * process was stopped does not count. Thread-safe.
 *
 * <p>Hazelcast's operations with a future would need none of this, but each completes through the JVM's common pool, which on a
 * machine of two processors means a new thread for every single one: slower than waiting by a factor of ten.
 */
final class Deadlines {

    private static final long TICK_MILLIS = 20;
    private static final long OVERSLEPT_MILLIS = 250;

    /** Much longer than Hazelcast itself takes to give up a connection over which nothing comes, and to make a new one. */
    private static final long SILENCE_TICKS = 10_000 / TICK_MILLIS;

    private static final long ANSWERED = -1;

    private final ScheduledExecutorService ticker;
    private final LongSupplier nanoTime;
    private final Runnable silent;
    private final Set<Call> calls = ConcurrentHashMap.newKeySet();
    private final AtomicLong ticks = new AtomicLong();
    private long lastTickNanos;
    private long overslept;
    /** When the first one failed of the last operations, none of which has had an answer. */
    private volatile long unansweredSince = ANSWERED;

    /** @param ticker made for this, and ended with it */
    Deadlines(ScheduledExecutorService ticker, LongSupplier nanoTime, Runnable silent) {
        this.ticker = ticker;
        this.nanoTime = nanoTime;
        this.silent = silent;
        this.lastTickNanos = nanoTime.getAsLong();
        var unused = ticker.scheduleAtFixedRate(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /**
     * Those of real time.
     *
     * @param name of the thread
     * @param silent what to do when operations have had no answer for too long
     */
    static Deadlines ticking(String name, Runnable silent) {
        ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(task -> Daemon.thread(name, task));
        return new Deadlines(ticker, System::nanoTime, silent);
    }

    /** Ticks that come all at once after this process was stopped are no time that the cluster had. */
    private void tick() {
        long nanos = nanoTime.getAsLong();
        long pause = TimeUnit.NANOSECONDS.toMillis(nanos - lastTickNanos);
        lastTickNanos = nanos;
        overslept = pause > OVERSLEPT_MILLIS ? pause / TICK_MILLIS : Math.max(0, overslept - 1);
        if (overslept > 0) {
            return;
        }
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
        Call call = new Call(lastTick(timeout));
        calls.add(call);
        try {
            T result = operation.get();
            answered();
            return result;
        } catch (RuntimeException e) {
            if (call.end()) {
                unanswered();
                TimeoutException late = new TimeoutException();
                late.initCause(e);
                throw late;
            }
            if (e instanceof HazelcastClientOfflineException) {
                unanswered();
            } else {
                answered();
            }
            throw e;
        } finally {
            call.end();
            calls.remove(call);
        }
    }

    /**
     * The future's result, if it is there in time.
     *
     * @throws TimeoutException if it is not, although this process has had the time
     */
    <T extends @Nullable Object> T within(Duration timeout, Future<T> future)
            throws InterruptedException, ExecutionException, TimeoutException {
        long lastTick = lastTick(timeout);
        long millis = timeout.toMillis();
        while (true) {
            try {
                return future.get(millis, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                millis = (lastTick - ticks.get()) * TICK_MILLIS;
                if (millis <= 0 || ticker.isShutdown()) {
                    throw e;
                }
            }
        }
    }

    /** An operation begins between two ticks, so that the one after the last comes less than a tick after its time. */
    private long lastTick(Duration timeout) {
        return ticks.get() + (timeout.toMillis() + TICK_MILLIS - 1) / TICK_MILLIS;
    }

    private void answered() {
        if (unansweredSince != ANSWERED) {
            unansweredSince = ANSWERED;
        }
    }

    private synchronized void unanswered() {
        long now = ticks.get();
        long since = unansweredSince;
        if (since == ANSWERED) {
            unansweredSince = now;
        } else if (now - since > SILENCE_TICKS) {
            unansweredSince = ANSWERED;
            silent.run();
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
