// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.testkit.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A process that does not outlive this one, whatever ends this one: a guard beside it reads from a pipe that nobody writes to,
 * and kills the process when the pipe's other end is gone.
 */
final class OwnedProcess implements AutoCloseable {

    private static final String GUARD = "trap '' INT TERM HUP; read -r nothing; kill -9 \"$0\" 2> /dev/null";
    private static final long EXIT_SECONDS = 10;

    private final Process process;
    private final Output output;

    private OwnedProcess(Process process, Output output) {
        this.process = process;
        this.output = output;
    }

    /** Starts a process; {@code taken} tells whether somebody will take its lines. */
    static OwnedProcess start(ProcessBuilder builder, boolean taken) {
        try {
            Process process = builder.redirectErrorStream(true).start();
            Process guard = new ProcessBuilder("/bin/sh", "-c", GUARD, String.valueOf(process.pid())).start();
            CompletableFuture<Void> unused = process.onExit().thenRun(guard::destroyForcibly);
            return new OwnedProcess(process, new Output(process, taken));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + builder.command().get(0), e);
        }
    }

    Process process() {
        return process;
    }

    Output output() {
        return output;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Returns whether the process has ended within that time. */
    boolean hasEnded(Duration within) {
        try {
            boolean ended = process.waitFor(within.toNanos(), TimeUnit.NANOSECONDS);
            if (ended) {
                output.awaitEnd();
            }
            return ended;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for process " + process.pid(), e);
        }
    }

    /** Ends the process without asking it, and waits until it is gone. */
    void kill() {
        process.destroyForcibly();
        if (!hasEnded(Duration.ofSeconds(EXIT_SECONDS))) {
            throw new AssertionError("process " + process.pid() + " was killed and has not ended");
        }
    }

    /** Stops all of its threads; returns when they stand still, as far as the system tells that: the signal alone takes a while. */
    void pause() {
        signal("STOP");
        Path threads = Path.of("/proc", String.valueOf(process.pid()), "task");
        if (Files.isDirectory(threads)
                && !Deadline.in(Duration.ofSeconds(EXIT_SECONDS)).await(() -> allStandStill(threads))) {
            throw new IllegalStateException("process " + process.pid() + " was sent STOP and goes on");
        }
    }

    void resume() {
        signal("CONT");
    }

    private static boolean allStandStill(Path threads) {
        try (Stream<Path> all = Files.list(threads)) {
            return all.allMatch(OwnedProcess::standsStill);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + threads, e);
        }
    }

    /** The state follows the name, which is in parentheses and may hold any: stopped, or ended. */
    private static boolean standsStill(Path thread) {
        try {
            String stat = Files.readString(thread.resolve("stat"), StandardCharsets.ISO_8859_1);
            return "TZX".indexOf(stat.charAt(stat.lastIndexOf(')') + 2)) >= 0;
        } catch (IOException e) {
            return true; // It has ended.
        }
    }

    private void signal(String name) {
        List<String> command = List.of("/bin/sh", "-c", "kill -" + name + " \"$0\"", String.valueOf(process.pid()));
        OwnedProcess kill = start(new ProcessBuilder(command), false);
        if (!kill.hasEnded(Duration.ofSeconds(EXIT_SECONDS)) || kill.process.exitValue() != 0) {
            throw new IllegalStateException(
                    "cannot send " + name + " to process " + process.pid() + kill.output.describe());
        }
    }

    @Override
    public void close() {
        kill();
    }
}
