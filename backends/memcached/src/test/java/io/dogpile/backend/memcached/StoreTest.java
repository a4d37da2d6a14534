// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.memcached;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.dogpile.backend.Backend;
import io.dogpile.backend.Stored;
import io.dogpile.backend.testkit.server.TcpProxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of entries in a real server. */
final class StoreTest {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:-=#@+/";

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

    private List<String> items(String namespace) {
        return server.tell("lru_crawler metadump all", "END").stream()
                .filter(line -> line.startsWith("key=" + namespace + "~") && !line.contains("~~generation"))
                .toList();
    }

    @Test
    void lifetimesAreRoundedUpAndThoseOfMoreThanThirtyDaysAreForEver() {
        String namespace = Memcached.namespace();
        Backend<String, byte[]> backend = closing.later(server.open(namespace));
        long now = System.currentTimeMillis();
        long day = 86_400_000;
        Map<String, Long> lives =
                Map.of("ms", 1L, "past", -5_000L, "s", 1_000L, "30d", 30 * day, "40d", 40 * day, "y", 365 * day);
        lives.forEach((key, life) -> backend.put(key, Memcached.until(now + life, new byte[1])));

        Map<String, Long> kept = new HashMap<>();
        for (String line : items(namespace)) {
            String key = line.replaceFirst("^key=[^~]*~[^~]*~(\\S+) .*", "$1");
            long expires = Long.parseLong(line.replaceFirst(".* exp=(-?\\d+) .*", "$1"));
            kept.put(key, expires == -1 ? Long.MAX_VALUE : expires - now / 1_000);
        }
        assertThat(kept.get("past")).isBetween(1L, 3L);
        assertThat(kept.get("ms")).isBetween(1L, 4L);
        assertThat(kept.get("s")).isBetween(1L, 4L);
        assertThat(kept.get("30d")).isEqualTo(Long.MAX_VALUE);
        assertThat(kept.get("40d")).isEqualTo(Long.MAX_VALUE);
        assertThat(kept.get("y")).isEqualTo(Long.MAX_VALUE);
        assertThat(backend.getAll(lives.keySet())).hasSize(lives.size());
    }

    @Test
    void exptimeIsWithinWhatMemcachedTakesForADuration() {
        InstantSource clock = InstantSource.fixed(Instant.ofEpochMilli(1_000_000));
        long day = 86_400_000;
        assertThat(Sizes.seconds(1_000_000 + 29 * day, clock)).isEqualTo(29 * 86_400 + 2);
        assertThat(Sizes.seconds(1_000_000 + 30 * day - 2_000, clock)).isEqualTo(30 * 86_400);
        assertThat(Sizes.seconds(1_000_000 + 30 * day - 1_999, clock)).isZero();
        assertThat(Sizes.seconds(Long.MAX_VALUE, clock)).isZero();
        assertThat(Sizes.seconds(Long.MAX_VALUE - 1, clock)).isZero();
        assertThat(Sizes.seconds(1_000_001, clock)).isEqualTo(3);
        assertThat(Sizes.seconds(0, clock)).isEqualTo(2);
    }

    @Test
    void whateverTheKeysAreEachRequestIsOneCommand() {
        for (String meta : List.of("auto", "false")) {
            Random random = new Random(7);
            String namespace = Memcached.namespace() + ".:-_=#".repeat(5);
            Backend<String, byte[]> backend = closing.later(server.open(namespace, "meta", meta));
            assertThat(backend.get("warm")).isNull();
            long sets = server.statistic("cmd_set");
            long hits = server.statistic("get_hits");
            List<String> keys =
                    IntStream.range(0, 300).mapToObj(i -> key(random, i)).toList();

            keys.forEach(key -> backend.put(key, Memcached.value(key)));
            keys.forEach(key -> assertThat(Memcached.text(backend, key)).isEqualTo(key));

            assertThat(server.statistic("cmd_set") - sets).isEqualTo(keys.size());
            assertThat(server.statistic("get_hits") - hits).isBetween(300L, 310L);
            assertThat(backend.getAll(keys))
                    .hasSize(300)
                    .allSatisfy((key, read) -> assertThat(Memcached.text(read)).isEqualTo(key));
            backend.entries()
                    .forEachRemaining(entry ->
                            assertThat(Memcached.text(entry.getValue())).isEqualTo(entry.getKey()));
            backend.removeAll(keys);
            assertThat(backend.getAll(keys)).isEmpty();
        }
    }

