// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.testkit.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What a process says, read by a thread of its own so that it never has to wait for a reader. Thread-safe. */
final class Output {

    private static final int TAIL = 100;

    private final Deque<String> tail = new ArrayDeque<>();
    /** Lines to be taken, and nothing after the last; not filled unless somebody takes them. */
    private final BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>();

    private String awaited = "";
    private boolean heard;
    private final Thread reader;
    private final boolean taken;

    /**
     * Reads what the process says until it ends.
     *
     * @param taken whether somebody will take its lines
     */
    Output(Process process, boolean taken) {
        this.taken = taken;
        this.reader = new Thread(() -> read(process), "output of process " + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    private void read(Process process) {
        try (BufferedReader source = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = source.readLine(); line != null; line = source.readLine()) {
                keep(line);
            }
        } catch (IOException e) {
            keep("(its output ended: " + e.getMessage() + ")");
        } finally {
            lines.add(Optional.empty());
        }
    }

    private void keep(String line) {
        synchronized (tail) {
            tail.add(line);
            if (tail.size() > TAIL) {
                tail.remove();
            }
            heard |= line.contains(awaited);
        }
        if (taken) {
            lines.add(Optional.of(line));
        }
    }

    /** The next line, or nothing if there will be none. */
    Optional<String> take(Duration timeout) throws InterruptedException {
        Optional<String> line = lines.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
        if (line == null) {
            throw new AssertionError("no further line within " + timeout + describe());
        }
        if (line.isEmpty()) {
            lines.add(line);
        }
        return line;
    }

    /** From now on, {@link #hasSaid} tells of this text. */
    void listenFor(String text) {
        synchronized (tail) {
            awaited = text;
            heard = text.isEmpty() || tail.stream().anyMatch(line -> line.contains(text));
        }
    }

    /** Whether a line had the text in it; always, if that is empty. */
    boolean hasSaid() {
        synchronized (tail) {
            return heard;
        }
    }

    /** For messages: the last lines, each on a line of its own. */
    String describe() {
        synchronized (tail) {
            return tail.isEmpty() ? "; it said nothing" : "; it said last:\n    " + String.join("\n    ", tail);
        }
    }

    /** Waits until all is read that the process said, once it has ended. */
    void awaitEnd() throws InterruptedException {
        reader.join(1_000);
    }
}
