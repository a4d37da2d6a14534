// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.dogpile.backend.Backend;
import io.dogpile.backend.testkit.server.ServerProcess;
import io.dogpile.backend.testkit.server.TcpProxy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ServerTimeTest {

    private static final long HOUR = 3_600_000;

    private final ServerProcess server = RedisServers.standalone();
    private final AtomicLong wrongBy = new AtomicLong();
    private final InstantSource local =
            () -> Instant.ofEpochMilli(InstantSource.system().millis() + wrongBy.get());

    @AfterEach
    void stop() {
        server.close();
    }

    private static boolean isRight(InstantSource clock) {
        return Math.abs(clock.millis() - InstantSource.system().millis()) < 5_000;
    }

    @Test
    void aHostWhoseClockIsWrongMeasuresByTheServers() {
        wrongBy.set(-HOUR);
        try (Backend<String, byte[]> backend = Opened.backend("clock", server.port())) {
            assertThat(isRight(backend.clock(local))).isTrue();
            assertThat(isRight(backend.clock(local)::instant)).isTrue();
        }
    }

    @Test
    void theTimeToLiveIsMeasuredByTheSameClockAsTheValue() {
        wrongBy.set(HOUR);
        try (Backend<String, byte[]> backend = Opened.backend("clock", server.port())) {
            InstantSource clock = backend.clock(local);
            backend.put("key", Sample.until(clock.millis() + 60_000, "value"));

            long left = RedisServers.ask(server.port(), commands -> commands.pttl("clock:{key}"));
            assertThat(left).isBetween(50_000L, 60_100L);
        }
    }

    @Test
    void aStepOfTheHostsClockIsNoticed() {
        try (Backend<String, byte[]> backend = Opened.backend("clock", server.port())) {
            InstantSource clock = backend.clock(local);

            wrongBy.set(HOUR);

            RedisServers.await("right again", () -> isRight(clock));
        }
    }

    @Test
    void aStoreThatComesLaterIsAskedThen() {
        wrongBy.set(HOUR);
        try (TcpProxy proxy = TcpProxy.to(server.port()).refuse();
                Backend<String, byte[]> backend =
                        Opened.backend("clock", Map.of("url", Opened.url(proxy.port()), "timeout", "500ms"))) {
            InstantSource clock = backend.clock(local);
            assertThat(isRight(clock)).isFalse();
            proxy.heal();

            new Outage(backend, Duration.ofMillis(500)).recovery();

            RedisServers.await("right at last", () -> isRight(clock));
        }
    }

    @Test
    void aSlowAnswerDoesNotSetARightClockWrong() {
        try (TcpProxy proxy = TcpProxy.to(server.port()).latency(Duration.ofMillis(300));
                Backend<String, byte[]> backend =
                        Opened.backend("clock", Map.of("url", Opened.url(proxy.port()), "timeout", "5s"))) {
            InstantSource clock = backend.clock(local);

            long before = local.millis();
            long told = clock.millis();
            assertThat(told).isBetween(before, local.millis());
        }
    }

    @Test
    void aSlowAnswerIsFollowedByAnother() {
        wrongBy.set(1_000);
        try (TcpProxy proxy = TcpProxy.to(server.port()).latency(Duration.ofMillis(300));
                Backend<String, byte[]> backend =
                        Opened.backend("clock", Map.of("url", Opened.url(proxy.port()), "timeout", "5s"))) {
            InstantSource clock = backend.clock(local);
            proxy.heal();

            RedisServers.await("right to the millisecond or so", () -> {
                long actual = InstantSource.system().millis();
                return Math.abs(clock.millis() - actual) < 50;
            });
        }
    }
}
