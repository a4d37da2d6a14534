// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import io.dogpile.config.Option;
import io.dogpile.config.Regeneration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/**
 * Has a thousand threads load fifty keys through one region, and prints what came of it. The threads are virtual where there
 * are such, and then the JVM records who pins its carrier.
 */
final class VirtualThreadsProgram {

    private static final int CALLERS = 1_000;
    private static final int KEYS = 50;
    private static final String PINNED = "jdk.VirtualThreadPinned";

    private final Region<Integer, String> region = Region.<Integer, String>named("books")
            .option(Option.REGENERATION, Regeneration.BACKGROUND)
            .build();
    private final ConcurrentMap<Integer, AtomicInteger> loads = new ConcurrentHashMap<>();
    private final AtomicInteger answered = new AtomicInteger();

    private VirtualThreadsProgram() {}

    public static void main(String[] arguments) throws Exception {
        // Who waits for a class to be initialised is pinned by the JVM, whatever we do: load them before.
        new VirtualThreadsProgram().run(Thread::new);

        VirtualThreadsProgram program = new VirtualThreadsProgram();
        List<RecordedEvent> pinned = recorded(() -> program.run(threads()));
        pinned.forEach(System.out::println);
        boolean onceEach = program.loads.values().stream().allMatch(times -> times.get() == 1);
        System.out.println("threads=" + (areThereVirtualThreads() ? "virtual" : "platform")
                + " callers=" + CALLERS
                + " answered=" + program.answered
                + " loads=" + (onceEach ? String.valueOf(program.loads.size()) : program.loads.toString())
                + " pinned=" + pinned.size());
    }

    private interface Work {
        void run() throws InterruptedException;
    }

    private static List<RecordedEvent> recorded(Work work) throws IOException, InterruptedException {
        Path file = Files.createTempFile("pinned", ".jfr");
        try (Recording recording = new Recording()) {
            recording.enable(PINNED).withThreshold(Duration.ZERO).withStackTrace();
            recording.start();
            work.run();
            recording.stop();
            recording.dump(file);
            return RecordingFile.readAllEvents(file).stream()
                    .filter(event -> event.getEventType().getName().equals(PINNED))
                    .toList();
        } finally {
            Files.delete(file);
        }
    }

    private static boolean areThereVirtualThreads() {
        return Runtime.version().feature() >= 21;
    }

    /** This is compiled for a JDK that does not have them. */
    private static ThreadFactory threads() {
        if (!areThereVirtualThreads()) {
            return Thread::new;
        }
        try {
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            Class<?> type = Class.forName("java.lang.Thread$Builder");
            return (ThreadFactory)
                    Objects.requireNonNull(type.getMethod("factory").invoke(builder));
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("a JDK of that version has virtual threads", e);
        }
    }

    private void run(ThreadFactory factory) throws InterruptedException {
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            int caller = i;
            threads.add(factory.newThread(() -> call(caller, start)));
        }
        threads.forEach(Thread::start);
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** One in four wants several keys, in an order that is the reverse of his neighbour's. */
    private void call(int caller, CountDownLatch start) {
        Crew.await(start);
        int key = caller % KEYS;
        boolean right =
                caller % 4 == 0 ? all(keys(caller)) : ("value of " + key).equals(region.getOrCreate(key, this::load));
        if (right) {
            answered.incrementAndGet();
        }
    }

    private static List<Integer> keys(int caller) {
        List<Integer> keys = IntStream.range(0, 5)
                .map(i -> (caller + i) % KEYS)
                .boxed()
                .collect(ArrayList::new, List::add, List::addAll);
        if (caller % 8 == 0) {
            Collections.reverse(keys);
        }
        return keys;
    }

    private boolean all(List<Integer> keys) {
        Map<Integer, String> values = region.getOrCreateAll(keys, this::loadAll);
        return keys.stream().allMatch(key -> ("value of " + key).equals(values.get(key)));
    }

    private Map<Integer, String> loadAll(Set<Integer> keys) {
        Map<Integer, String> values = new HashMap<>();
        keys.forEach(key -> values.put(key, load(key)));
        return values;
    }

    /** Stands for a database that takes its time. */
    private String load(int key) {
        loads.computeIfAbsent(key, missing -> new AtomicInteger()).incrementAndGet();
        LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        return "value of " + key;
    }
}
