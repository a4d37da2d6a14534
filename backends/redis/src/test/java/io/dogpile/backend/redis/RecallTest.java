// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.dogpile.backend.Backend;
import io.dogpile.backend.testkit.server.ServerProcess;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is remembered of what was met, where that saves a trip. */
final class RecallTest {

    private final ServerProcess server = RedisServers.standalone();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void whatWasReadOrStoredOneByOneIsRemembered() {
        try (Backend<String, byte[]> backend = Opened.backend("books", server.port());
                Backend<String, byte[]> other = Opened.backend("books", server.port())) {
            assertThat(backend.recalled("key")).isNull();

            backend.put("key", Sample.eternal("put"));
            assertThat(Sample.text(backend.recalled("key"))).isEqualTo("put");
            backend.exchange("key", backend.get("key"), Sample.eternal("exchanged"));
            assertThat(Sample.text(backend.recalled("key"))).isEqualTo("exchanged");
            other.put("key", Sample.eternal("theirs"));
            assertThat(Sample.text(backend.recalled("key"))).isEqualTo("exchanged");
            backend.exchange("key", backend.recalled("key"), Sample.eternal("refused"));
            assertThat(Sample.text(backend.recalled("key"))).isEqualTo("theirs");
            backend.exchange("new", null, Sample.eternal("added"));
            assertThat(Sample.text(backend.recalled("new"))).isEqualTo("added");
            other.put("read", Sample.eternal("theirs"));
            backend.get("read");
            assertThat(Sample.text(backend.recalled("read"))).isEqualTo("theirs");
        }
    }

    @Test
    void whereReplacingTakesTwoTripsNothingIs() {
        try (Backend<String, byte[]> backend =
                Opened.backend("books", Map.of("url", Opened.url(server.port()), "scripts", "false"))) {
            assertThat(backend.recalled("key")).isNull();
            backend.put("key", Sample.eternal("put"));

            assertThat(backend.recalled("key")).isNull();
        }
    }
}
