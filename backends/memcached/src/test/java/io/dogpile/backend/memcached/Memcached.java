// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.memcached;

import io.dogpile.backend.Arguments;
import io.dogpile.backend.Backend;
import io.dogpile.backend.BackendContext;
import io.dogpile.backend.SharedClients;
import io.dogpile.backend.Stored;
import io.dogpile.backend.Terms;
import io.dogpile.backend.testkit.server.ServerProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A memcached of a test's own, and what tests do with one. */
final class Memcached implements AutoCloseable {

    private final ServerProcess process;

    Memcached(String... options) {
        process = ServerProcess.start("memcached", port -> arguments(port, options));
    }

    static List<String> arguments(int port, String... options) {
        List<String> arguments = new ArrayList<>(
                List.of("-l", "127.0.0.1", "-p", String.valueOf(port), "-U", "0", "-u", "root", "-t", "2"));
        arguments.addAll(List.of(options));
        return arguments;
    }

    ServerProcess process() {
        return process;
    }

    String address() {
        return "127.0.0.1:" + process.port();
    }

    /** A backend with a client of its own. */
    Backend<String, byte[]> open(String namespace, String... arguments) {
        return openAt(address(), namespace, arguments);
    }

    static Backend<String, byte[]> openAt(String servers, String namespace, String... arguments) {
        return openAt(servers, namespace, InstantSource.system(), arguments);
    }

    static Backend<String, byte[]> openAt(String servers, String namespace, InstantSource clock, String... arguments) {
        Map<String, String> values = new HashMap<>(Map.of("servers", servers));
        for (int i = 0; i < arguments.length; i += 2) {
            values.put(arguments[i], arguments[i + 1]);
        }
        return new MemcachedBackendFactory()
                .create(new BackendContext(
                        "books",
                        namespace,
                        new Arguments("backend 'memcached' of region 'books'", values),
                        Memcached.class.getClassLoader(),
                        clock,
                        new SharedClients(),
                        () -> {}));
    }

    static String namespace() {
        return "n" + Long.toString(ThreadLocalRandom.current().nextLong(1L << 60), 36);
    }

    static Stored<byte[]> value(String text) {
        return value(text.getBytes(StandardCharsets.UTF_8));
    }

    static Stored<byte[]> value(byte[] tail) {
        return until(Terms.FOREVER, tail);
    }

    static Stored<byte[]> until(long keptUntil, byte[] tail) {
        byte[] bytes = ByteBuffer.allocate(16 + tail.length)
                .putLong(1)
                .putLong(ThreadLocalRandom.current().nextLong())
                .put(tail)
                .array();
        return new Stored<>(bytes, new Terms(0, keptUntil, 0, 0, 1), 0);
    }

    static String text(Backend<String, byte[]> backend, String key) {
        Stored<byte[]> stored = backend.get(key);
        return stored == null ? "nothing" : text(stored);
    }

    static String text(Stored<byte[]> stored) {
        byte[] bytes = stored.value();
        return new String(bytes, 16, bytes.length - 16, StandardCharsets.UTF_8);
    }

    /** The answer to a command, up to and with the line that begins with the last word. */
    List<String> tell(String command, String last) {
        List<String> lines = new ArrayList<>();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), process.port())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            String line;
            do {
                line = in.readLine();
                lines.add(line);
            } while (line != null && !line.startsWith(last));
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long statistic(String name) {
        return tell("stats", "END").stream()
                .filter(line -> line.startsWith("STAT " + name + " "))
                .mapToLong(line -> Long.parseLong(line.substring(name.length() + 6)))
                .findFirst()
                .orElseThrow();
    }

    /** Looks every other millisecond. */
    static boolean comesTrue(Duration within, BooleanSupplier condition) {
        long end = System.nanoTime() + within.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            LockSupport.parkNanos(2_000_000);
        }
        return true;
    }

    @Override
    public void close() {
        process.close();
    }
}
