// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.core.HazelcastInstance;
import io.dogpile.backend.Backend;
import io.dogpile.backend.BackendException;
import io.dogpile.backend.BackendException.Kind;
import io.dogpile.backend.Exchange;
import io.dogpile.backend.Stored;
import io.dogpile.backend.testkit.server.ServerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client of a member that is Hazelcast and nothing else, in a process of its own. */
final class PlainMemberTest {

    private static final long HOUR = 3_600_000;
    private static final String CLUSTER = Process.clusterName();
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    static Path directory;

    private static ServerProcess member;
    private static Backend<String, byte[]> client;

    @BeforeAll
    static void start() {
        member = PlainMember.start(directory, CLUSTER, port -> port);
        client = new Process().open("books", Process.client(CLUSTER, Process.at(member.port())));
        Clients.insist(() -> client.get("key"));
    }

    @AfterAll
    static void end() {
        client.close();
        member.close();
    }

    @Test
    void replacingWorksWhereTheMembersDoNotHaveOurClass() {
        assertThat(client.replace("key", null, null)).isTrue();
        assertThat(client.replace("key", null, Process.value("one"))).isTrue();
        assertThat(client.replace("key", null, Process.value("lost"))).isFalse();
        assertThat(client.replace("key", null, null)).isFalse();

        Stored<byte[]> one = client.get("key");
        assertThat(client.replace("key", one, Process.value("two"))).isTrue();
        assertThat(client.replace("key", one, Process.value("lost"))).isFalse();
        assertThat(client.replace("key", one, null)).isFalse();
        assertThat(Process.text(client.get("key"))).isEqualTo("two");
        assertThat(client.replace("key", client.get("key"), null)).isTrue();
        assertThat(client.get("key")).isNull();
    }

    @Test
    void anExchangeTellsWhatIsThereWhereTheMembersDoNotHaveOurClass() {
        client.put("key", Process.value("one"));
        Stored<byte[]> one = client.get("key");

        assertThat(client.exchange("key", one, Process.value("two")).done()).isTrue();
        assertThat(Process.text(
                        client.exchange("key", one, Process.value("lost")).found()))
                .isEqualTo("two");
        assertThat(client.recalled("key")).isNull();
        client.remove("key");
        assertThat(client.exchange("key", one, null)).isEqualTo(Exchange.refused(null));
    }

    @Test
    void replacingKeepsTheTimeToLiveWhereTheMembersDoNotHaveOurClass() {
        long until = InstantSource.system().millis() + HOUR;
        client.replace("added", null, Process.value("one", until));
        client.put("set", Process.value("one", until));
        client.replace("set", client.get("set"), Process.value("two", until + HOUR));

        assertThat(ttl("added")).isBetween(HOUR - 60_000, HOUR + 3_000);
        assertThat(ttl("set")).isBetween(2 * HOUR - 60_000, 2 * HOUR + 3_000);
    }

    @Test
    void theTimeIsThisProcessesOwnWhereTheMembersDoNotHaveOurClass() {
        AtomicLong now = new AtomicLong();
        InstantSource clock = client.clock(() -> Instant.ofEpochMilli(now.get()));

        assertThat(clock.millis()).isZero();
        now.addAndGet(HOUR);
        assertThat(clock.millis()).isEqualTo(HOUR);
        assertThat(clock.millis()).isEqualTo(HOUR);
    }

    private static long ttl(String key) {
        HazelcastInstance instance = HazelcastClient.getAllHazelcastClients().stream()
                .filter(each -> each.getDistributedObjects().stream()
                        .anyMatch(object -> object.getName().equals("dogpile.books")))
                .findFirst()
                .orElseThrow();
        return instance.getMap("dogpile.books").getEntryView(key).getTtl();
    }

    @Test
    void whileTheMemberIsGoneOperationsFailInTimeAndOnceItIsBackTheyGoOn() {
        Heard heard = new Heard();
        client.watch(heard);
        client.put("key", Process.value("one"));

        member.kill();
        Map<String, Runnable> operations = new HashMap<>();
        operations.put("get", () -> client.get("key"));
        operations.put("getAll", () -> client.getAll(List.of("key")));
        operations.put("put", () -> client.put("key", Process.value("two")));
        operations.put("replace", () -> client.replace("key", null, Process.value("two")));
        operations.put("remove", () -> client.remove("key"));
        operations.forEach(PlainMemberTest::failsInTime);

        member.restart();
        Clients.insist(() -> client.get("key"));

        assertThat(heard.missed).hasPositiveValue();
        Clients.insist(() -> client.put("heard", Process.value("one")));
        assertThat(Wait.until(() -> heard.changed.contains("heard"), SOON)).isTrue();
    }

    private static void failsInTime(String name, Runnable operation) {
        long start = System.nanoTime();
        assertThatExceptionOfType(BackendException.class)
                .as(name)
                .isThrownBy(operation::run)
                .satisfies(failure -> assertThat(failure.kind()).isIn(Kind.UNAVAILABLE, Kind.UNKNOWN));
        assertThat((System.nanoTime() - start) / 1_000_000).as(name).isLessThan(2_000);
    }
}
