// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Threads of a test. Whatever blocks for longer than it ever should is a failure with a message, not a test that hangs. */
final class Crew implements AutoCloseable {

    static final long PATIENCE_SECONDS = 20;

    private final List<Thread> threads = new ArrayList<>();

    /** A task that runs on a thread of its own. */
    record Member<T>(Thread thread, FutureTask<T> task) {

        T result() {
            return Crew.get(task);
        }

        Throwable failure() {
            try {
                T result = task.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
                throw new AssertionError("no failure, but " + result);
            } catch (ExecutionException e) {
                return e.getCause();
            } catch (InterruptedException | TimeoutException e) {
                throw new AssertionError(thread + " did not end", e);
            }
        }
    }

    <T> Member<T> start(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(task, "crew-" + threads.size());
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
        return new Member<>(thread, task);
    }

    <T> List<Member<T>> startAll(int number, Callable<T> work) {
        List<Member<T>> members = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            members.add(start(work));
        }
        return members;
    }

    static <T> T get(Future<T> future) {
        try {
            return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError("failed: " + e.getCause(), e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("did not end", e);
        }
    }

    static void await(CountDownLatch latch) {
        try {
            if (!latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("nobody opened the latch");
            }
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    /** Blocks until the condition holds, for conditions that no latch can tell: that a thread is parked, for one. */
    static void until(Condition condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.holds()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("the condition never held");
            }
            Thread.onSpinWait();
        }
    }

    interface Condition {
        boolean holds();
    }

    /** Blocks until the thread waits for somebody. */
    static void untilBlocked(Thread thread) {
        until(() -> thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING);
    }

    @Override
    public void close() {
        for (Thread thread : threads) {
            thread.interrupt();
        }
        CompletableFuture<Void> ended = new CompletableFuture<>();
        Thread joiner = new Thread(() -> {
            try {
                for (Thread thread : threads) {
                    thread.join();
                }
                ended.complete(null);
            } catch (InterruptedException e) {
                ended.completeExceptionally(e);
            }
        });
        joiner.setDaemon(true);
        joiner.start();
        get(ended);
    }
}
