// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.memcached;

import static org.assertj.core.api.Assertions.assertThat;

import io.dogpile.backend.Backend;
import io.dogpile.backend.Stored;
import io.dogpile.region.Region;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a client knows of its own writing without asking. */
final class WritingsTest {

    private static Memcached server;

    @RegisterExtension
    private final Closing closing = new Closing();

    @BeforeAll
    static void start() {
        server = new Memcached();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void whatWasStoredInThePlaceOfSomethingKnownNeedNotBeReadToBeReplaced() {
        Backend<String, byte[]> backend = closing.later(server.open(Memcached.namespace()));
        Stored<byte[]> one = Memcached.value("one");
        Stored<byte[]> two = Memcached.value("two");
        Stored<byte[]> three = Memcached.value("three");
        assertThat(backend.written(one)).isNull();

        assertThat(backend.replace("key", null, one)).isTrue();
        Stored<byte[]> first = backend.written(one);
        assertThat(Memcached.text(first)).isEqualTo("one");
        assertThat(backend.replace("key", first, two)).isTrue();
        Stored<byte[]> second = backend.written(two);
        assertThat(Memcached.text(second)).isEqualTo("two");
        assertThat(backend.replace("key", first, three)).isFalse();
        assertThat(backend.replace("key", null, three)).isFalse();
        assertThat(backend.written(three)).isNull();
        assertThat(backend.replace("key", second, null)).isTrue();
        assertThat(backend.replace("key", second, three)).isFalse();
        assertThat(backend.get("key")).isNull();
    }

    @Test
    void anyWritingSinceThenAndOnlyThatIsInTheWay() {
        Map<String, Consumer<Backend<String, byte[]>>> writings = Map.of(
                "put", other -> other.put("key", Memcached.value("other")),
                "replace",
                        other -> assertThat(other.replace("key", other.get("key"), Memcached.value("other")))
                                .isTrue(),
                "remove", other -> other.remove("key"));
        String namespace = Memcached.namespace();
        Backend<String, byte[]> backend = closing.later(server.open(namespace));
        Backend<String, byte[]> other = closing.later(server.open(namespace));
        writings.forEach((name, writing) -> {
            backend.remove("key");
            Stored<byte[]> lease = Memcached.value("lease");
            assertThat(backend.replace("key", null, lease)).as(name).isTrue();
            writing.accept(other);
            assertThat(backend.replace("key", backend.written(lease), Memcached.value("late")))
                    .as(name)
                    .isFalse();
        });

        backend.remove("key");
        Stored<byte[]> lease = Memcached.value("lease");
        assertThat(backend.replace("key", null, lease)).isTrue();
        backend.clear();
        assertThat(backend.replace("key", backend.written(lease), Memcached.value("late")))
                .isFalse();
    }

    @Test
    void theSameObjectUnderAnotherKeyIsAnotherWriting() {
        Backend<String, byte[]> backend = closing.later(server.open(Memcached.namespace()));
        Stored<byte[]> one = Memcached.value("one");
        assertThat(backend.replace("a", null, one)).isTrue();
        Stored<byte[]> ofA = backend.written(one);
        assertThat(backend.replace("b", null, one)).isTrue();
        Stored<byte[]> ofB = backend.written(one);

        assertThat(backend.replace("b", ofA, Memcached.value("two"))).isFalse();
        assertThat(backend.replace("a", ofB, Memcached.value("two"))).isFalse();
        assertThat(backend.replace("a", ofA, Memcached.value("two"))).isTrue();
        assertThat(backend.replace("b", ofB, Memcached.value("two"))).isTrue();
    }

    @Test
    void stockCommandsDoNotTellSoThatTheStoreIsAsked() {
        Backend<String, byte[]> backend = closing.later(server.open(Memcached.namespace(), "meta", "false"));
        Stored<byte[]> one = Memcached.value("one");
        assertThat(backend.replace("key", null, one)).isTrue();
        assertThat(backend.written(one)).isNull();
    }

    /** In stock commands the lease is read once more; of either, some are for the region's generation. */
    @Test
    void aLoadReadsOnce() {
        assertThat(readsOfLoads("auto")).isBetween(100L, 150L);
        assertThat(readsOfLoads("false")).isBetween(200L, 250L);
    }

    private static long readsOfLoads(String meta) {
        try (Region<String, String> region = Region.<String, String>named("books")
                .types(String.class, String.class)
                .expiration(Duration.ofMinutes(1))
                .bytes(server.open(Memcached.namespace(), "meta", meta))
                .build()) {
            region.get("warm");
            long before = server.statistic("cmd_get");
            for (int i = 0; i < 100; i++) {
                assertThat(region.getOrCreate("key:" + i, key -> "value of " + key))
                        .startsWith("value of");
            }
            long reads = server.statistic("cmd_get") - before;
            for (int i = 0; i < 100; i++) {
                assertThat(region.get("key:" + i)).isEqualTo("value of key:" + i);
            }
            return reads;
        }
    }
}
