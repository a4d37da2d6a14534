// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.testkit.server;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/**
 * A real server on a free port of the loopback address, started for a test and ended with it.
 *
 * <p>It runs in an empty directory of its own, which is deleted in the end. Should this JVM die, the server dies too. Not
 * thread-safe, but {@link #port()} is.
 */
public final class ServerProcess implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(20);
    private static final Duration SETTLE = Duration.ofMillis(20);
    private static final Duration POLL = Duration.ofMillis(5);
    private static final int ATTEMPTS = 5;
    private static final List<String> MORE_PLACES =
            List.of("/usr/bin", "/usr/sbin", "/usr/local/bin", "/usr/local/sbin", "/opt/homebrew/bin");

    private final Path program;
    private final IntFunction<List<String>> arguments;
    private final Path directory;
    private final int port;
    private OwnedProcess process;

    private ServerProcess(
            Path program, IntFunction<List<String>> arguments, Path directory, int port, OwnedProcess process) {
        this.program = program;
        this.arguments = arguments;
        this.directory = directory;
        this.port = port;
        this.process = process;
    }

    /**
     * Starts a server and returns when it accepts connections.
     *
     * @param program its name, to be found on the path
     * @param arguments its arguments, given the port to listen on; asked again with another port if the server did not come up
     * @throws IllegalStateException if the program is not installed, or does not come up
     */
    public static ServerProcess start(String program, IntFunction<List<String>> arguments) {
        Path executable = find(program);
        Path directory = newDirectory(program);
        String why = "";
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = FreePorts.next();
            OwnedProcess process = launch(executable, arguments, directory, port);
            if (comesUp(process, port)) {
                return new ServerProcess(executable, arguments, directory, port, process);
            }
            process.close();
            why = process.output().describe();
        }
        delete(directory);
        throw new IllegalStateException(program + " did not come up on any of " + ATTEMPTS + " ports" + why);
    }

    private static Path find(String program) {
        List<String> places = new ArrayList<>(
                List.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator)));
        places.addAll(MORE_PLACES);
        return places.stream()
                .filter(place -> !place.isEmpty())
                .map(place -> Path.of(place, program))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(program + " is not installed: run dev/setup"));
    }

    private static OwnedProcess launch(Path executable, IntFunction<List<String>> arguments, Path directory, int port) {
        List<String> command = new ArrayList<>(List.of(executable.toString()));
        command.addAll(arguments.apply(port));
        return OwnedProcess.start(new ProcessBuilder(command).directory(directory.toFile()), false);
    }

    /** A server that finds its port taken ends at once; until then somebody else's might answer there. */
    private static boolean comesUp(OwnedProcess process, int port) {
        Deadline deadline = Deadline.in(START);
        while (!deadline.hasPassed()) {
            if (process.hasEnded(POLL)) {
                return false;
            }
            if (accepts(port)) {
                return !process.hasEnded(SETTLE);
            }
        }
        return false;
    }

    private static boolean accepts(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Where it listens; the same after a restart. */
    public int port() {
        return port;
    }

    /** The directory it runs in. */
    public Path directory() {
        return directory;
    }

    /** The operating system's number of the process. */
    public long pid() {
        return process.process().pid();
    }

    /** What it said last, for messages. */
    public String output() {
        return process.output().describe();
    }

    /** Ends it as a power cut would, and returns when it is gone. */
    public void kill() {
        process.kill();
    }

    /** Stops it in its tracks: connections stay open and nothing answers. */
    public void pause() {
        process.pause();
    }

    /** Lets it go on after {@link #pause}. */
    public void resume() {
        process.resume();
    }

    /**
     * Kills it if it still runs, starts it on the same port, and returns when it accepts connections.
     *
     * @throws IllegalStateException if it does not come up
     */
    public void restart() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            process.kill();
            process = launch(program, arguments, directory, port);
            if (comesUp(process, port)) {
                return;
            }
        }
        process.kill();
        throw new IllegalStateException(program + " did not come up again on port " + port + output());
    }

    /** Kills it and deletes its directory. Closing twice is harmless. */
    @Override
    public void close() {
        process.close();
        delete(directory);
    }

    @Override
    public String toString() {
        return program.getFileName() + " on port " + port;
    }

    private static Path newDirectory(String program) {
        try {
            return Files.createTempDirectory(program + "-");
        } catch (IOException e) {
            throw new UncheckedIOException("no directory to run " + program + " in", e);
        }
    }

    private static void delete(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + directory, e);
        }
    }
}
