// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dogpile.config.Expiry;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.integration.CacheWriterException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WriteThroughTest {

    private final Caches caches = new Caches();
    private final Books books = new Books();

    @AfterEach
    void close() {
        caches.close();
    }

    private Cache<String, String> cache() {
        return caches.cache(books.configuration().writeThrough(true));
    }

    @Test
    void the_writer_is_told_of_changes_and_of_nothing_else() {
        Cache<String, String> cache = cache();
        cache.put("k", "1");
        cache.putIfAbsent("k", "no");
        cache.replace("k", "no", "no");
        cache.replace("k", "1", "2");
        cache.remove("k", "no");
        cache.get("k");
        cache.getAndReplace("k", "3");
        cache.remove("k", "3");
        cache.replace("k", "no");
        cache.remove("k");
        cache.getAndRemove("k");
        cache.clear();
        cache.putAll(Map.of("a", "4"));
        cache.removeAll(Set.of("a", "b"));
        cache.removeAll();

        assertThat(books.asked)
                .startsWith("write k=1", "write k=2", "write k=3", "delete k", "delete k", "delete k", "write a=4")
                .hasSize(9)
                .contains("delete a", "delete b");
    }

    @Test
    void a_failure_is_wrapped_once_and_nothing_has_changed() {
        Cache<String, String> cache = cache();
        cache.put("k", "old");
        IllegalStateException no = new IllegalStateException("no");
        books.failure = key -> no;

        for (Runnable change : List.<Runnable>of(
                () -> cache.put("k", "new"),
                () -> cache.getAndPut("k", "new"),
                () -> cache.replace("k", "new"),
                () -> cache.replace("k", "old", "new"),
                () -> cache.getAndReplace("k", "new"),
                () -> cache.remove("k"),
                () -> cache.remove("k", "old"),
                () -> cache.getAndRemove("k"),
                () -> cache.putIfAbsent("absent", "new"))) {
            assertThatExceptionOfType(CacheWriterException.class)
                    .isThrownBy(change::run)
                    .withMessageContaining(cache.getName())
                    .withCause(no);
        }
        assertThat(cache.get("k")).isEqualTo("old");
        assertThat(cache.containsKey("absent")).isFalse();

        CacheWriterException own = new CacheWriterException("as it is");
        books.failure = key -> own;
        assertThatThrownBy(() -> cache.put("k", "new")).isSameAs(own);
    }

    @Test
    void of_many_those_that_were_written_are_changed_and_the_others_are_not() {
        Cache<String, String> cache = cache();
        cache.put("c", "old");
        books.failure = key -> key.equals("b") ? new IllegalStateException("no") : null;
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put("a", "1");
        entries.put("b", "2");
        entries.put("c", "3");

        assertThatExceptionOfType(CacheWriterException.class).isThrownBy(() -> cache.putAll(entries));
        assertThat(books.stored).containsOnly(Map.entry("a", "1"), Map.entry("c", "old"));
        assertThat(cache.getAll(Set.of("a", "b", "c"))).containsOnly(Map.entry("a", "1"), Map.entry("c", "old"));

        assertThatExceptionOfType(CacheWriterException.class)
                .isThrownBy(() -> cache.removeAll(new java.util.LinkedHashSet<>(List.of("a", "b", "c"))));
        assertThat(cache.getAll(Set.of("a", "b", "c"))).containsOnly(Map.entry("c", "old"));
    }

    @Test
    void removing_all_tells_the_writer_of_live_entries_only_and_ends_loads_under_way() {
        Cache<String, String> cache = caches.cache(books.configuration()
                .writeThrough(true)
                .readThrough(true)
                .expiry(Expiry.created(Duration.ofMinutes(1))));
        cache.put("expired", "1");
        caches.stage.advanceWithoutSweep(Duration.ofMinutes(1));
        cache.put("live", "2");
        books.with("loading", "3");
        books.asked.clear();
        books.failure = key -> {
            if (key.equals("loading")) {
                books.failure = null;
                caches.stage.run(cache::removeAll).result();
            }
            return null;
        };

        assertThat(cache.get("loading")).isEqualTo("3");

        assertThat(books.asked).containsExactly("load loading", "delete live");
        assertThat(cache.containsKey("loading")).isFalse();
    }

    /** What the writer has been told and the cache cannot hold must not leave an older value behind. */
    @ParameterizedTest
    @ValueSource(strings = {"put", "putAll", "invoke"})
    void an_entry_that_was_written_and_cannot_be_stored_is_dropped(String how) {
        EventsOfOperationsTest.Policy policy = new EventsOfOperationsTest.Policy() {
            @Override
            public javax.cache.expiry.Duration getExpiryForUpdate() {
                throw new IllegalStateException("no");
            }
        };
        Cache<String, String> cache =
                caches.cache(books.configuration().writeThrough(true).expiryPolicy(() -> policy));
        cache.put("k", "old");

        assertThatExceptionOfType(CacheException.class)
                .isThrownBy(() -> {
                    switch (how) {
                        case "put" -> cache.put("k", "new");
                        case "putAll" -> cache.putAll(Map.of("k", "new"));
                        default ->
                            cache.invoke("k", (entry, arguments) -> {
                                entry.setValue("new");
                                return null;
                            });
                    }
                })
                .withMessageContaining("the expiry policy failed on update");
        assertThat(books.stored).containsEntry("k", "new");
        assertThat(cache.containsKey("k")).isFalse();
    }

    @Test
    void without_write_through_nobody_is_told() {
        Cache<String, String> cache = caches.cache(books.configuration());
        cache.put("k", "v");
        cache.remove("k");
        assertThat(books.asked).isEmpty();
    }
}
