// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Runs tasks on the thread that advances its time. What fails or is cancelled does not run again. */
final class ManualScheduler extends AbstractExecutorService implements ScheduledExecutorService {

    private final List<Task> tasks = new CopyOnWriteArrayList<>();
    private volatile long nowNanos;
    private boolean shutdown;

    private final class Task extends FutureTask<Void> implements RunnableScheduledFuture<Void> {
        private final long delayNanos;
        private long dueNanos;

        private Task(Runnable task, long dueNanos, long delayNanos) {
            super(task, null);
            this.dueNanos = dueNanos;
            this.delayNanos = delayNanos;
        }

        @Override
        public boolean runAndReset() {
            dueNanos = nowNanos + delayNanos;
            return super.runAndReset();
        }

        /** Returns whether it may be due again. */
        private boolean runDue() {
            if (isPeriodic()) {
                return runAndReset();
            }
            run();
            return false;
        }

        @Override
        public boolean isPeriodic() {
            return delayNanos > 0;
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(dueNanos - nowNanos, TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
        }
    }

    void advance(Duration duration) {
        nowNanos += duration.toNanos();
        for (Task task : tasks) {
            if (task.dueNanos <= nowNanos && !task.runDue()) {
                tasks.remove(task);
            }
        }
        tasks.removeIf(FutureTask::isDone);
    }

    int scheduled() {
        tasks.removeIf(FutureTask::isDone);
        return tasks.size();
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable command, long initialDelay, long delay, TimeUnit unit) {
        Task task = new Task(command, nowNanos + unit.toNanos(initialDelay), unit.toNanos(delay));
        tasks.add(task);
        return task;
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable command, long initialDelay, long period, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        Task task = new Task(command, nowNanos + unit.toNanos(delay), 0);
        tasks.add(task);
        return task;
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void execute(Runnable command) {
        command.run();
    }

    @Override
    public void shutdown() {
        shutdown = true;
    }

    @Override
    public List<Runnable> shutdownNow() {
        shutdown = true;
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return shutdown;
    }

    @Override
    public boolean isTerminated() {
        return shutdown;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return shutdown;
    }
}
