// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import static org.assertj.core.api.Assertions.assertThat;

import io.dogpile.config.Expiry;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.management.CacheStatisticsMXBean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Hits, misses, puts and removals of each operation, on a key that is there and on one that is not. */
class StatisticsOfOperationsTest {

    private final Caches caches = new Caches();

    @AfterEach
    void close() {
        caches.close();
    }

    private interface Use extends Consumer<Cache<String, String>> {}

    private static Arguments row(String name, Use use, String present, String absent) {
        return Arguments.of(name, use, present, absent);
    }

    static Stream<Arguments> table() {
        return Stream.of(
                row("get", cache -> cache.get("k"), "H", "M"),
                row("getAll", cache -> cache.getAll(Set.of("k")), "H", "M"),
                row("containsKey", cache -> cache.containsKey("k"), "", ""),
                row("put", cache -> cache.put("k", "w"), "P", "P"),
                row("putAll", cache -> cache.putAll(Map.of("k", "w")), "P", "P"),
                row("getAndPut", cache -> cache.getAndPut("k", "w"), "HP", "MP"),
                row("putIfAbsent", cache -> cache.putIfAbsent("k", "w"), "H", "MP"),
                row("replace", cache -> cache.replace("k", "w"), "HP", "M"),
                row("getAndReplace", cache -> cache.getAndReplace("k", "w"), "HP", "M"),
                row("replace if equal", cache -> cache.replace("k", "v", "w"), "HP", "M"),
                row("replace if unequal", cache -> cache.replace("k", "x", "w"), "H", "M"),
                row("remove", cache -> cache.remove("k"), "R", ""),
                row("remove if equal", cache -> cache.remove("k", "v"), "HR", "M"),
                row("remove if unequal", cache -> cache.remove("k", "x"), "H", "M"),
                row("getAndRemove", cache -> cache.getAndRemove("k"), "HR", "M"),
                row("removeAll", Cache::removeAll, "R", ""),
                row("removeAll of some", cache -> cache.removeAll(Set.of("k")), "R", ""),
                row("clear", Cache::clear, "", ""),
                row("iteration", cache -> cache.forEach(entry -> {}), "H", ""),
                row("invoke nothing", cache -> cache.invoke("k", (entry, arguments) -> null), "H", "M"),
                row(
                        "invoke set",
                        cache -> cache.invoke("k", (entry, arguments) -> {
                            entry.setValue("w");
                            return null;
                        }),
                        "HP",
                        "MP"),
                row(
                        "invoke remove",
                        cache -> cache.invoke("k", (entry, arguments) -> {
                            entry.remove();
                            return null;
                        }),
                        "HR",
                        "M"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("table")
    void each_operation_counts_what_it_does(String name, Use use, String present, String absent) {
        DogpileConfiguration<String, String> base = DogpileConfiguration.of(String.class, String.class);
        Books books = new Books();
        RecordingListener listener = new RecordingListener();
        // Each kind of cache has a way of its own through the code.
        for (DogpileConfiguration<String, String> configuration : java.util.List.of(
                base,
                base.storeByValue(false),
                base.expiry(Expiry.created(Duration.ofHours(1))),
                base.expiry(Expiry.touched(Duration.ofHours(1))),
                base.argument("maximum-size", "100"),
                base.listener(listener.synchronous()),
                books.configuration().writeThrough(true))) {
            assertThat(counted(configuration, use, true)).isEqualTo(present);
            assertThat(counted(configuration, use, false)).isEqualTo(absent);
        }
    }

    private String counted(DogpileConfiguration<String, String> configuration, Use use, boolean present) {
        Cache<String, String> cache = caches.cache(configuration);
        if (present) {
            cache.put("k", "v");
        }
        caches.manager().enableStatistics(cache.getName(), true);
        use.accept(cache);
        CacheStatisticsMXBean statistics = cache.unwrap(CacheStatisticsMXBean.class);
        String counts = "H".repeat((int) statistics.getCacheHits())
                + "M".repeat((int) statistics.getCacheMisses())
                + "P".repeat((int) statistics.getCachePuts())
                + "R".repeat((int) statistics.getCacheRemovals());
        cache.close();
        return counts;
    }

    @Test
    void an_expired_entry_is_a_miss_and_its_end_no_removal() {
        Cache<String, String> cache = caches.cache(DogpileConfiguration.of(String.class, String.class)
                .expiry(Expiry.created(Duration.ofMinutes(1)))
                .statistics(true));
        cache.put("k", "v");
        caches.stage.advanceWithoutSweep(Duration.ofMinutes(1));
        cache.get("k");
        cache.removeAll();
        caches.advance(Duration.ofMinutes(1));

        CacheStatisticsMXBean statistics = cache.unwrap(CacheStatisticsMXBean.class);
        assertThat(statistics.getCacheMisses()).isEqualTo(1);
        assertThat(statistics.getCacheRemovals()).isZero();
        assertThat(statistics.getCacheEvictions()).isZero();
    }

    @Test
    void what_is_dropped_for_lack_of_room_is_an_eviction() {
        Cache<String, String> cache = caches.cache(DogpileConfiguration.of(String.class, String.class)
                .argument("maximum-size", "10")
                .statistics(true));
        for (int i = 0; i < 100; i++) {
            cache.put("k" + i, "v");
        }
        long left = 0;
        for (Cache.Entry<String, String> entry : cache) {
            left += entry.getValue().length();
        }
        CacheStatisticsMXBean statistics = cache.unwrap(CacheStatisticsMXBean.class);
        assertThat(left).isLessThanOrEqualTo(10);
        assertThat(statistics.getCacheEvictions()).isEqualTo(100 - left);
        assertThat(statistics.getCachePuts()).isEqualTo(100);
    }
}
