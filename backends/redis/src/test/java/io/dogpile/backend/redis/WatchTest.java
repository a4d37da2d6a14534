// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.dogpile.backend.Backend;
import io.dogpile.backend.testkit.server.ServerProcess;
import io.dogpile.backend.testkit.server.TcpProxy;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
@SuppressWarnings("try") // What is watched needs no looking at.
final class WatchTest {

    private final ServerProcess server = RedisServers.standalone();
    private final TcpProxy proxy = TcpProxy.to(server.port());
    private final Told told = new Told();

    @AfterEach
    void stop() {
        proxy.close();
        server.close();
    }

    private Backend<String, byte[]> watched() {
        Backend<String, byte[]> backend =
                Opened.backend("books", Map.of("url", Opened.url(proxy.port()), "timeout", "500ms"));
        assertThat(backend.watch(told)).isTrue();
        return backend;
    }

    @Test
    void anExpiryInTheStoreIsTold() {
        try (Backend<String, byte[]> backend = watched()) {
            backend.put("key", Sample.until(System.currentTimeMillis() + 50, "brief"));
            RedisServers.await("told of the write", () -> told.keys.remove("key"));
            RedisServers.await("told of the expiry", () -> told.keys.contains("key"));
        }
    }

    @Test
    void removingEverythingFromTheServerIsMissed() {
        try (Backend<String, byte[]> open = watched()) {
            RedisServers.await("settled", () -> told.missed.get() > 0);
            int before = told.missed.get();

            RedisServers.ask(server.port(), commands -> commands.flushall());

            RedisServers.await("missed", () -> told.missed.get() > before);
        }
    }

    @Test
    void aLostConnectionIsMissedAndChangesAreToldAfterwards() {
        try (Backend<String, byte[]> open = watched()) {
            RedisServers.await("settled", () -> told.missed.get() > 0);
            int before = told.missed.get();

            proxy.reset();

            RedisServers.await("missed", () -> told.missed.get() > before);
            tellsOfChanges();
        }
    }

    @Test
    void aConnectionThatFallsSilentIsMissedAgainAndAgainUntilChangesAreTold() {
        try (Backend<String, byte[]> open = watched()) {
            RedisServers.await("settled", () -> told.missed.get() > 0);
            int before = told.missed.get();

            proxy.blackHole();
            RedisServers.await("missed", () -> told.missed.get() > before + 2);
            proxy.heal();

            tellsOfChanges();
        }
    }

    @Test
    void watchingBeginsWhenTheStoreComes() {
        proxy.refuse();
        try (Backend<String, byte[]> backend = watched()) {
            RedisServers.await("missed", () -> told.missed.get() > 0);
            proxy.heal();

            tellsOfChanges();
        }
    }

    /** Until the connection is there again each second is missed; then every change is told. */
    private void tellsOfChanges() {
        try (Backend<String, byte[]> other = Opened.backend("books", server.port())) {
            RedisServers.await("told", () -> {
                other.put("later", Sample.eternal("value"));
                return told.keys.contains("later");
            });
        }
    }

    @Test
    void aUserWithoutTheRightToWatchIsToldSo() {
        try (ServerProcess strict =
                        RedisServers.standalone("--user", "app", "on", ">secret", "~*", "+@all", "-client|tracking");
                Backend<String, byte[]> backend =
                        Opened.backend("books", Map.of("url", "redis://app:secret@127.0.0.1:" + strict.port()))) {
            assertThat(backend.watch(told)).isFalse();
        }
    }

    @Test
    void nobodyIsToldAfterClose() {
        Backend<String, byte[]> backend = watched();
        RedisServers.await("settled", () -> told.missed.get() > 0);
        backend.close();
        told.keys.clear();

        try (Backend<String, byte[]> other = Opened.backend("books", server.port())) {
            other.put("key", Sample.eternal("value"));
            other.get("key");
        }
        assertThat(told.keys).isEmpty();
    }
}
