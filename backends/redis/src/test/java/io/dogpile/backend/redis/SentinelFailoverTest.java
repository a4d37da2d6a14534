// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.dogpile.backend.Backend;
import io.dogpile.backend.BackendException;
import io.dogpile.backend.BackendException.Kind;
import io.dogpile.backend.Stored;
import io.dogpile.backend.testkit.server.ServerProcess;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;

@Timeout(90)
final class SentinelFailoverTest {

    private final ServerProcess master = RedisServers.standalone();
    private final ServerProcess replica = RedisServers.standalone(
            "--replicaof", "127.0.0.1", String.valueOf(master.port()), "--repl-diskless-sync-delay", "0");
    private ServerProcess sentinel;
    private Backend<String, byte[]> backend;

    @BeforeEach
    void connect() {
        RedisServers.await(
                "the replica follows",
                () -> RedisServers.ask(replica.port(), commands -> commands.info("replication"))
                        .contains("master_link_status:up"));
        sentinel = RedisServers.sentinel(master.port());
        RedisServers.await(
                "the Sentinel knows the replica",
                () -> RedisServers.ask(sentinel.port(), commands -> commands.info("sentinel"))
                        .contains("slaves=1"));
        backend = Opened.backend(
                "failover", Map.of("url", Opened.url(sentinel.port()), "sentinel-master", "main", "timeout", "500ms"));
        backend.put("key", Sample.eternal("value"));
        RedisServers.await(
                "the replica has it",
                () -> RedisServers.ask(replica.port(), commands -> commands.exists("failover:{key}")) == 1);
    }

    @AfterEach
    void stop() {
        backend.close();
        sentinel.close();
        replica.close();
        master.close();
    }

    @Test
    void whatHasJustBeenWrittenIsReadHoweverFarTheReplicaIsBehind() {
        replica.pause();
        for (int i = 0; i < 100; i++) {
            backend.put("key", Sample.eternal("value " + i));

            assertThat(Sample.text(backend.get("key"))).isEqualTo("value " + i);
            assertThat(Sample.text(backend.getAll(List.of("key")).get("key"))).isEqualTo("value " + i);
        }
    }

    @Test
    void whenTheMasterDiesOperationsFailInTimeUntilTheReplicaIsMaster(TestReporter reporter) {
        Stored<byte[]> read = backend.get("key");
        master.kill();

        assertThat(new Outage(backend, Duration.ofMillis(500)).kinds("key", read))
                .isSubsetOf(Kind.UNAVAILABLE, Kind.UNKNOWN);
        recovered(reporter, "master killed");
    }

    @Test
    void whenTheMasterHangsTheReplicaIsFound(TestReporter reporter) {
        master.pause();

        recovered(reporter, "master paused");
    }

    private void recovered(TestReporter reporter, String what) {
        RedisServers.await(
                "the replica is promoted",
                () -> RedisServers.ask(replica.port(), commands -> commands.info("replication"))
                        .contains("role:master"));
        Duration recovery = new Outage(backend, Duration.ofMillis(500)).recovery();

        reporter.publishEntry(what, recovery.toMillis() + " ms after the promotion");
        assertThat(recovery).isLessThan(Duration.ofSeconds(4));
        assertThat(Sample.text(backend.get("key"))).isIn("value", "lost");
    }

    @Test
    void aPlannedFailoverCostsFailuresAndNoAnswerIsWrong() {
        RedisServers.await("the Sentinel agrees", this::failsOver);

        RedisServers.await("the backend writes to the promoted replica", () -> {
            try {
                backend.put("after", Sample.eternal("after"));
            } catch (BackendException e) {
                return false;
            }
            return RedisServers.ask(replica.port(), commands -> commands.info("replication"))
                            .contains("role:master")
                    && RedisServers.ask(replica.port(), commands -> commands.exists("failover:{after}")) == 1;
        });
        assertThat(Sample.text(backend.get("key"))).isEqualTo("value");
    }

    /** A Sentinel that has just begun does not trust the replica yet. */
    private boolean failsOver() {
        return RedisServers.ask(sentinel.port(), commands -> {
            try {
                CommandArgs<String, String> failover =
                        new CommandArgs<>(StringCodec.UTF8).add("FAILOVER").add("main");
                commands.dispatch(CommandType.SENTINEL, new StatusOutput<>(StringCodec.UTF8), failover);
                return true;
            } catch (RedisCommandExecutionException notYet) {
                return false;
            }
        });
    }
}
