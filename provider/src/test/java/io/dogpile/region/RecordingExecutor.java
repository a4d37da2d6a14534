// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Keeps tasks until it is told to run them, or refuses them. */
final class RecordingExecutor implements Executor {

    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private volatile boolean refuses;

    @Override
    public synchronized void execute(Runnable task) {
        if (refuses) {
            throw new RejectedExecutionException("full");
        }
        tasks.add(task);
    }

    void refuse() {
        refuses = true;
    }

    synchronized int waiting() {
        return tasks.size();
    }

    synchronized void forget() {
        tasks.clear();
    }

    void runAll() {
        for (Runnable task = poll(); task != null; task = poll()) {
            task.run();
        }
    }

    private synchronized Runnable poll() {
        return tasks.poll();
    }
}
