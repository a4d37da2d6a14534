// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.testkit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class TcpProxyTest {

    private final EchoServer server = new EchoServer();
    private final TcpProxy proxy = TcpProxy.to(server.port());

    @AfterEach
    void close() throws IOException {
        proxy.close();
        server.close();
    }

    @Test
    void whatIsSentComesBackOnEachOfSeveralConnections() throws IOException {
        try (Client one = new Client();
                Client two = new Client()) {
            assertThat(one.ask("one")).isEqualTo("one");
            assertThat(two.ask("two")).isEqualTo("two");
            assertThat(one.ask("three".repeat(10_000))).isEqualTo("three".repeat(10_000));
            assertThat(proxy.connections()).isEqualTo(2);
        }
    }

    @Test
    void theEndOfOneSideIsTheEndOfTheOther() throws IOException {
        try (Client client = new Client()) {
            client.ask("one");
            client.socket.shutdownOutput();
            assertThat(client.read(1)).isEmpty();
        }
        try (Client client = new Client()) {
            client.ask("one");
            server.dropAll();
            assertThatThrownBy(() -> client.ask("two")).isInstanceOf(IOException.class);
        }
    }

    @Test
    void latencyDelaysReplies() throws IOException {
        try (Client client = new Client()) {
            proxy.latency(Duration.ofSeconds(1));
            assertThat(millis(() -> client.ask("one"))).isBetween(1_000L, 9_000L);
            proxy.heal();
            assertThat(millis(() -> client.ask("two"))).isLessThan(1_000L);
        }
    }

    @Test
    void bandwidthDelaysLongRepliesMoreThanShortOnes() throws IOException {
        try (Client client = new Client()) {
            proxy.bandwidth(100_000);
            assertThat(millis(() -> client.ask("x".repeat(20_000)))).isBetween(190L, 5_000L);
        }
    }

    @Test
    void aBlackHoleKeepsWhatItGotUntilItIsHealed() throws IOException {
        try (Client client = new Client()) {
            proxy.blackHole();
            client.socket.setSoTimeout(50);
            assertThatThrownBy(() -> client.ask("one")).isInstanceOf(SocketTimeoutException.class);
            assertThat(server.received).isEmpty();

            try (Client another = new Client()) {
                another.socket.setSoTimeout(50);
                assertThatThrownBy(() -> another.ask("two")).isInstanceOf(SocketTimeoutException.class);
            }
            proxy.heal();
            client.socket.setSoTimeout(10_000);
            assertThat(client.read(3)).isEqualTo("one");
        }
    }

    @Test
    void swallowedRepliesAreGoneButTheRequestHasArrived() throws IOException {
        try (Client client = new Client()) {
            proxy.swallowReplies();
            client.socket.setSoTimeout(50);
            assertThatThrownBy(() -> client.ask("one")).isInstanceOf(SocketTimeoutException.class);
            assertThat(Deadline.in(Duration.ofSeconds(10)).await(() -> server.received.contains("one")))
                    .isTrue();

            proxy.heal();
            client.socket.setSoTimeout(10_000);
            assertThat(client.ask("two")).isEqualTo("two");
        }
    }

    @Test
    void refusingEndsConnectionsAndAcceptsNoneUntilHealed() throws IOException {
        try (Client client = new Client()) {
            client.ask("one");
            proxy.refuse();
            assertThatThrownBy(() -> client.ask("two")).isInstanceOf(SocketException.class);
            assertThatThrownBy(Client::new).isInstanceOf(ConnectException.class);

            proxy.heal();
            try (Client another = new Client()) {
                assertThat(another.ask("three")).isEqualTo("three");
            }
        }
    }

    @Test
    void resettingEndsTheConnectionsThereAreAndNoOthers() throws IOException {
        try (Client client = new Client()) {
            client.ask("one");
            proxy.reset();
            assertThatThrownBy(() -> client.ask("two")).isInstanceOf(SocketException.class);
        }
        try (Client client = new Client()) {
            assertThat(client.ask("three")).isEqualTo("three");
        }
    }

    @Test
    void whereNoServerIsConnectionsAreReset() throws IOException {
        try (Socket taken = new Socket()) { // Nobody else can have its port, and it does not listen.
            taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            try (TcpProxy nowhere = TcpProxy.to(taken.getLocalPort())) {
                assertThatThrownBy(() -> {
                            try (Client client = new Client(nowhere)) {
                                client.ask("one");
                            }
                        })
                        .isInstanceOf(SocketException.class);
            }
        }
    }

    @Test
    void halfClosedConnectionsStillSend() throws IOException {
        try (Client client = new Client()) {
            client.ask("one");
            proxy.halfClose();
            assertThat(client.read(1)).isEmpty();
            client.send("two");
            assertThat(Deadline.in(Duration.ofSeconds(10)).await(() -> server.received.contains("two")))
                    .isTrue();
        }
    }

    @Test
    void truncatedRepliesEndTheConnectionOnce() throws IOException {
        proxy.truncateRepliesAfter(5);
        try (Client client = new Client()) {
            client.send("three and four");
            assertThat(client.read(20)).isEqualTo("three");
        }
        try (Client client = new Client()) {
            assertThat(client.ask("three and four")).isEqualTo("three and four");
        }
    }

    @Test
    void flippedBitsAreCounted() throws IOException {
        try (Client client = new Client()) {
            proxy.flipBits(10, 42);
            String sent = "x".repeat(1_000);
            String received = client.ask(sent);
            int different = 0;
            for (int i = 0; i < sent.length(); i++) {
                different += Integer.bitCount(sent.charAt(i) ^ received.charAt(i));
            }
            assertThat(different).isPositive();
            assertThat(proxy.flipped()).isEqualTo(different);
        }
    }

    @Test
    void aReplyIsPassedOnAfterTheNextOne() throws IOException {
        try (Client client = new Client()) {
            proxy.swapReplies(ReplyFraming.redis(), 1);
            client.send("$3\r\none\r\n");
            assertThat(Deadline.in(Duration.ofSeconds(10)).await(() -> server.received.contains("$3\r\none\r\n")))
                    .isTrue();
            client.send("+two\r\n:3\r\n");
            assertThat(client.read(19)).isEqualTo("+two\r\n$3\r\none\r\n:3\r\n".substring(0, 19));
            assertThat(client.ask("$-1\r\n")).isEqualTo("$-1\r\n".substring(0, 5));
            assertThat(proxy.swapsLeft()).isZero();
        }
    }

    @Test
    void repliesOfRedisAreToldApart() {
        for (String reply : List.of(
                "+OK\r\n",
                "-ERR no\r\n",
                ":-12\r\n",
                "$-1\r\n",
                "$0\r\n\r\n",
                "$7\r\none\r\n:2\r\n",
                "*-1\r\n",
                "*0\r\n",
                "*3\r\n$3\r\none\r\n$-1\r\n*1\r\n:1\r\n",
                "%1\r\n+key\r\n$2\r\n\r\n\r\n",
                "|1\r\n+key\r\n+value\r\n+OK\r\n",
                ">2\r\n+invalidate\r\n*1\r\n$1\r\nk\r\n",
                "_\r\n",
                "#t\r\n",
                ",1.5\r\n",
                "=5\r\ntxt:a\r\n")) {
            assertFramed(ReplyFraming.redis(), reply);
        }
    }

    @Test
    void repliesOfMemcachedAreToldApart() {
        for (String reply : List.of(
                "EN\r\n",
                "HD c12\r\n",
                "VA 5 c12 f0\r\nEN\r\n1\r\n",
                "VA 0\r\n\r\n",
                "MN\r\n",
                "END\r\n",
                "VALUE key 0 5\r\nEND\r\n\r\nEND\r\n",
                "VALUE key 0 1 77\r\n1\r\nVALUE other 0 2\r\n12\r\nEND\r\n",
                "STORED\r\n",
                "SERVER_ERROR object too large for cache\r\n")) {
            assertFramed(ReplyFraming.memcached(), reply);
        }
    }

    private static void assertFramed(ReplyFraming framing, String reply) {
        byte[] bytes = reply.getBytes(StandardCharsets.ISO_8859_1);
        byte[] twice = (reply + reply).getBytes(StandardCharsets.ISO_8859_1);
        assertThat(framing.lengthOfFirst(bytes)).as(reply).isEqualTo(bytes.length);
        assertThat(framing.lengthOfFirst(twice)).as(reply).isEqualTo(bytes.length);
        for (int length = 0; length < bytes.length; length++) {
            assertThat(framing.lengthOfFirst(Arrays.copyOf(bytes, length)))
                    .as("%s, of which %s bytes are there", reply, length)
                    .isEqualTo(ReplyFraming.INCOMPLETE);
        }
    }

    /** Something that may fail because of the network. */
    private interface Exchange {
        void run() throws IOException;
    }

    private static long millis(Exchange exchange) throws IOException {
        long begin = System.nanoTime();
        exchange.run();
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
    }

    private final class Client implements AutoCloseable {

        private final Socket socket;

        Client() throws IOException {
            this(proxy);
        }

        Client(TcpProxy through) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), through.port());
            socket.setSoTimeout(10_000);
        }

        void send(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        String read(int length) throws IOException {
            return new String(socket.getInputStream().readNBytes(length), StandardCharsets.ISO_8859_1);
        }

        String ask(String text) throws IOException {
            send(text);
            String answer = read(text.length());
            if (answer.isEmpty()) {
                throw new SocketException("the connection has ended");
            }
            return answer;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    /** Sends back what it receives. */
    private static final class EchoServer implements AutoCloseable {

        private final ServerSocket listener;
        private final List<Socket> sockets = new CopyOnWriteArrayList<>();
        private final List<String> received = new CopyOnWriteArrayList<>();

        EchoServer() {
            try {
                listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            Link.daemon("echo", this::accept);
        }

        int port() {
            return listener.getLocalPort();
        }

        private void accept() {
            try {
                while (true) {
                    Socket socket = listener.accept();
                    sockets.add(socket);
                    Link.daemon("echo of " + socket.getPort(), () -> echo(socket));
                }
            } catch (IOException e) {
                // Closed.
            }
        }

        private void echo(Socket socket) {
            byte[] buffer = new byte[65_536];
            try {
                for (int n = socket.getInputStream().read(buffer);
                        n >= 0;
                        n = socket.getInputStream().read(buffer)) {
                    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                    bytes.write(buffer, 0, n);
                    received.add(bytes.toString(StandardCharsets.ISO_8859_1));
                    socket.getOutputStream().write(buffer, 0, n);
                }
                socket.close();
            } catch (IOException e) {
                // The client has gone.
            }
        }

        void dropAll() throws IOException {
            for (Socket socket : sockets) {
                socket.close();
            }
        }

        @Override
        public void close() throws IOException {
            listener.close();
            dropAll();
        }
    }
}
