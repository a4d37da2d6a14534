// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.memcached;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dogpile.backend.Arguments;
import io.dogpile.backend.Backend;
import io.dogpile.backend.BackendException;
import io.dogpile.backend.BackendException.Kind;
import io.dogpile.backend.Stored;
import io.dogpile.backend.testkit.server.TcpProxy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import net.spy.memcached.MemcachedNode;
import net.spy.memcached.ops.Operation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that want to know who asks, and some that do not. */
final class AuthenticationTest {

    @RegisterExtension
    private final Closing closing = new Closing();

    @TempDir
    private Path directory;

    private Path users;
    private Memcached server;

    @BeforeEach
    void start() throws IOException {
        users = Files.writeString(directory.resolve("users"), "ann:other\nbob:secret\n");
        server = closing.later(new Memcached("-Y", users.toString()));
    }

    private static BackendException failure(Backend<String, byte[]> backend) {
        return catchThrowableOfType(BackendException.class, () -> backend.get("key"));
    }

    private BackendException refusedInTime(Backend<String, byte[]> backend) {
        long start = System.nanoTime();
        BackendException failure = failure(backend);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
        assertThat(failure.kind()).as(failure.getMessage()).isEqualTo(Kind.REJECTED);
        assertThat(failure).hasMessageContaining("memcached " + server.address());
        return failure;
    }

    private static void roundTrip(Backend<String, byte[]> backend) {
        backend.put("key", Memcached.value("one"));
        Stored<byte[]> one = backend.get("key");
        assertThat(Memcached.text(one)).isEqualTo("one");
        assertThat(backend.replace("key", one, Memcached.value("two"))).isTrue();
        assertThat(backend.replace("key", one, Memcached.value("three"))).isFalse();
        backend.putAll(Map.of("a", Memcached.value("a"), "b", Memcached.value("b")));
        assertThat(backend.getAll(List.of("key", "a", "b", "c"))).hasSize(3);
        List<String> keys = new ArrayList<>();
        backend.entries().forEachRemaining(entry -> keys.add(entry.getKey()));
        assertThat(keys).containsExactlyInAnyOrder("key", "a", "b");
        assertThat(backend.remove("key")).isTrue();
        backend.clear();
        assertThat(backend.get("a")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "false"})
    void whoIsKnownHasEverythingAlsoAfterARestart(String meta) {
        Backend<String, byte[]> backend =
                closing.later(server.open("ns", "username", "bob", "password", "secret", "meta", meta));
        roundTrip(backend);

        for (int round = 0; round < 2; round++) {
            server.process().restart();
            assertThat(Memcached.comesTrue(Duration.ofSeconds(3), () -> failure(backend) == null))
                    .isTrue();
            assertThat(Memcached.comesTrue(Duration.ofSeconds(3), () -> canIterate(backend)))
                    .isTrue();
            roundTrip(backend);
        }
    }

    private static boolean canIterate(Backend<String, byte[]> backend) {
        return catchThrowableOfType(BackendException.class, backend::entries) == null;
    }

