// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.memcached;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dogpile.backend.Backend;
import io.dogpile.backend.BackendException;
import io.dogpile.backend.BackendException.Kind;
import io.dogpile.backend.Stored;
import io.dogpile.backend.testkit.server.FreePorts;
import io.dogpile.backend.testkit.server.TcpProxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Servers that die, stop, refuse and come back. */
final class FailureTest {

    private static final Duration TIMEOUT = Duration.ofMillis(300);
    private static final Duration MARGIN = Duration.ofMillis(50);

    @RegisterExtension
    private final Closing closing = new Closing();

    private static Map<String, Runnable> operations(Backend<String, byte[]> backend, Stored<byte[]> expected) {
        Map<String, Runnable> operations = new LinkedHashMap<>();
        operations.put("get", () -> backend.get("key"));
        operations.put("getAll", () -> backend.getAll(List.of("key", "other")));
        operations.put("put", () -> backend.put("key", Memcached.value("two")));
        operations.put("putAll", () -> backend.putAll(Map.of("key", Memcached.value("two"))));
        operations.put("add", () -> backend.replace("key", null, Memcached.value("two")));
        operations.put("replace", () -> backend.replace("key", expected, Memcached.value("two")));
        operations.put("remove", () -> backend.remove("key"));
        operations.put("removeAll", () -> backend.removeAll(List.of("key")));
        operations.put("clear", backend::clear);
        operations.put("entries", () -> backend.entries().hasNext());
        return operations;
    }

    /** Each operation fails in time, in one of these ways. What only a busy machine delays is in time when tried again. */
    private static void allFail(
            Backend<String, byte[]> backend, Stored<byte[]> expected, Duration within, Set<Kind> kinds) {
        operations(backend, expected).forEach((name, operation) -> {
            Duration took = timeToFail(name, operation, kinds);
            for (int i = 0; i < 4 && took.compareTo(within.plus(MARGIN)) > 0; i++) {
                took = timeToFail(name, operation, kinds);
            }
            assertThat(took).as("time that %s took to fail", name).isLessThanOrEqualTo(within.plus(MARGIN));
        });
    }

    private static Duration timeToFail(String name, Runnable operation, Set<Kind> kinds) {
        long start = System.nanoTime();
        BackendException failure = catchThrowableOfType(BackendException.class, operation::run);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertThat(failure).as(name).isNotNull();
        assertThat(failure.kind()).as("%s: %s", name, failure.getMessage()).isIn(kinds);
        assertThat(failure)
                .as(name)
                .hasMessageContaining("memcached 127.0.0.1:")
                .hasMessageContaining("'books'");
        return took;
    }

    @Test
    void aServerThatIsNotThereIsNoFailureOfOpeningAndOneOfEachOperation() {
        Backend<String, byte[]> backend = closing.later(Memcached.openAt("127.0.0.1:" + FreePorts.next(), "ns"));

        allFail(backend, Memcached.value("any"), Duration.ofMillis(200), EnumSet.of(Kind.UNAVAILABLE));
    }

    @Test
    void aServerThatWasKilledFailsCallsAtOnceAndIsUsedWithinTwoSecondsAfterItIsBack() {
        Memcached server = closing.later(new Memcached());
        Backend<String, byte[]> backend = closing.later(server.open("ns", "timeout", "300ms"));
        backend.put("key", Memcached.value("one"));
        Stored<byte[]> one = backend.get("key");

        for (int round = 0; round < 2; round++) {
            server.process().kill();
            assertThat(Memcached.comesTrue(TIMEOUT, () -> fails(backend))).isTrue();
            allFail(backend, one, Duration.ZERO, EnumSet.of(Kind.UNAVAILABLE));

            server.process().restart();
            assertThat(Memcached.comesTrue(Duration.ofSeconds(2), () -> !fails(backend)))
                    .isTrue();
            assertThat(backend.replace("key", one, Memcached.value("two"))).isFalse();
            assertThat(backend.replace("key", null, Memcached.value("three"))).isTrue();
            assertThat(backend.replace("key", one, Memcached.value("two"))).isFalse();
            assertThat(Memcached.text(backend, "key")).isEqualTo("three");
        }
    }

    private static boolean fails(Backend<String, byte[]> backend) {
        return catchThrowableOfType(BackendException.class, () -> backend.get("key")) != null;
    }

    /** A number that a server gave to a version means another version after a restart, when it counts from one again. */
    @Test
    void aVersionFromBeforeARestartIsNoneOfThoseAfterIt() {
        Memcached server = closing.later(new Memcached());
        Backend<String, byte[]> backend = closing.later(server.open("ns"));
        backend.put("key", Memcached.value("one"));
        Stored<byte[]> one = backend.get("key");

        server.process().restart();
        assertThat(Memcached.comesTrue(Duration.ofSeconds(3), () -> !fails(backend)))
                .isTrue();
        for (int i = 0; i < 20; i++) {
            backend.put("key", Memcached.value("after " + i));
            assertThat(backend.replace("key", one, Memcached.value("lost"))).isFalse();
            assertThat(backend.replace("key", one, null)).isFalse();
        }
        assertThat(Memcached.text(backend, "key")).isEqualTo("after 19");
    }

