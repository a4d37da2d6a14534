// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Hands elements to a consumer on the threads of an executor: in the order in which they were added, and never two at
 * a time. Unbounded and thread-safe. The consumer must not throw.
 */
final class SerialQueue<E> {

    /** After so many elements the executor's other work has its turn. */
    private static final int TURN = 64;

    private final Executor executor;
    private final Consumer<E> consumer;
    private final Consumer<Throwable> refused;
    private final Queue<E> waiting = new ConcurrentLinkedQueue<>();
    /** Never more than there are elements; whoever makes it one starts the work, whoever makes it zero ends it. */
    private final AtomicInteger size = new AtomicInteger();

    /** @param refused is told why the executor did not take the work; the elements that waited then are dropped */
    SerialQueue(Executor executor, Consumer<E> consumer, Consumer<Throwable> refused) {
        this.executor = executor;
        this.consumer = consumer;
        this.refused = refused;
    }

    void add(E element) {
        waiting.add(element);
        if (size.getAndIncrement() == 0) {
            start();
        }
    }

    private void start() {
        try {
            executor.execute(this::work);
        } catch (RuntimeException | Error e) {
            drop();
            refused.accept(e);
        }
    }

    private void work() {
        for (int turn = 0; turn < TURN; turn++) {
            consumer.accept(waiting.remove());
            if (size.decrementAndGet() == 0) {
                return;
            }
        }
        start();
    }

    private void drop() {
        do {
            waiting.remove();
        } while (size.decrementAndGet() > 0);
    }
}
