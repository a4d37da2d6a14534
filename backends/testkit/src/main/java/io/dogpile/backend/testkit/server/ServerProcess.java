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

    private final Launch launch;
    private final int port;
    private OwnedProcess process;

    private ServerProcess(Launch launch, int port, OwnedProcess process) {
        this.launch = launch;
        this.port = port;
        this.process = process;
    }

    /**
     * How to start it.
     *
     * @param sign what it says when it serves; empty if it serves as soon as it accepts connections
     * @param patience how long it may take until it serves
     */
    private record Launch(
            Path program, IntFunction<List<String>> arguments, String sign, Duration patience, Path directory) {

        OwnedProcess on(int port) {
            List<String> command = new ArrayList<>(List.of(program.toString()));
            command.addAll(arguments.apply(port));
            OwnedProcess process = OwnedProcess.start(new ProcessBuilder(command).directory(directory.toFile()), false);
            process.output().listenFor(sign);
            return process;
        }

        /** A server that finds its port taken ends at once; until then somebody else's might answer there. */
        boolean comesUp(OwnedProcess process, int port) {
            Deadline deadline = Deadline.in(patience);
            while (!deadline.hasPassed()) {
                if (process.hasEnded(POLL)) {
                    return false;
                }
                if (process.output().hasSaid() && accepts(port)) {
                    return !process.hasEnded(SETTLE);
                }
            }
            if (!process.output().hasSaid()) {
                process.close();
                throw new IllegalStateException(program.getFileName() + " has not said '" + sign + "' within "
                        + patience.toMillis() + " ms" + process.output().describe());
            }
            return false;
        }
    }

    /**
     * Starts a server and returns when it accepts connections.
     *
     * @param program its name, to be found on the path
     * @param arguments its arguments, given the port to listen on; asked again with another port if the server did not come up
     * @throws IllegalStateException if the program is not installed, or does not come up
     */
    public static ServerProcess start(String program, IntFunction<List<String>> arguments) {
        return start(program, arguments, "");
    }

    /**
     * The same for a server that accepts connections before it serves anybody.
     *
     * @param sign what it writes, as a part of a line, when it serves; its {@linkplain #restart restart} waits for that too
     */
    public static ServerProcess start(String program, IntFunction<List<String>> arguments, String sign) {
        return start(program, arguments, sign, START);
    }

    static ServerProcess start(String program, IntFunction<List<String>> arguments, String sign, Duration patience) {
        Launch launch = new Launch(find(program), arguments, sign, patience, newDirectory(program));
        String why = "";
        boolean up = false;
        try {
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                int port = FreePorts.next();
                OwnedProcess process = launch.on(port);
                up = launch.comesUp(process, port);
                if (up) {
                    return new ServerProcess(launch, port, process);
                }
                process.close();
                why = process.output().describe();
            }
        } finally {
            if (!up) {
                delete(launch.directory());
            }
        }
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
        return launch.directory();
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
     * Kills it if it still runs, starts it on the same port, and returns when it serves again.
     *
     * @throws IllegalStateException if it does not come up
     */
    public void restart() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            process.kill();
            process = launch.on(port);
            if (launch.comesUp(process, port)) {
                return;
            }
        }
        process.kill();
        throw new IllegalStateException(launch.program() + " did not come up again on port " + port + output());
    }

    /** Kills it and deletes its directory. Closing twice is harmless. */
    @Override
    public void close() {
        process.close();
        delete(launch.directory());
    }

    @Override
    public String toString() {
        return launch.program().getFileName() + " on port " + port;
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
