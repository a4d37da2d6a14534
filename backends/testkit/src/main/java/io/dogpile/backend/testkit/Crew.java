// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;

/** Some threads that begin at the same time, and are given up after a minute. */
final class Crew {

    static final int SIZE = 4;

    /** What each of the threads came to; {@code task} is told which one it is. */
    <T> List<T> all(IntFunction<T> task) {
        return all(SIZE, task);
    }

    /** The same with so many threads. */
    <T> List<T> all(int size, IntFunction<T> task) {
        CyclicBarrier start = new CyclicBarrier(size);
        List<Callable<T>> tasks = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            int number = i;
            tasks.add(() -> {
                start.await();
                return task.apply(number);
            });
        }
        return run(tasks);
    }

    /** Does something in another thread over and over, and something else once that has begun. */
    void besides(IntConsumer other, Runnable own) {
        AtomicBoolean done = new AtomicBoolean();
        CountDownLatch begun = new CountDownLatch(1);
        run(List.of(
                () -> {
                    try {
                        for (int round = 0; !done.get(); round++) {
                            other.accept(round);
                            begun.countDown();
                        }
                        return true;
                    } finally {
                        begun.countDown();
                    }
                },
                () -> {
                    try {
                        begun.await();
                        own.run();
                    } finally {
                        done.set(true);
                    }
                    return true;
                }));
    }

    private static <T> List<T> run(List<Callable<T>> tasks) {
        ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> future : tasks.stream().map(threads::submit).toList()) {
                results.add(future.get(1, TimeUnit.MINUTES));
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while other threads use the backend", e);
        } catch (ExecutionException e) {
            throw new AssertionError("a thread failed: " + e.getCause(), e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("after a minute the threads have not come to an end", e);
        } finally {
            threads.shutdownNow();
        }
    }
}