    /** A key of 1 to 200 characters, unlike the others. */
    private static String key(Random random, int number) {
        StringBuilder key = new StringBuilder(Integer.toString(number, 36)).append('@');
        int length = number < 50 ? 200 : 4 + random.nextInt(197);
        while (key.length() < length) {
            key.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return key.toString();
    }

    @Test
    void whatWouldBeTwoCommandsIsNoKey() {
        Backend<String, byte[]> backend = closing.later(server.open(Memcached.namespace()));
        for (String key : List.of("", "a b", "a\r\nflush_all", "a\n", "\u0000", "caf\u00e9", "a~b", "x".repeat(256))) {
            assertThatIllegalArgumentException().isThrownBy(() -> backend.get(key));
            assertThatIllegalArgumentException().isThrownBy(() -> backend.put(key, Memcached.value("x")));
            assertThatIllegalArgumentException().isThrownBy(() -> backend.getAll(List.of("good", key)));
        }
    }

    @Test
    void keysThatDoNotFitComeBackWhole() {
        String namespace = "n".repeat(120);
        Backend<String, byte[]> backend = closing.later(server.open(namespace));
        List<String> keys = List.of("k".repeat(199) + "a", "k".repeat(199) + "b", "short");
        keys.forEach(key -> backend.put(key, Memcached.value(key)));

        List<String> seen = new ArrayList<>();
        backend.entries().forEachRemaining(entry -> seen.add(entry.getKey()));
        assertThat(seen).containsExactlyInAnyOrderElementsOf(keys);
        assertThat(backend.getAll(keys))
                .hasSize(3)
                .allSatisfy((key, read) -> assertThat(Memcached.text(read)).isEqualTo(key));
    }

    /** An empty item is what a foreign client's lease leaves. */
    @Test
    void anEmptyItemIsNoneAndNotInTheWay() {
        String namespace = Memcached.namespace();
        Backend<String, byte[]> backend = closing.later(server.open(namespace));
        backend.put("key", Memcached.value("one"));
        String item = items(namespace).get(0).replaceFirst("^key=(\\S+) .*", "$1");
        assertThat(server.tell("set " + item + " 0 0 0\r\n", "STORED")).isNotEmpty();

        assertThat(backend.get("key")).isNull();
        assertThat(backend.replace("key", null, Memcached.value("two"))).isTrue();
        assertThat(Memcached.text(backend, "key")).isEqualTo("two");
    }

    @Test
    void evictionsCostEntriesAndNeverMore() {
        try (Memcached small = new Memcached("-m", "2");
                Backend<String, byte[]> backend = small.open("ns")) {
            for (int i = 0; i < 5_000; i++) {
                backend.put("key:" + i, Memcached.value(("value " + i + " ").repeat(100)));
            }
            assertThat(small.statistic("evictions")).isPositive();

            List<String> keys =
                    IntStream.range(0, 5_000).mapToObj(i -> "key:" + i).toList();
            Map<String, Stored<byte[]>> found = backend.getAll(keys);
            assertThat(found).isNotEmpty().hasSizeLessThan(5_000);
            found.forEach(
                    (key, read) -> assertThat(Memcached.text(read)).startsWith(key.replace("key:", "value ") + " "));
            backend.clear();
            assertThat(backend.getAll(keys)).isEmpty();
        }
    }

    @Test
    void aClearIsSeenByAnotherClientWithinASecondAndByItsOwnAtOnce() {
        String namespace = Memcached.namespace();
        Backend<String, byte[]> one = closing.later(server.open(namespace));
        Backend<String, byte[]> two = closing.later(server.open(namespace));
        one.put("key", Memcached.value("one"));
        assertThat(Memcached.text(two, "key")).isEqualTo("one");
        Stored<byte[]> read = two.get("key");

        long start = System.nanoTime();
        one.clear();
        assertThat(one.get("key")).isNull();
        assertThat(Memcached.comesTrue(Duration.ofSeconds(5), () -> two.get("key") == null))
                .isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .as("a second, and something for a busy machine")
                .isLessThan(Duration.ofMillis(1_500));
        assertThat(two.replace("key", read, Memcached.value("two"))).isFalse();
        two.put("key", Memcached.value("three"));
        assertThat(Memcached.text(one, "key")).isEqualTo("three");
    }

    @Test
    void aGenerationThatIsLostIsFollowedByAHigherOneAndNothingOldComesBack() {
        String namespace = Memcached.namespace();
        Backend<String, byte[]> backend = closing.later(server.open(namespace));
        backend.put("key", Memcached.value("one"));
        backend.clear();
        backend.put("key", Memcached.value("two"));
        server.tell("delete " + namespace + "~~generation", "DELETED");
        Backend<String, byte[]> behind = closing.later(Memcached.openAt(
                server.address(), namespace, InstantSource.offset(InstantSource.system(), Duration.ofDays(-1))));

        assertThat(behind.get("key")).isNull();
        behind.put("key", Memcached.value("three"));
        assertThat(Memcached.comesTrue(Duration.ofSeconds(2), () -> backend.get("key") == null))
                .isTrue();
        assertThat(Memcached.comesTrue(Duration.ofSeconds(2), () -> behind.get("key") == null))
                .isTrue();
        backend.put("key", Memcached.value("four"));
        assertThat(Memcached.text(behind, "key")).isEqualTo("four");
    }

    /** A proxy that makes a new server look like an old one. */
    @Test
    void anOldServerIsSpokenToInStockCommands() {
        try (TcpProxy proxy = TcpProxy.to(server.process().port())) {
            proxy.changeReplies(bytes -> new String(bytes, StandardCharsets.ISO_8859_1)
                    .replaceFirst("VERSION 1\\.[0-9]", "VERSION 0.4")
                    .getBytes(StandardCharsets.ISO_8859_1));
            Backend<String, byte[]> backend =
                    closing.later(Memcached.openAt("127.0.0.1:" + proxy.port(), Memcached.namespace()));
            long before = server.statistic("cmd_meta");
            backend.put("key", Memcached.value("one"));

            assertThat(Memcached.text(backend, "key")).isEqualTo("one");
            assertThat(backend.replace("key", backend.get("key"), null)).isTrue();
            assertThat(backend.replace("key", null, Memcached.value("two"))).isTrue();
            assertThat(server.statistic("cmd_meta")).isEqualTo(before);
        }
    }

    @Test
    void aServerThatDoesNotListItsKeysSaysSo() {
        try (Memcached silent = new Memcached("-o", "no_lru_crawler");
                Backend<String, byte[]> backend = silent.open("ns")) {
            assertThatExceptionOfType(UnsupportedOperationException.class)
                    .isThrownBy(backend::entries)
                    .withMessageContaining("lru_crawler metadump");
        }
    }

    @Test
    void severalIterationsAtOnceAllSeeEverything() {
        String namespace = Memcached.namespace();
        Backend<String, byte[]> one = closing.later(server.open(namespace));
        Backend<String, byte[]> two = closing.later(server.open(namespace));
        for (int i = 0; i < 500; i++) {
            one.put("key:" + i, Memcached.value("value"));
        }

        List<Integer> sizes = IntStream.range(0, 12)
                .parallel()
                .map(i -> {
                    int[] count = {0};
                    (i % 2 == 0 ? one : two).entries().forEachRemaining(entry -> count[0]++);
                    return count[0];
                })
                .boxed()
                .toList();

        assertThat(sizes).containsOnly(500);
    }

    @Test
    void theServersClockIsFollowedOnlyWhereItIsFarOff() {
        Backend<String, byte[]> backend = closing.later(server.open(Memcached.namespace()));
        InstantSource near = InstantSource.offset(InstantSource.system(), Duration.ofMillis(700));
        InstantSource far = InstantSource.offset(InstantSource.system(), Duration.ofHours(-1));

        assertThat(backend.clock(near).millis() - near.millis()).isBetween(0L, 50L);
        assertThat(backend.clock(far).millis() - System.currentTimeMillis()).isBetween(-2_000L, 2_000L);

        backend.put("key", Memcached.until(System.currentTimeMillis() + 60_000, new byte[1]));
        assertThat(backend.get("key")).isNotNull();
    }
}
