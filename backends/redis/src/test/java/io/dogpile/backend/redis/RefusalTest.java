// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dogpile.backend.Backend;
import io.dogpile.backend.BackendException;
import io.dogpile.backend.BackendException.Kind;
import io.dogpile.backend.testkit.server.ServerProcess;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class RefusalTest {

    private ServerProcess server;

    @AfterEach
    void stop() {
        server.close();
    }

    private static BackendException put(Backend<String, byte[]> backend) {
        return catchThrowableOfType(
                BackendException.class, () -> backend.put("key", Sample.eternal("x".repeat(2_000_000))));
    }

    @Test
    void aFullStoreRefusesWritesAndAnswersReads() {
        server = RedisServers.standalone("--maxmemory", "2mb", "--maxmemory-policy", "noeviction");
        try (Backend<String, byte[]> backend = Opened.backend("full", server.port())) {
            BackendException failure = null;
            for (int i = 0; failure == null && i < 100; i++) {
                failure = put(backend);
            }

            assertThat(failure).hasMessageContaining("OOM");
            assertThat(failure.kind()).isEqualTo(Kind.REJECTED);
            backend.get("key");
        }
    }

    @Test
    void aReplicaRefusesWrites() {
        server = RedisServers.standalone("--replicaof", "127.0.0.1", "1");
        try (Backend<String, byte[]> backend = Opened.backend("replica", server.port())) {
            BackendException failure = put(backend);

            assertThat(failure).hasMessageContaining("READONLY");
            assertThat(failure.kind()).isEqualTo(Kind.REJECTED);
        }
    }

    @Test
    void aWrongPasswordIsRefusedAndNeverShown() {
        server = RedisServers.standalone("--requirepass", "the-right-one");
        try (Backend<String, byte[]> backend =
                Opened.backend("wrong", Map.of("url", "redis://:canary-secret@127.0.0.1:" + server.port()))) {
            BackendException failure = put(backend);

            assertThat(failure).hasMessageContaining("WRONGPASS").hasStackTraceContaining("WRONGPASS");
            assertThat(failure.kind()).isEqualTo(Kind.REJECTED);
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                assertThat(cause.toString()).doesNotContain("canary-secret");
            }
            assertThat(backend.toString()).doesNotContain("canary-secret").contains("127.0.0.1");
        }
    }

    @Test
    void aMissingPasswordIsRefused() {
        server = RedisServers.standalone("--requirepass", "the-right-one");
        try (Backend<String, byte[]> backend = Opened.backend("missing", server.port())) {
            assertThat(put(backend).kind()).isEqualTo(Kind.REJECTED);
        }
    }

    @Test
    void aPasswordInTheUrlOpensTheDoorAndADatabaseIsAWorldOfItsOwn() {
        server = RedisServers.standalone("--requirepass", "p@ss+%");
        String host = "@127.0.0.1:" + server.port();
        try (Backend<String, byte[]> zero = Opened.backend("a", Map.of("url", "redis://:p%40ss+%25" + host));
                Backend<String, byte[]> three =
                        Opened.backend("a", Map.of("url", "redis://default:p%40ss+%25" + host + "/3"))) {
            zero.put("key", Sample.eternal("zero"));

            assertThat(three.get("key")).isNull();
            assertThat(Sample.text(zero.get("key"))).isEqualTo("zero");
        }
    }

    /** As the documentation lists them; those without scripts pass the whole contract. */
    @Test
    void theDocumentedRightsAreEnough() {
        server = LeastPrivilege.start("mine:*", "+evalsha", "+eval");
        try (Backend<String, byte[]> mine = LeastPrivilege.open("mine", server.port())) {
            mine.put("key", Sample.until(mine.clock(InstantSource.system()).millis() + 60_000, "one"));
            mine.putAll(Map.of("other", Sample.eternal("two")));
            assertThat(mine.replace("key", mine.get("key"), Sample.eternal("three")))
                    .isTrue();
            assertThat(mine.replace("third", null, Sample.eternal("three"))).isTrue();
            assertThat(mine.replace("third", mine.get("third"), null)).isTrue();
            assertThat(mine.getAll(List.of("key", "other", "third"))).hasSize(2);
            assertThat(mine.entries()).toIterable().hasSize(2);
            assertThat(mine.remove("key")).isTrue();
            assertThat(mine.watch(new Told())).isTrue();
            mine.removeAll(List.of("other"));
            mine.clear();
            assertThat(mine.entries()).toIterable().isEmpty();
        }
    }

    @Test
    void keysOutsideOnesOwnAreRefused() {
        server = LeastPrivilege.start("mine:*", "+evalsha", "+eval");
        try (Backend<String, byte[]> mine = LeastPrivilege.open("mine", server.port());
                Backend<String, byte[]> other = LeastPrivilege.open("other", server.port())) {
            mine.put("key", Sample.eternal("one"));
            mine.clear();

            assertThat(put(other)).hasMessageContaining("NOPERM");
            assertThat(put(other).kind()).isEqualTo(Kind.REJECTED);
        }
    }
}
