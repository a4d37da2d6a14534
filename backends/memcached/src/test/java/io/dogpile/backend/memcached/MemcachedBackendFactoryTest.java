// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.memcached;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.dogpile.backend.Arguments;
import io.dogpile.backend.Backend;
import io.dogpile.backend.BackendContext;
import io.dogpile.backend.ByteBackendFactory;
import io.dogpile.backend.SharedClients;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

final class MemcachedBackendFactoryTest {

    private static Settings settings(String name, String value) {
        return Settings.from(new Arguments("backend 'memcached' of region 'books'", Map.of(name, value)));
    }

    @Test
    void itIsFoundByName() {
        assertThat(ServiceLoader.load(ByteBackendFactory.class).stream()
                        .map(ServiceLoader.Provider::get)
                        .map(ByteBackendFactory::name))
                .containsExactly("memcached");
    }

    @Test
    void whatIsNotSaidIsTheDefault() {
        Settings settings = Settings.from(new Arguments("backend", Map.of()));

        assertThat(settings.servers()).containsExactly("127.0.0.1:11211");
        assertThat(settings.timeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.reconnectDelay()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.stock()).isFalse();
    }

    @Test
    void serversAreHostsWithOrWithoutPorts() {
        assertThat(settings("servers", " one:1, two ,[::1]:3,[::2]").servers())
                .containsExactly("one:1", "two:11211", "[::1]:3", "[::2]:11211");
        for (String wrong :
                List.of("", ":1", "one:", "one:x", "one:0", "one:65536", "one,,two", "a:1:2", "one,one:11211")) {
            assertThatIllegalArgumentException()
                    .as(wrong)
                    .isThrownBy(() -> settings("servers", wrong))
                    .withMessageContaining("argument 'servers'");
        }
    }

    @Test
    void theReconnectDelayIsInWholeSeconds() {
        assertThat(settings("reconnect-delay-at-most", "1ms").reconnectDelay()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings("reconnect-delay-at-most", "1500ms").reconnectDelay())
                .isEqualTo(Duration.ofSeconds(2));
        assertThat(settings("reconnect-delay-at-most", "2s").reconnectDelay()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void whatCannotBeIsRefusedWithItsName() {
        Map<String, String> wrong = Map.of(
                "timeout", "soon",
                "meta", "true",
                "maximum-item-size", "2147483648",
                "reconnect-delay-at-most", "0s",
                "server", "127.0.0.1",
                "servers", "no-such-host.invalid:11211");
        wrong.forEach((name, value) -> assertThatIllegalArgumentException()
                .isThrownBy(() -> new MemcachedBackendFactory()
                        .create(BackendContext.of(
                                "books",
                                new Arguments("backend 'memcached'", Map.of(name, value)),
                                InstantSource.system())))
                .withMessageContaining("'" + (name.equals("server") ? "server" : name) + "'"));
    }

    @Test
    void whoOneIsTakesTwoWordsOfWhichOneIsNeverPrinted() {
        Settings settings = credentials("bob", "secret");

        assertThat(settings.toString()).contains("bob").doesNotContain("secret");
        assertThat(settings.forDumps().credentials()).isEqualTo(settings.credentials());
        assertThat(settings).isEqualTo(credentials("bob", "secret")).hasSameHashCodeAs(credentials("bob", "secret"));
        assertThat(settings).isNotEqualTo(credentials("bob", "other")).isNotEqualTo(credentials("ann", "secret"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings("username", "bob"))
                .withMessageContaining("'password' is missing");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings("password", "secret"))
                .withMessageContaining("'username' is missing")
                .withMessageNotContaining("secret");
        for (String wrong : List.of("", "two words", "two\r\nflush_all")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> credentials("bob", wrong))
                    .withMessageContaining("argument 'password'")
                    .withMessageNotContaining("two");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> credentials(wrong, "secret"))
                    .withMessageContaining("argument 'username'");
        }
    }

    private static Settings credentials(String username, String password) {
        return Settings.from(new Arguments("backend", Map.of("username", username, "password", password)));
    }

    @Test
    void regionsWithTheSameSettingsShareTheirClient() {
        try (Memcached server = new Memcached()) {
            SharedClients clients = new SharedClients();
            Backend<String, byte[]> one = open(server, clients, "one");
            Backend<String, byte[]> two = open(server, clients, "two");
            one.put("key", Memcached.value("one"));
            long connections = server.statistic("total_connections");
            two.put("key", Memcached.value("two"));
            assertThat(server.statistic("total_connections")).isEqualTo(connections + 1);

            one.close();
            assertThat(Memcached.text(two, "key")).isEqualTo("two");
            two.close();
        }
    }

    private static Backend<String, byte[]> open(Memcached server, SharedClients clients, String region) {
        return new MemcachedBackendFactory()
                .create(new BackendContext(
                        region,
                        region,
                        new Arguments("backend", Map.of("servers", server.address())),
                        MemcachedBackendFactoryTest.class.getClassLoader(),
                        InstantSource.system(),
                        clients,
                        () -> {}));
    }
}
