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
import org.junit.jupiter.api.Test;

/** One of three members is killed, or does not answer for a while. */
final class MemberDeathTest {

    private static final Duration START = Duration.ofSeconds(60);
    private static final int ENTRIES = 1_000;

    /** What an operation may take: its time-out, 1 s, and what a busy machine adds. */
    private static final long BOUND_MILLIS = 2_000;

    private final String cluster = Process.clusterName();
    private final int[] ports = {FreePorts.next(), FreePorts.next(), FreePorts.next()};
    private final String[] members = IntStream.of(ports).mapToObj(Process::at).toArray(String[]::new);
    private final List<String> keys =
            IntStream.range(0, ENTRIES).mapToObj(i -> "key:" + i).toList();

    private ChildJvm child(int index) {
        return ChildJvm.start(
                MemberMain.class,
                "cluster-name=" + cluster,
                "port=" + ports[index],
                "members=" + String.join(",", members));
    }

    @Test
    void aMemberThatIsKilledTakesNoEntryWithItAndKeepsNobodyWaiting() {
        Process process = new Process();
        try (ChildJvm third = child(2);
                Backend<String, byte[]> member = process.open("books", Process.member(cluster, ports[0], members));
                Backend<String, byte[]> second =
                        new Process().open("books", Process.member(cluster, ports[1], members));
                Backend<String, byte[]> client = process.open("books", Process.client(cluster, members))) {
            third.awaitLine("ready", START);
            Clients.insist(() -> client.get("key"));
            Heard heard = new Heard();
            member.watch(heard);
            client.watch(heard);
            partitionsRest();
            fill(member);
            Clients.insist(() -> assertThat(member.getAll(keys)).hasSize(ENTRIES));

            third.kill();

            Map<String, Long> counted = new HashMap<>();
            for (int i = 0; i < 100; i++) {
                String key = keys.get(i);
                timed(() -> bothWrite(member, client, key, counted));
            }
            assertThat(Wait.until(() -> allAreThere(member) && allAreThere(client), Duration.ofSeconds(20)))
                    .as("none of %s entries is lost", ENTRIES)
                    .isTrue();
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

    private static void bothWrite(
            Backend<String, byte[]> member, Backend<String, byte[]> client, String key, Map<String, Long> counted) {
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
        Process process = new Process();
        try (ChildJvm second = child(1);
                Backend<String, byte[]> member =
                        process.open("books", impatient(Process.member(cluster, ports[0], members)));
                Backend<String, byte[]> client = process.open("books", impatient(Process.client(cluster, members)))) {
            second.awaitLine("ready", START);
            partitionsRest();
            fill(client);
            Clients.insist(() -> client.replace("none", null, null));
            String key = keys.stream()
                    .filter(each -> !partitions().getPartition(each).getOwner().localMember())
                    .findFirst()
                    .orElseThrow();

            second.pause();
            operations(member, key).forEach(MemberDeathTest::failsInTime);
            operations(client, key).forEach(MemberDeathTest::failsInTime);
            second.resume();

            long start = System.nanoTime();
            Clients.insist(() -> client.get(key));
            Clients.insist(() -> member.get(key));
            assertThat((System.nanoTime() - start) / 1_000_000).isLessThan(2_000);
        }
    }

    private static Map<String, String> impatient(Map<String, String> arguments) {
        Map<String, String> impatient = new HashMap<>(arguments);
        impatient.put("timeout", "300ms");
        return impatient;
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

    /** The time-out is 300 ms; the rest is for a busy machine. */
    private static void failsInTime(String name, Runnable operation) {
        long start = System.nanoTime();
        assertThatExceptionOfType(BackendException.class)
                .as(name)
                .isThrownBy(operation::run)
                .satisfies(failure -> assertThat(failure.kind())
                        .isIn(BackendException.Kind.UNKNOWN, BackendException.Kind.UNAVAILABLE));
        assertThat((System.nanoTime() - start) / 1_000_000).as(name).isLessThan(700);
        assertThat(Thread.currentThread().isInterrupted()).as(name).isFalse();
    }
}
