// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.IntConsumer;

/** Threads that do the same at the same time. */
final class Crew {

    private final int size;

    Crew(int size) {
        this.size = size;
    }

    /** Returns when all have done it; each is given its number. */
    void all(IntConsumer task) {
        List<FutureTask<Void>> tasks = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            int number = i;
            FutureTask<Void> each = new FutureTask<>(() -> task.accept(number), null);
            tasks.add(each);
            Thread thread = new Thread(each, "crew-" + i);
            thread.setDaemon(true);
            thread.start();
        }
        for (FutureTask<Void> each : tasks) {
            try {
                each.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            } catch (ExecutionException e) {
                throw new IllegalStateException("one of the threads failed", e.getCause());
            }
        }
    }
}
