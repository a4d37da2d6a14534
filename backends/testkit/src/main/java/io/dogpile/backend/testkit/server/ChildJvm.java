// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.testkit.server;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Another JVM with this one's class path, started for a test and ended with it; what it writes and is written are lines.
 *
 * <p>Should this JVM die, the other one dies too. Not thread-safe.
 */
public final class ChildJvm implements AutoCloseable {

    private final String name;
    private final OwnedProcess process;
    private final BufferedWriter input;

    private ChildJvm(String name, OwnedProcess process) {
        this.name = name;
        this.process = process;
        this.input = process.process().outputWriter(StandardCharsets.UTF_8);
    }

    /** Starts a class with a {@code main} method, with small memory and quick start. */
    public static ChildJvm start(Class<?> main, String... arguments) {
        return start(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"), main, arguments);
    }

    /**
     * Starts a class with a {@code main} method.
     *
     * @param options of the JVM, such as {@code -Xmx64m}
     */
    public static ChildJvm start(List<String> options, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(main.getName());
        command.addAll(List.of(arguments));
        return new ChildJvm(main.getSimpleName(), OwnedProcess.start(new ProcessBuilder(command), true));
    }

    /**
     * The next line that it writes to its standard output or error; nothing if it has ended.
     *
     * @throws AssertionError if there is none within that time
     */
    public Optional<String> nextLine(Duration timeout) {
        try {
            return process.output().take(timeout);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for a line of " + this, e);
        }
    }

    /**
     * Skips lines until one that begins so, and returns what follows the beginning.
     *
     * @throws AssertionError if none comes within that time, or the JVM ends before
     */
    public String awaitLine(String beginning, Duration timeout) {
        Deadline deadline = Deadline.in(timeout);
        while (true) {
            String line = nextLine(Duration.ofNanos(deadline.remainingNanos()))
                    .orElseThrow(() -> new AssertionError(this + " ended before it said '" + beginning + "'"
                            + process.output().describe()));
            if (line.startsWith(beginning)) {
                return line.substring(beginning.length());
            }
        }
    }

    /** Writes a line to its standard input. */
    public void send(String line) {
        try {
            input.write(line);
            input.newLine();
            input.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    this + " does not listen" + process.output().describe(), e);
        }
    }

    /** The operating system's number of the process. */
    public long pid() {
        return process.process().pid();
    }

    /** Whether it still runs, or is paused. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it as a power cut would, and returns when it is gone. */
    public void kill() {
        process.kill();
    }

    /** Stops all of its threads, as a long garbage collection would. */
    public void pause() {
        process.pause();
    }

    /** Lets it go on after {@link #pause}. */
    public void resume() {
        process.resume();
    }

    /**
     * Waits for its end.
     *
     * @return its exit code; 0 if it ended well
     * @throws AssertionError if it has not ended within that time
     */
    public int awaitEnd(Duration timeout) {
        if (!process.hasEnded(timeout)) {
            throw new AssertionError(
                    this + " has not ended within " + timeout + process.output().describe());
        }
        return process.process().exitValue();
    }

    /** Kills it if it still runs. Closing twice is harmless. */
    @Override
    public void close() {
        process.close();
    }

    @Override
    public String toString() {
        return name + " (process " + pid() + ")";
    }
}
