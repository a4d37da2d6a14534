// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import static org.assertj.core.api.Assertions.assertThat;

import io.dogpile.config.Expiry;
import io.dogpile.region.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.integration.CacheWriter;
import javax.cache.processor.EntryProcessor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing is lost and nobody waits for ever, however many want the same keys. */
class ContentionTest {

    private static final EntryProcessor<Integer, Long, Long> INCREMENT = (entry, arguments) -> {
        long next = (entry.exists() ? entry.getValue() : 0) + 1;
        entry.setValue(next);
        return next;
    };

    private final Caches caches = new Caches();

    @AfterEach
    void close() {
        caches.close();
    }

    static Stream<Named<DogpileConfiguration<Integer, Long>>> configurations() {
        DogpileConfiguration<Integer, Long> base = DogpileConfiguration.of(Integer.class, Long.class);
        return Stream.of(
                Named.of("by reference", base.storeByValue(false)),
                Named.of("by value", base),
                Named.of("bounded", base.argument("maximum-size", "1000")),
                Named.of("touched", base.expiry(Expiry.touched(Duration.ofHours(1)))));
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void no_increment_of_one_key_is_lost(DogpileConfiguration<Integer, Long> configuration) {
        Cache<Integer, Long> cache = caches.cache(configuration);

        together(8, thread -> {
            for (int i = 0; i < 25_000; i++) {
                cache.invoke(1, INCREMENT);
            }
        });

        assertThat(cache.get(1)).isEqualTo(200_000);
    }

    @Test
    void no_increment_of_one_key_is_lost_in_a_long_run() {
        Cache<Integer, Long> cache = caches.plain();

        together(8, thread -> {
            for (int i = 0; i < 100_000; i++) {
                cache.invoke(1, INCREMENT);
            }
        });

        assertThat(cache.get(1)).isEqualTo(800_000);
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void no_increment_of_several_keys_is_lost(DogpileConfiguration<Integer, Long> configuration) {
        Cache<Integer, Long> cache = caches.cache(configuration);

        together(4, thread -> {
            Random random = new Random(thread);
            for (int i = 0; i < 20_000; i++) {
                cache.invoke(random.nextInt(16), INCREMENT);
            }
        });

        long sum = 0;
        for (Cache.Entry<Integer, Long> entry : cache) {
            sum += entry.getValue();
        }
        assertThat(sum).isEqualTo(80_000);
    }

    /** Every value that leaves a key is handed to exactly one caller: what went in is what came out and what is left. */
    @ParameterizedTest
    @MethodSource("configurations")
    void values_are_handed_over_one_by_one(DogpileConfiguration<Integer, Long> configuration) {
        Cache<Integer, Long> cache = caches.cache(configuration);
        LongAdder in = new LongAdder();
        LongAdder out = new LongAdder();

        together(4, thread -> {
            Random random = new Random(thread);
            for (int i = 0; i < 20_000; i++) {
                exchange(cache, random, in, out);
            }
        });

        for (Cache.Entry<Integer, Long> entry : cache) {
            out.add(entry.getValue());
        }
        assertThat(out.sum()).isEqualTo(in.sum());
    }

    private static void exchange(Cache<Integer, Long> cache, Random random, LongAdder in, LongAdder out) {
        int key = random.nextInt(4);
        long value = random.nextInt(1_000_000);
        Long left = null;
        boolean taken = true;
        switch (random.nextInt(6)) {
            case 0 -> left = cache.getAndPut(key, value);
            case 1 -> taken = cache.putIfAbsent(key, value);
            case 2 -> {
                left = cache.getAndRemove(key);
                taken = false;
            }
            case 3 -> {
                left = cache.getAndReplace(key, value);
                taken = left != null;
            }
            case 4 -> {
                Long seen = cache.get(key);
                taken = seen != null && cache.replace(key, seen, value);
                left = taken ? seen : null;
            }
            default ->
                left = cache.invoke(key, (entry, arguments) -> {
                    Long before = entry.exists() ? entry.getValue() : null;
                    entry.setValue(value);
                    return before;
                });
        }
        if (taken) {
            in.add(value);
        }
        if (left != null) {
            out.add(left);
        }
    }

    /** Remembers the last write of each key. */
    private static final class Log implements CacheWriter<Integer, Long> {

        private final Map<Integer, Long> last = new ConcurrentHashMap<>();

        @Override
        public void write(Cache.Entry<? extends Integer, ? extends Long> entry) {
            last.put(entry.getKey(), entry.getValue());
        }

        @Override
        public void writeAll(java.util.Collection<Cache.Entry<? extends Integer, ? extends Long>> entries) {
            entries.forEach(this::write);
        }

        @Override
        public void delete(Object key) {
            last.remove(key);
        }

        @Override
        public void deleteAll(java.util.Collection<?> keys) {
            keys.forEach(this::delete);
        }
    }

    @Test
    void the_writer_is_told_in_the_order_in_which_the_cache_changes() {
        Log log = new Log();
        Cache<Integer, Long> cache = caches.cache(DogpileConfiguration.of(Integer.class, Long.class)
                .writer(() -> log)
                .writeThrough(true)
                .argument("maximum-size", "1000"));

        for (int round = 0; round < 10; round++) {
            together(4, thread -> {
                Random random = new Random(thread);
                for (int i = 0; i < 300; i++) {
                    change(cache, random, thread * 1_000_000L + i);
                }
            });
            Map<Integer, Long> left = new TreeMap<>();
            cache.forEach(entry -> left.put(entry.getKey(), entry.getValue()));
            assertThat(left).isEqualTo(new TreeMap<>(log.last));
        }
    }

    private static void change(Cache<Integer, Long> cache, Random random, long value) {
        int key = random.nextInt(4);
        switch (random.nextInt(9)) {
            case 0 -> cache.put(key, value);
            case 1 -> cache.remove(key);
            case 2 -> cache.putIfAbsent(key, value);
            case 3 -> cache.replace(key, value);
            case 4 -> cache.putAll(Map.of(key, value, (key + 1) % 4, value));
            case 5 -> cache.removeAll(Set.of(key, (key + 1) % 4));
            case 6 -> cache.getAndPut(key, value);
            case 7 -> cache.invoke(key, INCREMENT);
            default -> cache.removeAll();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void operations_on_overlapping_keys_do_not_wait_for_each_other_for_ever(boolean writing) {
        Books books = new Books();
        for (int i = 0; i < 10; i++) {
            books.with("k" + i, "loaded");
        }
        RecordingListener listener = new RecordingListener();
        Cache<String, String> cache = caches.cache(
                books.configuration().readThrough(true).writeThrough(writing).listener(listener.synchronous()));

        together(6, thread -> {
            Random random = new Random(thread);
            for (int i = 0; i < 150; i++) {
                touchMany(cache, random);
            }
        });
        cache.removeAll();
        assertThat(cache).isEmpty();
    }

    private static void touchMany(Cache<String, String> cache, Random random) {
        Set<String> keys = new HashSet<>();
        Map<String, String> entries = new java.util.LinkedHashMap<>();
        for (int i = 0; i < 4; i++) {
            String key = "k" + random.nextInt(10);
            keys.add(key);
            entries.put(key, "put");
        }
        switch (random.nextInt(6)) {
            case 0 -> cache.getAll(keys);
            case 1 -> cache.putAll(entries);
            case 2 -> cache.removeAll(keys);
            case 3 ->
                cache.invokeAll(keys, (entry, arguments) -> {
                    entry.setValue(entry.getValue() + "!");
                    return null;
                });
            case 4 -> cache.loadAll(keys, random.nextBoolean(), null);
            default -> cache.removeAll();
        }
    }

    @Test
    void keys_of_one_hash_code_are_different_keys() {
        Log log = new Log();
        Cache<String, Long> cache = caches.cache(DogpileConfiguration.of(String.class, Long.class));
        List<String> twins = List.of("AaAa", "BBBB", "AaBB", "BBAa");
        together(4, thread -> {
            for (int i = 0; i < 1_000; i++) {
                Map<String, Long> entries = new TreeMap<>();
                twins.forEach(twin -> entries.put(twin, (long) thread));
                cache.putAll(entries);
                cache.invoke(twins.get(thread), (entry, arguments) -> entry.getValue());
                cache.removeAll(Set.copyOf(twins));
            }
        });
        assertThat(cache).isEmpty();
        assertThat(log.last).isEmpty();
    }

    private void together(int threads, IntConsumer work) {
        CountDownLatch go = new CountDownLatch(1);
        List<Stage.Task<Void>> tasks = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int thread = i;
            tasks.add(caches.stage.run(() -> {
                Stage.await(go);
                work.accept(thread);
            }));
        }
        go.countDown();
        tasks.forEach(Stage.Task::result);
    }
}
