// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.cluster;

import io.dogpile.backend.testkit.server.ChildJvm;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A child JVM whose marked lines are taken by a thread of its own, and whose other lines go to a log. Thread-safe. */
final class Child implements AutoCloseable {

    private static final Duration LONG = Duration.ofDays(1);

    private static final Said ENDED = new Said("ended", List.of());

    private final ChildJvm jvm;
    private final BlockingQueue<Said> answers = new LinkedBlockingQueue<>();

    /** Starts a class with a {@code main} method; {@code log} takes what it says beside. */
    Child(Consumer<String> log, Consumer<Said> told, Class<?> main, String... arguments) {
        this.jvm = ChildJvm.start(main, arguments);
        Thread reader = new Thread(() -> read(log, told), "lines of " + jvm);
        reader.setDaemon(true);
        reader.start();
    }

    private void read(Consumer<String> log, Consumer<Said> told) {
        for (Optional<String> line = jvm.nextLine(LONG); line.isPresent(); line = jvm.nextLine(LONG)) {
            if (Said.isSaid(line.get())) {
                Said said = Said.parse(line.get());
                told.accept(said);
                answers.add(said);
            } else {
                log.accept(jvm + ": " + line.get());
            }
        }
        log.accept(jvm + " ended");
        answers.add(ENDED);
    }

    /** Skips what it says until it says that. */
    Said await(String what, Duration timeout) {
        long until = Moments.now() + timeout.toNanos();
        try {
            Said said = answers.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
            while (said != null && !said.equals(ENDED) && !said.what().equals(what)) {
                said = answers.poll(until - Moments.now(), TimeUnit.NANOSECONDS);
            }
            if (said == null || said.equals(ENDED)) {
                answers.addAll(said == null ? List.of() : List.of(ENDED));
                throw new AssertionError(jvm + " did not say '" + what + "' within " + timeout
                        + (said == null ? "" : ", and has ended"));
            }
            return said;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for " + jvm, e);
        }
    }

    /** Forgets what it has said until now. */
    void forget() {
        answers.removeIf(said -> !said.equals(ENDED));
    }

    void send(String order) {
        jvm.send(order);
    }

    void kill() {
        jvm.kill();
    }

    void pause() {
        jvm.pause();
    }

    void resume() {
        jvm.resume();
    }

    @Override
    public void close() {
        jvm.close();
    }

    @Override
    public String toString() {
        return jvm.toString();
    }
}
