// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.hazelcast.core.Hazelcast;
import com.hazelcast.partition.PartitionService;
import io.dogpile.backend.Backend;
import io.dogpile.backend.BackendException;
import io.dogpile.backend.Stored;
import io.dogpile.backend.testkit.server.ChildJvm;
import io.dogpile.backend.testkit.server.FreePorts;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One of three members is killed, or does not answer for a while. */
final class MemberDeathTest {

    private static final Duration START = Duration.ofSeconds(60);
    private static final int ENTRIES = 500;

    /** What an operation may take: its time-out, 1 s, and what a busy machine adds. */
    private static final long BOUND_MILLIS = 2_000;

    private static final String CLUSTER = Process.clusterName();
    private static final int[] PORTS = {FreePorts.next(), FreePorts.next(), FreePorts.next(), FreePorts.next()};
    private static final String[] MEMBERS =
            IntStream.of(PORTS).mapToObj(Process::at).toArray(String[]::new);

    /** Those that live on: two members, of which one has a client in the same process. */
    private static final Process PROCESS = new Process();

    private static final Process OTHER_PROCESS = new Process();
    private static Backend<String, byte[]> member;
    private static Backend<String, byte[]> second;
    private static Backend<String, byte[]> client;

    private final List<String> keys =
            IntStream.range(0, ENTRIES).mapToObj(i -> "key:" + i).toList();

    @BeforeAll
    static void start() {
        member = PROCESS.open("books", Process.member(CLUSTER, PORTS[0], MEMBERS));
        second = OTHER_PROCESS.open("books", Process.member(CLUSTER, PORTS[1], MEMBERS));
        client = PROCESS.open("books", Process.client(CLUSTER, MEMBERS));
    }

    @AfterAll
    static void end() {
        client.close();
        second.close();
        member.close();
    }

    private static ChildJvm victim(int port) {
        ChildJvm victim = ChildJvm.start(
                MemberMain.class, "cluster-name=" + CLUSTER, "port=" + port, "members=" + String.join(",", MEMBERS));
        victim.awaitLine("ready", START);
        return victim;
    }

    @Test
    void aMemberThatIsKilledTakesNoEntryWithItAndKeepsNobodyWaiting() {
        try (ChildJvm victim = victim(PORTS[2])) {
            Heard heard = new Heard();
            Clients.insist(() -> client.get("key"));
            member.watch(heard);
            client.watch(heard);
            partitionsRest();
            fill(member);
            Clients.insist(() -> assertThat(member.getAll(keys)).hasSize(ENTRIES));
            assertThat(ownedOnPort(PORTS[2]))
                    .as("keys of the one that is to die")
                    .isNotEmpty();

            victim.kill();

            Map<String, Long> counted = new HashMap<>();
            for (int i = 0; i < 100; i++) {
                String key = keys.get(i);
                timed(() -> bothWrite(key, counted));
            }
            assertThat(Wait.until(() -> allAreThere(member) && allAreThere(client), Duration.ofSeconds(20)))
                    .as("none of %s entries is lost", ENTRIES)
                    .isTrue();
            assertThat(counted).as("keys that were written after its death").isNotEmpty();
            assertThat(heard.missed).hasValueGreaterThanOrEqualTo(2);
            assertThat(allAreThere(second)).isTrue();
        }
    }

    private void fill(Backend<String, byte[]> backend) {
        Map<String, Stored<byte[]>> values = keys.stream().collect(Collectors.toMap(key -> key, Process::value));
        Clients.insist(() -> backend.putAll(values));
    }

    /** While members join, partitions move: operations on them are repeated until they have arrived. */
    private static void partitionsRest() {
        assertThat(Wait.until(
                        () -> Hazelcast.getAllHazelcastInstances().stream()
                                .allMatch(instance ->
                                        instance.getPartitionService().isClusterSafe()),
                        Duration.ofSeconds(20)))
                .isTrue();
    }