    @Test
    void aServerThatStopsCostsNoMoreThanTheTimeoutAndIsUsedWithinTwoSecondsAfterItGoesOn() {
        Memcached server = closing.later(new Memcached());
        Backend<String, byte[]> backend = closing.later(server.open("ns", "timeout", "300ms"));
        backend.put("key", Memcached.value("one"));
        Stored<byte[]> one = backend.get("key");

        server.process().pause();
        BackendException write =
                catchThrowableOfType(BackendException.class, () -> backend.put("key", Memcached.value("two")));
        assertThat(write.kind()).isEqualTo(Kind.UNKNOWN);
        assertThat(write).hasMessageContaining("got no answer within 300 ms (argument 'timeout')");
        allFail(backend, one, TIMEOUT, EnumSet.of(Kind.UNKNOWN, Kind.UNAVAILABLE));

        server.process().resume();
        assertThat(Memcached.comesTrue(Duration.ofSeconds(2), () -> !fails(backend)))
                .isTrue();
        backend.put("key", Memcached.value("three"));
        assertThat(Memcached.text(backend, "key")).isEqualTo("three");
    }

    @Test
    void manyCallersOfAStoppedServerAllReturnInTime() throws Exception {
        Memcached server = closing.later(new Memcached());
        Backend<String, byte[]> backend = closing.later(server.open("ns", "timeout", "300ms"));
        backend.put("key", Memcached.value("one"));
        server.process().pause();

        List<Duration> took = inParallel(32, () -> {
            Duration longest = Duration.ZERO;
            for (int i = 0; i < 3; i++) {
                long start = System.nanoTime();
                assertThat(fails(backend)).isTrue();
                Duration one = Duration.ofNanos(System.nanoTime() - start);
                longest = one.compareTo(longest) > 0 ? one : longest;
            }
            return longest;
        });

        assertThat(took).allMatch(each -> each.compareTo(TIMEOUT.multipliedBy(2)) < 0, "in time");
        server.process().resume();
        assertThat(Memcached.comesTrue(Duration.ofSeconds(2), () -> !fails(backend)))
                .isTrue();
    }

    /** The client would write what it has begun to write to the next connection. */
    @Test
    void aWriteThatFailedIsNotMadeUpForLater() {
        Memcached server = closing.later(new Memcached());
        Backend<String, byte[]> backend = closing.later(server.open("ns", "timeout", "300ms"));
        Backend<String, byte[]> other = closing.later(server.open("ns"));
        backend.put("key", Memcached.value("one"));
        server.process().pause();
        byte[] large = new byte[900_000];
        for (int i = 0; i < 12; i++) {
            assertThat(catchThrowableOfType(BackendException.class, () -> backend.put("key", Memcached.value(large))))
                    .isNotNull();
        }
        server.process().kill();
        server.process().restart();

        assertThat(Memcached.comesTrue(Duration.ofSeconds(3), () -> !fails(backend)))
                .isTrue();
        assertThat(Memcached.comesTrue(Duration.ofSeconds(3), () -> !fails(other)))
                .isTrue();
        assertThat(Memcached.comesTrue(Duration.ofMillis(300), () -> other.get("key") != null))
                .isFalse();
    }

    @Test
    void aBlackHoleCostsNoMoreThanTheTimeoutAndAResetNoMoreThanTwoSeconds() {
        Memcached server = closing.later(new Memcached());
        TcpProxy proxy = closing.later(TcpProxy.to(server.process().port()));
        Backend<String, byte[]> backend =
                closing.later(Memcached.openAt("127.0.0.1:" + proxy.port(), "ns", "timeout", "300ms"));
        backend.put("key", Memcached.value("one"));
        Stored<byte[]> one = backend.get("key");

        proxy.blackHole();
        allFail(backend, one, TIMEOUT, EnumSet.of(Kind.UNKNOWN, Kind.UNAVAILABLE));
        proxy.heal();
        assertThat(Memcached.comesTrue(Duration.ofSeconds(2), () -> !fails(backend)))
                .isTrue();

        proxy.reset();
        assertThat(Memcached.comesTrue(Duration.ofSeconds(2), () -> !fails(backend)))
                .isTrue();
        backend.put("key", Memcached.value("two"));
        assertThat(Memcached.text(backend, "key")).isEqualTo("two");
    }

