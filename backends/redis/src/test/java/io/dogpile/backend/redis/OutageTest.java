// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dogpile.backend.Backend;
import io.dogpile.backend.BackendException;
import io.dogpile.backend.BackendException.Kind;
import io.dogpile.backend.Stored;
import io.dogpile.backend.testkit.server.FreePorts;
import io.dogpile.backend.testkit.server.ServerProcess;
import io.dogpile.backend.testkit.server.TcpProxy;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class OutageTest {

    private static final Duration TIMEOUT = Duration.ofMillis(400);
    private static final Duration RECOVERY = Duration.ofSeconds(2);

    private final ServerProcess server = RedisServers.standalone();
    private final TcpProxy proxy = TcpProxy.to(server.port());
    private Backend<String, byte[]> backend;
    private Outage outage;
    private Stored<byte[]> read;

    @BeforeEach
    void warmUp() {
        backend = open(proxy.port());
        outage = new Outage(backend, TIMEOUT);
        outage.recovery();
        backend.put("key", Sample.eternal("value"));
        read = backend.get("key");
        backend.putAll(Map.of("other", Sample.eternal("value")));
        assertThat(backend.replace("key", read, Sample.eternal("newer"))).isTrue();
    }

    private static Backend<String, byte[]> open(int port) {
        return Opened.backend("outage", Map.of("url", Opened.url(port), "timeout", TIMEOUT.toMillis() + "ms"));
    }

    @AfterEach
    void stop() {
        backend.close();
        proxy.close();
        server.close();
    }

    @Test
    void aBackendIsMadeWhileTheStoreIsAwayAndWorksWhenItComes(TestReporter reporter) {
        int port = FreePorts.next();
        try (TcpProxy later = TcpProxy.to(server.port()).refuse();
                Backend<String, byte[]> early = open(later.port());
                Backend<String, byte[]> nowhere = open(port)) {
            assertThat(new Outage(early, TIMEOUT).kinds("key", read)).containsExactly(Kind.UNAVAILABLE);
            assertThat(new Outage(nowhere, TIMEOUT).kinds("key", read)).containsExactly(Kind.UNAVAILABLE);

            later.heal();

            report(reporter, "first connection", new Outage(early, TIMEOUT).recovery());
        }
    }

    @Test
    void operationsOnAKilledServerFailAndWorkAgainAfterItsRestart(TestReporter reporter) {
        server.kill();
        assertThat(outage.kinds("key", read)).isSubsetOf(Kind.UNAVAILABLE, Kind.UNKNOWN);
        assertThat(outage.kinds("key", read)).containsExactly(Kind.UNAVAILABLE);

        server.restart();

        report(reporter, "killed and restarted", outage.recovery());
    }

    @Test
    void operationsOnAPausedServerEndInTimeAndWorkAgainWhenItGoesOn(TestReporter reporter) {
        server.pause();
        Set<Kind> kinds = outage.kinds("key", read);
        server.resume();

        assertThat(kinds).isSubsetOf(Kind.UNAVAILABLE, Kind.UNKNOWN).contains(Kind.UNKNOWN);
        report(reporter, "paused and resumed", outage.recovery());
    }

    @Test
    void operationsIntoABlackHoleEndInTimeAndWorkAgainAfterIt(TestReporter reporter) {
        proxy.blackHole();
        Set<Kind> kinds = outage.kinds("key", read);
        proxy.heal();

        assertThat(kinds).isSubsetOf(Kind.UNAVAILABLE, Kind.UNKNOWN).contains(Kind.UNKNOWN);
        report(reporter, "black hole", outage.recovery());
    }

    @Test
    void aConnectionOnWhichNothingIsHeardIsGivenUp() {
        int before = proxy.connections();
        proxy.swallowReplies();

        BackendException failure =
                catchThrowableOfType(BackendException.class, () -> backend.put("key", Sample.eternal("lost")));

        assertThat(failure.kind()).isEqualTo(Kind.UNKNOWN);
        RedisServers.await("another connection", () -> proxy.connections() > before);
    }

    @Test
    void aWriteWhoseConnectionIsResetIsUnknownAndNeverSentAgain(TestReporter reporter) {
        long before = sets();
        proxy.swallowReplies();
        Thread resetter = new Thread(() -> {
            RedisServers.await("the write arrived", () -> sets() > before);
            proxy.reset();
        });
        resetter.start();
        BackendException failure =
                catchThrowableOfType(BackendException.class, () -> backend.put("key", Sample.eternal("once")));
        proxy.heal();

        assertThat(failure.kind()).isEqualTo(Kind.UNKNOWN);
        RedisServers.await("the store is back", () -> {
            try {
                return backend.get("key") != null;
            } catch (BackendException e) {
                return false;
            }
        });
        assertThat(sets()).isEqualTo(before + 1);
        assertThat(Sample.text(backend.get("key"))).isEqualTo("once");
    }

    /** How many SET commands the server has carried out. */
    private long sets() {
        return RedisServers.ask(
                server.port(),
                commands -> commands.info("commandstats")
                        .lines()
                        .filter(line -> line.startsWith("cmdstat_set:calls="))
                        .mapToLong(line -> Long.parseLong(line.substring(line.indexOf('=') + 1, line.indexOf(','))))
                        .sum());
    }

    @Test
    void replyByReplySlownessDoesNotBreakTheConnection() {
        proxy.latency(Duration.ofMillis(100));
        int before = proxy.connections();
        for (int i = 0; i < 5; i++) {
            assertThat(Sample.text(backend.get("key"))).isEqualTo("newer");
        }
        assertThat(proxy.connections()).isEqualTo(before);
    }

    @Test
    void anInterruptedCallerLeavesWithItsFlagSetAndHarmsNobody() {
        proxy.blackHole(); // An answer that is there already would be taken.
        Thread.currentThread().interrupt();
        BackendException failure = catchThrowableOfType(BackendException.class, () -> backend.get("key"));
        proxy.heal();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(failure.kind()).isEqualTo(Kind.UNKNOWN);
        outage.recovery();
        assertThat(Sample.text(backend.get("key"))).isEqualTo("newer");
    }

    private static void report(TestReporter reporter, String what, Duration recovery) {
        reporter.publishEntry("recovery: " + what, recovery.toMillis() + " ms");
        assertThat(recovery).as("recovery: %s", what).isLessThan(RECOVERY);
    }
}