    @Test
    void aWrongPasswordIsRefusedInTimeWithTheNamesOfServerAndArgumentsAndIsNotPrinted() {
        Backend<String, byte[]> backend =
                closing.later(server.open("ns", "username", "bob", "password", "not-this-one"));

        for (int i = 0; i < 5; i++) {
            assertThat(refusedInTime(backend))
                    .hasMessageContaining("region 'books'")
                    .hasMessageContaining("'username' and 'password'")
                    .hasMessageContaining("authentication failure")
                    .hasMessageNotContaining("not-this-one");
        }
        assertThat(catchThrowableOfType(BackendException.class, backend::entries)
                        .kind())
                .isEqualTo(Kind.REJECTED);
        assertThat(backend.toString()).doesNotContain("not-this-one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "false"})
    void whoSaysNothingIsRefusedInTimeWithWhatIsMissing(String meta) {
        Backend<String, byte[]> backend = closing.later(server.open("ns", "meta", meta));

        for (int i = 0; i < 5; i++) {
            assertThat(refusedInTime(backend)).hasMessageContaining("arguments 'username' and 'password'");
        }
    }

    /** memcached reads its file anew when it is told to by a signal. */
    @Test
    void aPasswordThatTheServerLearnsLaterIsTakenWithoutARestart() throws Exception {
        Backend<String, byte[]> backend = closing.later(server.open("ns", "username", "cid", "password", "new"));
        assertThat(failure(backend).kind()).isEqualTo(Kind.REJECTED);

        Files.writeString(users, "cid:new\n");
        new ProcessBuilder("kill", "-HUP", String.valueOf(server.process().pid()))
                .start()
                .waitFor();

        assertThat(Memcached.comesTrue(Duration.ofSeconds(5), () -> failure(backend) == null))
                .isTrue();
        assertThat(Memcached.comesTrue(Duration.ofSeconds(5), () -> canIterate(backend)))
                .isTrue();
    }

    /** Some may have been waiting for the connection, and the login itself may have had to wait for the client's thread. */
    @Test
    void theLoginGoesBeforeWhatWaitsForTheConnectionAndIsNotLeftOut() throws IOException {
        LinkFactory factory = new LinkFactory(Settings.from(
                new Arguments("backend", Map.of("username", "bob", "password", "s\u00e9cret", "timeout", "1ms"))));
        SocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
        try (SocketChannel channel = SocketChannel.open()) {
            MemcachedNode node = factory.createMemcachedNode(address, channel, 1_000);
            for (int i = 0; i < 3; i++) {
                Exchange<Answers> waiting = new MetaDialect().get("key");
                waiting.initialize();
                node.addOp(waiting);
            }
            node.copyInputQueue();
            factory.getInitialObservers().forEach(each -> each.connectionEstablished(address, 1));

            Operation first = node.getCurrentWriteOp();
            assertThat(StandardCharsets.UTF_8.decode(first.getBuffer()).toString())
                    .isEqualTo("set ~login 0 -1 11\r\nbob s\u00e9cret\r\n");
            assertThat(first.isTimedOut(-1)).isFalse();
        }
    }

    /** Whatever came before the login would be refused. */
    @Test
    void nothingIsSentBeforeTheLoginHoweverManyWantToAndHoweverOftenConnectionsBreak() throws Exception {
        TcpProxy proxy = closing.later(TcpProxy.to(server.process().port()));
        Backend<String, byte[]> backend = closing.later(
                Memcached.openAt("127.0.0.1:" + proxy.port(), "ns", "username", "bob", "password", "secret"));
        Set<Kind> kinds = ConcurrentHashMap.newKeySet();
        AtomicBoolean enough = new AtomicBoolean();
        ExecutorService executor = Executors.newFixedThreadPool(8);
        List<Future<?>> busy = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            busy.add(executor.submit(() -> {
                while (!enough.get()) {
                    BackendException failure = failure(backend);
                    if (failure != null) {
                        kinds.add(failure.kind());
                    }
                }
            }));
        }
        for (int round = 0; round < 3; round++) {
            assertThat(Memcached.comesTrue(Duration.ofSeconds(5), () -> failure(backend) == null))
                    .isTrue();
            proxy.reset();
        }
        assertThat(Memcached.comesTrue(Duration.ofSeconds(5), () -> failure(backend) == null))
                .isTrue();
        enough.set(true);
        executor.shutdown();
        for (Future<?> each : busy) {
            each.get();
        }

        assertThat(kinds).isSubsetOf(Kind.UNAVAILABLE, Kind.UNKNOWN);
    }

    @Test
    void aServerThatDoesNotAnswerTheLoginCostsNoMoreThanTheTimeoutAndIsUsedWhenItGoesOn() {
        server.process().pause();
        Backend<String, byte[]> backend =
                closing.later(server.open("ns", "username", "bob", "password", "secret", "timeout", "300ms"));
        for (int i = 0; i < 5; i++) {
            assertThat(failure(backend).kind()).isEqualTo(Kind.UNAVAILABLE);
        }

        server.process().resume();
        assertThat(Memcached.comesTrue(Duration.ofSeconds(3), () -> failure(backend) == null))
                .isTrue();
    }

    @Test
    void aServerThatAsksNobodyKeepsNothingOfWhatItIsTold() {
        Memcached trusting = closing.later(new Memcached());
        Backend<String, byte[]> backend = closing.later(trusting.open("ns", "username", "bob", "password", "secret"));

        roundTrip(backend);

        assertThat(trusting.tell("get ~login", "END")).containsExactly("END");
        assertThat(trusting.tell("lru_crawler metadump all", "END")).noneMatch(line -> line.contains("login"));
    }
}