    @Test
    void aConnectionThatIsLostWhileNobodyUsesItIsReplacedBeforeAnybodyDoes() {
        Memcached server = closing.later(new Memcached());
        TcpProxy proxy = closing.later(TcpProxy.to(server.process().port()));
        Backend<String, byte[]> backend = closing.later(Memcached.openAt("127.0.0.1:" + proxy.port(), "ns"));
        backend.put("key", Memcached.value("one"));

        for (int connections = 2; connections <= 3; connections++) {
            int expected = connections;
            proxy.reset();
            assertThat(Memcached.comesTrue(Duration.ofMillis(1_500), () -> proxy.connections() == expected))
                    .as("connection %s", expected)
                    .isTrue();
        }
        assertThat(Memcached.comesTrue(Duration.ofMillis(300), () -> !fails(backend)))
                .isTrue();
    }

    @Test
    void oneDeadServerOfThreeCostsOnlyItsOwnKeys() {
        List<Memcached> servers = IntStream.range(0, 3)
                .mapToObj(i -> closing.later(new Memcached()))
                .toList();
        String addresses =
                String.join(",", servers.stream().map(Memcached::address).toList());
        Backend<String, byte[]> backend = closing.later(Memcached.openAt(addresses, "ns"));
        List<String> keys = IntStream.range(0, 300).mapToObj(i -> "key:" + i).toList();
        keys.forEach(key -> backend.put(key, Memcached.value(key)));
        assertThat(backend.getAll(keys)).hasSize(300);

        servers.get(1).process().kill();
        long failed = keys.stream().filter(key -> fails(backend, key)).count();

        assertThat(failed).isBetween(50L, 150L);
        assertThat(catchThrowableOfType(BackendException.class, () -> backend.getAll(keys))
                        .kind())
                .isIn(Kind.UNAVAILABLE, Kind.UNKNOWN);
        assertThat(catchThrowableOfType(BackendException.class, backend::clear).kind())
                .isEqualTo(Kind.UNAVAILABLE);

        servers.get(1).process().restart();
        assertThat(Memcached.comesTrue(
                        Duration.ofSeconds(2), () -> keys.stream().noneMatch(key -> fails(backend, key))))
                .isTrue();
        assertThat(backend.getAll(keys)).isEmpty();
    }

    private static boolean fails(Backend<String, byte[]> backend, String key) {
        return catchThrowableOfType(BackendException.class, () -> backend.get(key)) != null;
    }

    /** The servers' limit is lower than what the backend was told, so that it is they who refuse. */
    @Test
    void aValueThatTheServerRefusesDisturbsNoOtherRequest() throws Exception {
        for (String meta : List.of("auto", "false")) {
            Memcached server = closing.later(new Memcached());
            Backend<String, byte[]> backend =
                    closing.later(server.open("ns", "maximum-item-size", "16777216", "meta", meta));
            for (int i = 0; i < 20; i++) {
                backend.put("key:" + i, Memcached.value("value " + i));
            }
            long connections = server.statistic("total_connections");

            List<Kind> refusals = new ArrayList<>();
            inParallel(21, number -> {
                for (int round = 0; round < 20; round++) {
                    if (number == 20) {
                        refusals.add(catchThrowableOfType(
                                        BackendException.class,
                                        () -> backend.put("large", Memcached.value(new byte[4 << 20])))
                                .kind());
                    } else {
                        assertThat(Memcached.text(backend, "key:" + number)).isEqualTo("value " + number);
                    }
                }
                return number;
            });

            assertThat(refusals).hasSize(20).containsOnly(Kind.TOO_LARGE);
            assertThat(server.statistic("total_connections")).isEqualTo(connections + 1);
        }
    }

    @Test
    void aServerWithoutRoomRefusesOrEvictsAndNeverHangs() {
        Memcached server = closing.later(new Memcached("-m", "2", "-M"));
        Backend<String, byte[]> backend = closing.later(server.open("ns"));
        BackendException refusal = null;
        for (int i = 0; i < 20_000 && refusal == null; i++) {
            String key = "key:" + i;
            refusal = catchThrowableOfType(
                    BackendException.class, () -> backend.put(key, Memcached.value(new byte[10_000])));
        }

        assertThat(refusal).isNotNull().hasMessageContaining("out of memory");
        assertThat(refusal.kind()).isEqualTo(Kind.REJECTED);
    }

    interface Task<T> {
        T run(int number) throws Exception;
    }

    private static <T> List<T> inParallel(int threads, Callable<T> task) throws Exception {
        return inParallel(threads, number -> task.call());
    }

    private static <T> List<T> inParallel(int threads, Task<T> task) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Future<T>> futures = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int number = i;
                futures.add(executor.submit(() -> task.run(number)));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        } finally {
            executor.shutdownNow();
        }
    }
}
