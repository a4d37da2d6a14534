// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * What regions take from the world around them: time, randomness and threads. One environment may serve many regions.
 *
 * <p>Thread-safe if its parts are.
 *
 * @param time clocks and waiting
 * @param random spreads lifetimes and retries; must be thread-safe
 * @param background runs regenerations that no caller waits for; may refuse, and a stale value then stays stale
 * @param maintenance sweeps what has expired, at leisure
 */
public record Environment(Time time, RandomGenerator random, Executor background, ScheduledExecutorService maintenance)
        implements AutoCloseable {

    private static final int QUEUED_REGENERATIONS = 1_000;
    private static final long IDLE_SECONDS = 10;

    /**
     * The real one: the machine's clocks, and daemon threads of its own that are started when first needed and stopped by
     * {@link #close()}.
     *
     * @param name names the threads
     */
    public static Environment system(String name) {
        LongSupplier nanos = System::nanoTime;
        InstantSource clock = new SteadyClock(nanos, InstantSource.system());
        return new Environment(
                new Time(clock, nanos, Time::park),
                () -> ThreadLocalRandom.current().nextLong(),
                backgroundThreads(name),
                maintenanceThread(name));
    }

    /** The same environment with another executor in the background, which stays its owner's to stop. */
    public Environment background(Executor executor) {
        // Hidden behind a lambda, so that close() does not take it for one of ours.
        return new Environment(time, random, task -> executor.execute(task), maintenance);
    }

    /** The same environment by another wall clock. */
    Environment clock(InstantSource clock) {
        Time other = new Time(clock, time.nanos(), time.waiting());
        return new Environment(other, random, background, maintenance);
    }

    private static ExecutorService backgroundThreads(String name) {
        // Loads wait for databases more than they compute: more threads than cores, but a bounded number.
        int threads = Math.max(4, 2 * Runtime.getRuntime().availableProcessors());
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                threads,
                threads,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(QUEUED_REGENERATIONS),
                daemons(name + "-regeneration-"));
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    private static ScheduledExecutorService maintenanceThread(String name) {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, daemons(name + "-maintenance-"));
        executor.setRemoveOnCancelPolicy(true);
        executor.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    private static ThreadFactory daemons(String prefix) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(null, task, prefix + number.incrementAndGet(), 0, false);
            thread.setDaemon(true);
            // A pooled thread outlives whoever started it: it must not hold on to that one's class loader.
            thread.setContextClassLoader(Environment.class.getClassLoader());
            return thread;
        };
    }

    /** Stops the threads that {@link #system} made; what runs may finish. */
    @Override
    public void close() {
        maintenance.shutdownNow();
        if (background instanceof ExecutorService threads) {
            threads.shutdown();
        }
    }
}
