// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.testkit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class ServerProcessTest {

    @Test
    void aServerAnswersWhenItHasStarted() throws IOException {
        try (ServerProcess server = memcached()) {
            assertThat(ask(server.port(), "version", 2_000)).startsWith("VERSION ");
        }
    }

    @Test
    void aKilledServerRefusesAndARestartedOneHasForgottenAll() throws IOException {
        try (ServerProcess server = memcached()) {
            assertThat(ask(server.port(), "set key 0 0 1\r\n1", 2_000)).startsWith("STORED");
            server.kill();
            assertThatThrownBy(() -> ask(server.port(), "version", 2_000)).isInstanceOf(SocketException.class);

            for (int i = 0; i < 5; i++) {
                server.restart();
                assertThat(ask(server.port(), "get key", 2_000)).startsWith("END");
            }
        }
    }

    @Test
    void aPausedServerSaysNothingUntilItGoesOn() throws IOException {
        try (ServerProcess server = memcached()) {
            server.pause();
            assertThatThrownBy(() -> ask(server.port(), "version", 100)).isInstanceOf(SocketTimeoutException.class);

            server.resume();
            assertThat(ask(server.port(), "version", 2_000)).startsWith("VERSION ");
        }
    }

    @Test
    void aPausedServerCanBeClosedAndLeavesNoDirectory() {
        ServerProcess server = memcached();
        assertThat(server.directory()).isEmptyDirectory();
        server.pause();

        server.close();
        server.close();

        assertThat(server.directory()).doesNotExist();
        assertThat(ProcessHandle.of(server.pid())).isEmpty();
    }

    @Test
    void redisRunsInADirectoryOfItsOwn() throws IOException {
        try (ServerProcess server =
                ServerProcess.start("redis-server", port -> List.of("--port", String.valueOf(port)))) {
            assertThat(ask(server.port(), "SET key value", 2_000)).startsWith("+OK");
            assertThat(ask(server.port(), "SAVE", 2_000)).startsWith("+OK");
            assertThat(Files.exists(server.directory().resolve("dump.rdb"))).isTrue();

            server.restart();
            assertThat(ask(server.port(), "GET key", 2_000)).startsWith("$5");
        }
    }

    @Test
    void aMissingProgramIsNamedWithWhatToDo() {
        assertThatIllegalStateException()
                .isThrownBy(() -> ServerProcess.start("no-such-server", port -> List.of()))
                .withMessage("no-such-server is not installed: run dev/setup");
    }

    @Test
    void aServerThatDoesNotComeUpIsQuoted() {
        assertThatIllegalStateException()
                .isThrownBy(() -> ServerProcess.start("memcached", port -> List.of("--no-such-option")))
                .withMessageContaining("memcached did not come up")
                .withMessageContaining("no-such-option");
    }

    @Test
    void aServerIsWaitedForUntilItSaysThatItServes() throws IOException {
        try (ServerProcess server = ServerProcess.start(
                "redis-server", port -> List.of("--port", String.valueOf(port)), "Ready to accept connections")) {
            for (int i = 0; i < 3; i++) {
                assertThat(server.output()).contains("Ready to accept connections");
                assertThat(ask(server.port(), "PING", 2_000)).startsWith("+PONG");
                server.restart();
            }
        }
    }

    @Test
    void aServerThatNeverSaysThatItServesIsQuotedAndEnded() {
        int[] port = new int[1];
        assertThatIllegalStateException()
                .isThrownBy(() -> ServerProcess.start(
                        "memcached",
                        free -> {
                            port[0] = free;
                            return memcached(free);
                        },
                        "is STARTED",
                        Duration.ofMillis(300)))
                .withMessage("memcached has not said 'is STARTED' within 300 ms; it said nothing");
        assertThatThrownBy(() -> ask(port[0], "version", 2_000)).isInstanceOf(SocketException.class);
    }

    @Test
    void anotherPortIsTriedIfTheFirstIsTaken() {
        int[] ports = new int[2];
        try (ServerProcess first = memcached();
                ServerProcess second = ServerProcess.start("memcached", port -> {
                    ports[0]++;
                    ports[1] = port;
                    return memcached(ports[0] == 1 ? first.port() : port);
                })) {
            assertThat(ports).containsExactly(2, second.port());
        }
    }

    @Test
    void noPortIsGivenTwice() {
        assertThat(IntStream.range(0, 200).map(i -> FreePorts.next())).doesNotHaveDuplicates();
    }

    @Test
    void nothingIsLeftWhenTheJvmOfTheTestIsKilled() {
        long server;
        try (ChildJvm child = ChildJvm.start(StartsAServer.class)) {
            server = Long.parseLong(child.awaitLine("server ", Duration.ofSeconds(20)));
            assertThat(ProcessHandle.of(server)).isPresent();
            child.kill();
        }
        assertThat(Deadline.in(Duration.ofSeconds(10))
                        .await(() -> ProcessHandle.of(server).isEmpty()
                                || !ProcessHandle.of(server).get().isAlive()))
                .isTrue();
    }

    /** Does not close what it starts. */
    static final class StartsAServer {

        public static void main(String[] arguments) throws IOException {
            ServerProcess server = memcached();
            server.pause();
            System.out.println("server " + server.pid());
            System.in.read();
        }
    }

    private static ServerProcess memcached() {
        return ServerProcess.start("memcached", ServerProcessTest::memcached);
    }

    private static List<String> memcached(int port) {
        return List.of("-u", "root", "-l", "127.0.0.1", "-U", "0", "-p", String.valueOf(port));
    }

    /** The beginning of the answer to a line. */
    static String ask(int port, String line, int timeoutMillis) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(timeoutMillis);
            socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
            byte[] answer = new byte[1_024];
            int length = socket.getInputStream().read(answer);
            if (length < 0) {
                throw new SocketException("the connection ended without an answer");
            }
            return new String(answer, 0, length, StandardCharsets.US_ASCII);
        }
    }
}
