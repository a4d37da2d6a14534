// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import static io.dogpile.jcache.CacheListenersTest.cache;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.event.EventType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CacheListenersAsynchronousTest {

    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final RecordingListener listener = new RecordingListener();
    private final CacheListeners<String, String> listeners = new CacheListeners<>("books", tasks::add);

    @Test
    void the_publisher_does_not_wait() {
        listeners.register(listener.asynchronous());

        publish("a");
        publish("b");
        assertThat(listener.heard).isEmpty();

        runTasks();
        assertThat(listener.heard)
                .containsExactly("CREATED a=v was null (not available)", "CREATED b=v was null (not available)");
    }

    @Test
    void events_that_wait_share_a_task_but_leave_other_work_its_turn() {
        listeners.register(listener.asynchronous());
        for (int i = 0; i < 100; i++) {
            publish("k" + i);
        }
        assertThat(tasks).hasSize(1);

        tasks.remove().run();
        assertThat(listener.heard).hasSizeBetween(1, 99);
        assertThat(tasks).hasSize(1);

        runTasks();
        assertThat(listener.heard).hasSize(100);
    }

    @Test
    void an_event_published_while_another_is_delivered_comes_after_it() {
        listener.then = event -> {
            if (event.getKey().equals("a")) {
                publish("b");
                assertThat(listener.heard).hasSize(1);
            }
        };
        listeners.register(listener.asynchronous());

        publish("a");
        runTasks();

        assertThat(listener.heard).hasSize(2);
    }

    @Test
    void failures_are_logged_less_and_less_and_never_reach_the_publisher() {
        listener.then = event -> {
            throw new AssertionError("broken listener");
        };
        listeners.register(listener.asynchronous());

        try (LogCapture log = new LogCapture()) {
            for (int i = 0; i < 1_000; i++) {
                publish("secret-key");
                runTasks();
            }

            assertThat(log.count("cache 'books': listener io.dogpile.jcache.RecordingListener failed on CREATED"))
                    .isEqualTo(10);
            assertThat(log.text())
                    .contains("broken listener", "(512 times so far)")
                    .doesNotContain("secret-key");
        }
        assertThat(listener.heard).hasSize(1_000);
    }

    @Test
    void the_end_of_a_registration_drops_what_waits() {
        listeners.register(listener.asynchronous());
        publish("a");

        listeners.close();
        runTasks();

        assertThat(listener.heard).isEmpty();
        assertThat(listener.closings).hasValue(1);
    }

    @Test
    void a_closed_executor_costs_events_one_line_in_the_log_and_no_exception() {
        AtomicBoolean open = new AtomicBoolean();
        CacheListeners<String, String> refused = new CacheListeners<>("books", task -> {
            if (!open.get()) {
                throw new RejectedExecutionException("closed");
            }
            task.run();
        });
        refused.register(listener.asynchronous());

        try (LogCapture log = new LogCapture()) {
            for (int i = 0; i < 3; i++) {
                assertThatCode(() -> refused.publish(cache(), EventType.CREATED, "lost", "v", null))
                        .doesNotThrowAnyException();
            }

            assertThat(log.count("cache 'books': the executor refuses events")).isEqualTo(1);
        }
        open.set(true);
        refused.publish(cache(), EventType.CREATED, "k", "v", null);
        assertThat(listener.heard).containsExactly("CREATED k=v was null (not available)");
    }

    @Test
    void threads_never_call_a_listener_at_once_and_keep_the_order_of_each_publisher() throws Exception {
        int publishers = 4;
        int each = 2_000;
        ExecutorService pool = Executors.newFixedThreadPool(4);
        CacheListeners<String, String> parallel = new CacheListeners<>("books", pool);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch all = new CountDownLatch(publishers * each);
        List<List<Integer>> order = new ArrayList<>();
        for (int i = 0; i < publishers; i++) {
            order.add(Collections.synchronizedList(new ArrayList<>()));
        }
        listener.then = event -> {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            order.get(Integer.parseInt(event.getKey().toString()))
                    .add(Integer.valueOf(event.getValue().toString()));
            inside.decrementAndGet();
            all.countDown();
        };
        parallel.register(listener.asynchronous());

        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < publishers; i++) {
            String key = String.valueOf(i);
            threads.add(start(() -> {
                for (int n = 0; n < each; n++) {
                    parallel.publish(cache(), EventType.CREATED, key, String.valueOf(n), null);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(all.await(30, TimeUnit.SECONDS)).isTrue();
        pool.shutdown();

        assertThat(most).hasValue(1);
        assertThat(order).allSatisfy(values -> assertThat(values).hasSize(each).isSorted());
    }

    @Test
    void closing_waits_for_a_delivery_on_another_thread() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        AtomicInteger closingsSeen = new AtomicInteger(-1);
        listener.then = event -> {
            entered.countDown();
            await(leave);
            closingsSeen.set(listener.closings.get());
        };
        listeners.register(listener.asynchronous());
        publish("a");
        publish("b");
        Thread delivering = start(tasks.remove());
        entered.await();

        Thread closing = start(listeners::close);
        awaitWaiting(closing);
        assertThat(listener.closings).hasValue(0);

        leave.countDown();
        closing.join();
        delivering.join();
        assertThat(closingsSeen).hasValue(0);
        assertThat(listener.closings).hasValue(1);
        assertThat(listener.heard).hasSize(1);
    }

    @Test
    void closing_does_not_wait_for_ever() throws Exception {
        CacheListeners<String, String> impatient = new CacheListeners<>("books", tasks::add, Duration.ofMillis(1));
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        listener.then = event -> {
            entered.countDown();
            await(leave);
        };
        impatient.register(listener.synchronous());
        Thread delivering = start(() -> impatient.publish(cache(), EventType.CREATED, "k", "v", null));
        entered.await();

        try (LogCapture log = new LogCapture()) {
            impatient.close();

            assertThat(log.text())
                    .contains("cache 'books': listener io.dogpile.jcache.RecordingListener is still being called");
        }
        assertThat(listener.closings).hasValue(1);
        leave.countDown();
        delivering.join();
    }

    @Test
    void an_interrupted_close_stays_interrupted_and_does_not_wait() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        listener.then = event -> {
            entered.countDown();
            await(leave);
        };
        listeners.register(listener.synchronous());
        Thread delivering = start(() -> publish("k"));
        entered.await();

        try (LogCapture log = new LogCapture()) {
            Thread.currentThread().interrupt();
            listeners.close();
            assertThat(log.count("is no longer waited for")).isEqualTo(1);
        }

        assertThat(Thread.interrupted()).isTrue();
        assertThat(listener.closings).hasValue(1);
        leave.countDown();
        delivering.join();
    }

    private void publish(String key) {
        listeners.publish(cache(), EventType.CREATED, key, "v", null);
    }

    private void runTasks() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    private static Thread start(Runnable task) {
        Thread thread = new Thread(task);
        thread.start();
        return thread;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void awaitWaiting(Thread thread) {
        while (thread.getState() != Thread.State.TIMED_WAITING) {
            assertThat(thread.isAlive()).as("waits").isTrue();
            Thread.onSpinWait();
        }
    }
}
