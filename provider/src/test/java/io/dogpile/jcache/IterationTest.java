// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.dogpile.config.Expiry;
import io.dogpile.region.Stage;
import java.time.Duration;
import java.util.HashSet;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.management.CacheStatisticsMXBean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class IterationTest {

    private final Caches caches = new Caches();

    @AfterEach
    void close() {
        caches.close();
    }

    static Stream<Named<DogpileConfiguration<Integer, Integer>>> configurations() {
        DogpileConfiguration<Integer, Integer> base = DogpileConfiguration.of(Integer.class, Integer.class);
        return Stream.of(
                Named.of("by reference", base.storeByValue(false)),
                Named.of("by value", base),
                Named.of("bounded", base.argument("maximum-size", "100000")));
    }

    /** Keys that stay are seen exactly once, whatever becomes of the others meanwhile. */
    @ParameterizedTest
    @MethodSource("configurations")
    void an_iteration_sees_what_stays_once_each_while_everything_else_changes(
            DogpileConfiguration<Integer, Integer> configuration) {
        Cache<Integer, Integer> cache = caches.cache(configuration);
        Set<Integer> staying = new HashSet<>();
        for (int i = 0; i < 500; i++) {
            cache.put(i, i);
            staying.add(i);
        }
        AtomicBoolean done = new AtomicBoolean();
        Stage.Task<Void> changing = caches.stage.run(() -> {
            for (int i = 0; !done.get(); i++) {
                cache.put(500 + i % 1_000, i);
                cache.remove(500 + (i + 500) % 1_000);
            }
        });

        for (int round = 0; round < 50; round++) {
            Set<Integer> seen = new HashSet<>();
            for (Cache.Entry<Integer, Integer> entry : cache) {
                assertThat(seen.add(entry.getKey())).isTrue();
                assertThat(entry.getValue()).isNotNull();
            }
            assertThat(seen).containsAll(staying);
        }
        done.set(true);
        changing.result();
    }

    @Test
    void an_iterator_shows_live_entries_and_counts_them() {
        Cache<String, String> cache = caches.cache(DogpileConfiguration.of(String.class, String.class)
                .expiry(Expiry.created(Duration.ofMinutes(1)))
                .statistics(true));
        cache.put("expired", "1");
        caches.stage.advanceWithoutSweep(Duration.ofMinutes(1));
        cache.put("live", "2");

        Iterator<Cache.Entry<String, String>> entries = cache.iterator();
        assertThat(entries.hasNext()).isTrue();
        assertThat(entries.hasNext()).isTrue();
        Cache.Entry<String, String> entry = entries.next();
        assertThat(entry.getKey()).isEqualTo("live");
        assertThat(entry.getValue()).isEqualTo("2");
        assertThat(entry.unwrap(CacheEntry.class)).isSameAs(entry);
        assertThatIllegalArgumentException().isThrownBy(() -> entry.unwrap(String.class));
        assertThat(entries.hasNext()).isFalse();
        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(entries::next);

        assertThat(cache.unwrap(CacheStatisticsMXBean.class).getCacheHits()).isEqualTo(1);
    }

    @Test
    void an_entry_is_removed_through_the_iterator_once_even_after_looking_further() {
        Books books = new Books();
        Cache<String, String> cache = caches.cache(books.configuration().writeThrough(true));
        cache.put("a", "1");
        cache.put("b", "2");
        books.asked.clear();
        Iterator<Cache.Entry<String, String>> entries = cache.iterator();
        assertThatIllegalStateException().isThrownBy(entries::remove);

        String first = entries.next().getKey();
        assertThat(entries.hasNext()).isTrue();
        entries.remove();
        assertThatIllegalStateException().isThrownBy(entries::remove);

        assertThat(cache.containsKey(first)).isFalse();
        assertThat(books.asked).containsExactly("delete " + first);
        assertThat(entries.next().getKey()).isNotEqualTo(first);
    }
}