    private static void bothWrite(String key, Map<String, Long> counted) {
        for (Backend<String, byte[]> backend : List.of(member, client)) {
            try {
                Stored<byte[]> stored = backend.get(key);
                if (stored != null && backend.replace(key, stored, Process.value(key))) {
                    counted.merge(key, 1L, Long::sum);
                }
            } catch (BackendException e) {
                assertThat(e.kind()).isIn(BackendException.Kind.UNKNOWN, BackendException.Kind.UNAVAILABLE);
            }
        }
    }

    /** Two clients, two operations each. */
    private static void timed(Runnable fourOperations) {
        long start = System.nanoTime();
        fourOperations.run();
        assertThat((System.nanoTime() - start) / 1_000_000).isLessThan(4 * BOUND_MILLIS);
    }

    private boolean allAreThere(Backend<String, byte[]> backend) {
        try {
            Map<String, Stored<byte[]>> found = backend.getAll(keys);
            return found.size() == ENTRIES
                    && found.entrySet().stream()
                            .allMatch(entry -> Process.text(entry.getValue()).equals(entry.getKey()));
        } catch (BackendException e) {
            return false;
        }
    }

    @Test
    void aMemberThatDoesNotAnswerKeepsNobodyWaitingForLongerThanTheTimeout() {
        try (ChildJvm victim = victim(PORTS[3]);
                Backend<String, byte[]> hastyMember =
                        PROCESS.open("books", impatient(Process.member(CLUSTER, PORTS[0], MEMBERS)));
                Backend<String, byte[]> hastyClient =
                        PROCESS.open("books", impatient(Process.client(CLUSTER, MEMBERS)))) {
            partitionsRest();
            fill(client);
            List<Backend<String, byte[]>> hasty = List.of(hastyMember, hastyClient);
            hasty.forEach(each -> Clients.insist(() -> each.replace("none", null, null)));
            String key = ownedOnPort(PORTS[3]).get(0);

            victim.pause();
            hasty.forEach(each -> operations(each, key).forEach(MemberDeathTest::failsInTime));
            victim.resume();

            long start = System.nanoTime();
            hasty.forEach(each -> Clients.insist(() -> each.get(key)));
            assertThat((System.nanoTime() - start) / 1_000_000).isLessThan(2_000);
        }
    }

    private static Map<String, String> impatient(Map<String, String> arguments) {
        Map<String, String> impatient = new HashMap<>(arguments);
        impatient.put("timeout", "150ms");
        return impatient;
    }

    private List<String> ownedOnPort(int port) {
        PartitionService partitions = partitions();
        return keys.stream()
                .filter(key ->
                        partitions.getPartition(key).getOwner().getAddress().getPort() == port)
                .toList();
    }

    private static PartitionService partitions() {
        return Hazelcast.getAllHazelcastInstances().iterator().next().getPartitionService();
    }

    private Map<String, Runnable> operations(Backend<String, byte[]> backend, String key) {
        byte[] bytes = Process.value("one").value();
        Stored<byte[]> read = Stored.of(bytes, bytes);
        return Map.of(
                "get", () -> backend.get(key),
                "getAll", () -> backend.getAll(keys.subList(0, 250)),
                "put", () -> backend.put(key, read),
                "putAll", () -> backend.putAll(Map.of(key, read)),
                "replace", () -> backend.replace(key, read, null),
                "remove", () -> backend.remove(key),
                "removeAll", () -> backend.removeAll(List.of(key)));
    }

    /** The time-out is 150 ms; the rest is for a busy machine. */
    private static void failsInTime(String name, Runnable operation) {
        long start = System.nanoTime();
        assertThatExceptionOfType(BackendException.class)
                .as(name)
                .isThrownBy(operation::run)
                .satisfies(failure -> assertThat(failure.kind())
                        .isIn(BackendException.Kind.UNKNOWN, BackendException.Kind.UNAVAILABLE));
        assertThat((System.nanoTime() - start) / 1_000_000).as(name).isLessThan(550);
        assertThat(Thread.currentThread().isInterrupted()).as(name).isFalse();
    }
}
