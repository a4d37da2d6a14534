// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

/** Virtual time, threads and executors of this package's tests, for tests of others. */
public final class Stage implements AutoCloseable {

    private final World world = new World();
    private final Crew crew = new Crew();

    /** Time stands still in it, and what goes to the background waits for {@link #runBackground}. */
    public Environment environment() {
        return world.environment();
    }

    /** The same, with tasks of the background run by whoever hands them in. */
    public Environment environmentWithoutBackground() {
        return world.environment(Runnable::run);
    }

    /** Lets time pass, and has swept what is due to be. */
    public void advance(Duration duration) {
        world.time.advance(duration);
        world.scheduler.advance(duration);
    }

    public void advanceWithoutSweep(Duration duration) {
        world.time.advance(duration);
    }

    /** Blocks until so many callers wait for the outcome of a flight. */
    public void awaitWaiting(int callers) {
        world.time.awaitWaiting(callers);
    }

    public void runBackground() {
        world.background.runAll();
    }

    public int waitingInBackground() {
        return world.background.waiting();
    }

    public void refuseBackground() {
        world.background.refuse();
    }

    /** Does some work on a thread of its own. */
    public <T> Task<T> start(Callable<T> work) {
        return new Task<>(crew.start(work));
    }

    public Task<Void> run(Runnable work) {
        return start(() -> {
            work.run();
            return null;
        });
    }

    public <T> List<Task<T>> startAll(int number, Callable<T> work) {
        return IntStream.range(0, number).mapToObj(i -> start(work)).toList();
    }

    public static void await(CountDownLatch latch) {
        Crew.await(latch);
    }

    /** Blocks until the condition holds, for conditions that no latch can tell. */
    public static void until(Condition condition) {
        Crew.until(condition::holds);
    }

    @Override
    public void close() {
        crew.close();
    }

    /** Something that will hold sooner or later. */
    public interface Condition {
        boolean holds();
    }

    /** Work on a thread of its own. */
    public static final class Task<T> {

        private final Crew.Member<T> member;

        private Task(Crew.Member<T> member) {
            this.member = member;
        }

        /** What came of it; waits, but not for ever. */
        public T result() {
            return member.result();
        }

        /** What it failed with. */
        public Throwable failure() {
            return member.failure();
        }

        public boolean isDone() {
            return member.task().isDone();
        }

        /** Blocks until the thread waits for somebody. */
        public void untilBlocked() {
            Crew.untilBlocked(member.thread());
        }
    }
}
