// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dogpile.config.Expiry;
import io.dogpile.config.Regeneration;
import io.dogpile.region.Stage;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheLoaderException;
import javax.cache.integration.CompletionListener;
import javax.cache.integration.CompletionListenerFuture;
import javax.cache.management.CacheStatisticsMXBean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadThroughTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private Caches caches = new Caches();
    private final Books books = new Books();

    @AfterEach
    void close() {
        caches.close();
    }

    /** A loader that waits to be let go. */
    private static final class Slow implements CacheLoader<String, String> {

        private final CountDownLatch called = new CountDownLatch(1);
        private final CountDownLatch go = new CountDownLatch(1);
        private final AtomicInteger loads = new AtomicInteger();
        private final Function<String, String> source;

        Slow(Function<String, @Nullable String> source) {
            this.source = source;
        }

        @Override
        public @Nullable String load(String key) {
            loads.incrementAndGet();
            called.countDown();
            Stage.await(go);
            return source.apply(key);
        }

        @Override
        public Map<String, String> loadAll(Iterable<? extends String> keys) {
            Map<String, String> all = new HashMap<>();
            keys.forEach(key -> all.put(key, load(key)));
            return all;
        }

        DogpileConfiguration<String, String> configuration() {
            return DogpileConfiguration.of(String.class, String.class)
                    .loader(() -> this)
                    .readThrough(true);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void of_many_who_miss_a_key_one_loads_it(boolean byValue) {
        Slow slow = new Slow(key -> "made");
        Cache<String, String> cache = caches.cache(slow.configuration().storeByValue(byValue));

        var readers = caches.stage.startAll(64, () -> cache.get("k"));
        Stage.await(slow.called);
        caches.stage.awaitWaiting(63);
        slow.go.countDown();

        assertThat(readers).allSatisfy(reader -> assertThat(reader.result()).isEqualTo("made"));
        assertThat(slow.loads).hasValue(1);
    }

    @Test
    void whatever_the_way_to_a_key_the_load_is_shared() {
        Slow slow = new Slow(key -> "made");
        Cache<String, String> cache = caches.cache(slow.configuration());

        var get = caches.stage.start(() -> cache.get("k"));
        Stage.await(slow.called);
        var getAll = caches.stage.start(() -> cache.getAll(Set.of("k")).get("k"));
        var invoke = caches.stage.start(() -> cache.invoke("k", (entry, arguments) -> entry.getValue()));
        CompletionListenerFuture loaded = new CompletionListenerFuture();
        var loadAll = caches.stage.run(() -> cache.loadAll(Set.of("k"), false, loaded));
        caches.stage.awaitWaiting(3);
        slow.go.countDown();

        assertThat(List.of(get.result(), getAll.result(), invoke.result())).containsOnly("made");
        loadAll.result();
        assertThat(loaded).isDone();
        assertThat(slow.loads).hasValue(1);
    }

    @Test
    void a_failure_is_shared_and_everybody_has_an_exception_of_his_own() {
        IllegalStateException cause = new IllegalStateException("no");
        Slow slow = new Slow(key -> {
            throw cause;
        });
        Cache<String, String> cache = caches.cache(slow.configuration());

        var readers = caches.stage.startAll(8, () -> cache.get("k"));
        Stage.await(slow.called);
        caches.stage.awaitWaiting(7);
        slow.go.countDown();

        List<Throwable> failures = readers.stream().map(Stage.Task::failure).toList();
        assertThat(failures)
                .doesNotHaveDuplicates()
                .allSatisfy(failure -> assertThat(failure)
                        .isInstanceOf(CacheLoaderException.class)
                        .hasMessageContaining(cache.getName())
                        .hasCause(cause));
        assertThat(slow.loads).hasValue(1);
    }

    @Test
    void who_waits_too_long_is_told_for_which_key_of_which_cache() {
        Slow slow = new Slow(key -> "made");
        Cache<String, String> cache = caches.cache(slow.configuration().waitAtMost(Duration.ofSeconds(5)));

        var first = caches.stage.start(() -> cache.get("k"));
        Stage.await(slow.called);
        var second = caches.stage.start(() -> cache.get("k"));
        caches.stage.awaitWaiting(1);
        caches.stage.advanceWithoutSweep(Duration.ofSeconds(5));

        assertThat(second.failure())
                .isInstanceOf(CacheException.class)
                .hasMessageContaining(cache.getName())
                .hasMessageContaining("waited 5000 ms for key k");
        slow.go.countDown();
        assertThat(first.result()).isEqualTo("made");
    }

    @Test
    void a_loader_that_asks_for_its_own_key_is_told_so() {
        CacheLoader<String, String> loader = new CacheLoader<>() {
            @Override
            public String load(String key) {
                return caches.manager().<String, String>getCache("recursive").get(key);
            }

            @Override
            public Map<String, String> loadAll(Iterable<? extends String> keys) {
                throw new UnsupportedOperationException();
            }
        };
        Cache<String, String> cache = caches.manager()
                .createCache(
                        "recursive",
                        DogpileConfiguration.of(String.class, String.class)
                                .loader(() -> loader)
                                .readThrough(true));

        assertThatExceptionOfType(CacheLoaderException.class)
                .isThrownBy(() -> cache.get("k"))
                .withMessageContaining("asks for that very value");
    }

    @Test
    void no_value_is_no_error() {
        CacheLoader<String, String> nothing = new CacheLoader<>() {
            @Override
            public @Nullable String load(String key) {
                return null;
            }

            @Override
            public @Nullable Map<String, String> loadAll(Iterable<? extends String> keys) {
                return null;
            }
        };
        Cache<String, String> cache = caches.cache(DogpileConfiguration.of(String.class, String.class)
                .loader(() -> nothing)
                .readThrough(true));

        assertThat(cache.get("k")).isNull();
        assertThat(cache.getAll(Set.of("a", "b"))).isEmpty();
        CompletionListenerFuture loaded = new CompletionListenerFuture();
        cache.loadAll(Set.of("a"), true, loaded);
        assertThat(loaded).isDone();
        assertThat(cache).isEmpty();
    }

    @Test
    void what_was_not_asked_for_is_not_stored_and_null_is_nothing() {
        CacheLoader<String, String> generous = new CacheLoader<>() {
            @Override
            public @Nullable String load(String key) {
                return null;
            }

            @Override
            public Map<String, String> loadAll(Iterable<? extends String> keys) {
                Map<String, String> all = new HashMap<>();
                all.put("a", "1");
                all.put("b", null);
                all.put("not asked for", "2");
                return all;
            }
        };
        Cache<String, String> cache = caches.cache(DogpileConfiguration.of(String.class, String.class)
                .loader(() -> generous)
                .readThrough(true));

        assertThat(cache.getAll(Set.of("a", "b"))).containsOnlyKeys("a");
        assertThat(cache.containsKey("not asked for")).isFalse();
    }

    @Test
    void a_value_or_key_of_another_type_is_refused() {
        @SuppressWarnings("unchecked")
        Cache<Object, Object> cache = (Cache<Object, Object>)
                (Cache<?, ?>) caches.cache(books.configuration().readThrough(true));
        assertThatExceptionOfType(ClassCastException.class).isThrownBy(() -> cache.get(5));
        assertThatExceptionOfType(ClassCastException.class).isThrownBy(() -> cache.getAll(Set.of(5)));
        assertThatExceptionOfType(ClassCastException.class).isThrownBy(() -> cache.loadAll(Set.of(5), true, null));
        assertThatExceptionOfType(ClassCastException.class).isThrownBy(() -> cache.put("k", 5));
        assertThatExceptionOfType(ClassCastException.class)
                .isThrownBy(() -> cache.invoke(5, (entry, arguments) -> null));
        assertThat(books.asked).isEmpty();

        @SuppressWarnings("unchecked")
        CacheLoader<String, Integer> numbers = (CacheLoader<String, Integer>) (CacheLoader<?, ?>) books.with("k", "v");
        Cache<String, Integer> typed = caches.cache(DogpileConfiguration.of(String.class, Integer.class)
                .loader(() -> numbers)
                .readThrough(true));
        assertThatExceptionOfType(CacheLoaderException.class)
                .isThrownBy(() -> typed.get("k"))
                .withCauseInstanceOf(ClassCastException.class)
                .withMessageContaining("holds java.lang.String -> java.lang.Integer, not the value java.lang.String");
        assertThatExceptionOfType(CacheLoaderException.class).isThrownBy(() -> typed.getAll(Set.of("k", "l")));
        assertThat(typed).isEmpty();
    }

    @Test
    void a_failure_for_some_keys_leaves_the_others_as_they_are() {
        Cache<String, String> cache = caches.cache(books.configuration().readThrough(true));
        cache.put("there", "1");
        books.failure = key -> new IllegalStateException("no");

        assertThatExceptionOfType(CacheLoaderException.class)
                .isThrownBy(() -> cache.getAll(Set.of("there", "a", "b")))
                .withCauseInstanceOf(IllegalStateException.class);
        assertThat(cache.getAll(Set.of("there"))).containsEntry("there", "1");
    }

    @Test
    void only_reads_read_through() {
        Cache<String, String> cache =
                caches.cache(books.with("k", "v").configuration().readThrough(true));

        assertThat(cache.containsKey("k")).isFalse();
        assertThat(cache.replace("k", "w")).isFalse();
        assertThat(cache.getAndReplace("k", "w")).isNull();
        assertThat(cache.remove("k", "v")).isFalse();
        assertThat(cache.getAndRemove("k")).isNull();
        assertThat(cache.iterator().hasNext()).isFalse();
        assertThat(cache.putIfAbsent("k", "w")).isTrue();
        assertThat(cache.getAndPut("k", "x")).isEqualTo("w");
        assertThat(books.asked).isEmpty();
    }

    @Test
    void a_stale_value_is_a_hit_and_a_load_is_a_miss_and_no_put() {
        caches.close();
        caches = Caches.withBackground();
        Cache<String, String> cache = caches.cache(books.with("k", "v")
                .configuration()
                .readThrough(true)
                .expiry(Expiry.created(MINUTE))
                .staleFor(MINUTE)
                .regeneration(Regeneration.BACKGROUND)
                .statistics(true));
        CacheStatisticsMXBean statistics = cache.unwrap(CacheStatisticsMXBean.class);
        cache.get("k");
        books.with("k", "w");
        caches.stage.advanceWithoutSweep(MINUTE);

        assertThat(cache.get("k")).isEqualTo("v");
        assertThat(cache.getAll(Set.of("k"))).containsEntry("k", "v");
        // Everything that does not regenerate takes a stale value for an expired one.
        assertThat(cache.containsKey("k")).isFalse();
        assertThat(cache.replace("k", "x")).isFalse();
        assertThat(cache).isEmpty();
        caches.stage.runBackground();
        assertThat(cache.get("k")).isEqualTo("w");

        assertThat(statistics.getCacheMisses()).isEqualTo(2);
        assertThat(statistics.getCacheHits()).isEqualTo(3);
        assertThat(statistics.getCachePuts()).isZero();
        assertThat(books.asked).hasSize(2);
    }

    @Test
    void load_all_works_without_read_through_and_tells_its_listener_in_the_end() {
        caches.close();
        caches = Caches.withBackground();
        Cache<String, String> cache =
                caches.cache(books.with("a", "1").with("b", "2").configuration());
        cache.put("a", "0");
        CompletionListenerFuture kept = new CompletionListenerFuture();
        CompletionListenerFuture replaced = new CompletionListenerFuture();

        cache.loadAll(Set.of("a", "b", "absent"), false, kept);
        assertThat(kept).isNotDone();
        caches.stage.runBackground();
        assertThat(kept).isDone();
        assertThat(cache.get("a")).isEqualTo("0");
        assertThat(cache.get("b")).isEqualTo("2");

        cache.loadAll(Set.of("a"), true, replaced);
        caches.stage.runBackground();
        assertThat(replaced).isDone();
        assertThat(cache.get("a")).isEqualTo("1");
        assertThat(cache.get("absent")).isNull();
        assertThat(books.asked).containsExactly("loadAll [absent, b]", "loadAll [a]");
    }

    @Test
    void load_all_tells_failures_to_its_listener_and_to_nobody_else() {
        Cache<String, String> cache = caches.cache(books.configuration());
        books.failure = key -> new IllegalStateException("no");
        CompletionListenerFuture failed = new CompletionListenerFuture();

        cache.loadAll(Set.of("a"), true, failed);
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(failed::get)
                .withCauseInstanceOf(CacheLoaderException.class);
        try (LogCapture log = new LogCapture()) {
            cache.loadAll(Set.of("a"), true, null);
            assertThat(log.text()).contains("loadAll failed");
        }
    }

    @Test
    void load_all_tells_its_listener_even_of_an_error() throws InterruptedException {
        CacheLoader<String, String> broken = new CacheLoader<>() {
            @Override
            public String load(String key) {
                throw new AssertionError("not this one");
            }

            @Override
            public Map<String, String> loadAll(Iterable<? extends String> keys) {
                throw new StackOverflowError();
            }
        };
        Cache<String, String> cache =
                caches.cache(DogpileConfiguration.of(String.class, String.class).loader(() -> broken));
        CompletionListenerFuture failed = new CompletionListenerFuture();

        assertThatExceptionOfType(StackOverflowError.class).isThrownBy(() -> cache.loadAll(Set.of("a"), true, failed));
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(failed::get)
                .withCauseInstanceOf(CacheLoaderException.class);
    }

    @Test
    void load_all_completes_where_there_is_no_loader_and_fails_where_there_is_no_room() {
        CompletionListenerFuture none = new CompletionListenerFuture();
        Cache<String, String> plain = caches.plain();
        plain.loadAll(Set.of("a"), true, none);
        assertThat(none).isDone();

        caches.close();
        caches = Caches.withBackground();
        Cache<String, String> cache = caches.cache(books.configuration());
        caches.stage.refuseBackground();
        CompletionListenerFuture refused = new CompletionListenerFuture();
        cache.loadAll(Set.of("a"), true, refused);
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(refused::get)
                .withCauseInstanceOf(CacheException.class)
                .withMessageContaining("too busy");
    }

    @Test
    void a_completion_listener_that_fails_harms_nobody() {
        Cache<String, String> cache = caches.cache(books.with("a", "1").configuration());
        CompletionListener failing = new CompletionListener() {
            @Override
            public void onCompletion() {
                throw new IllegalStateException("no");
            }

            @Override
            public void onException(Exception e) {
                throw new AssertionError(e);
            }
        };
        try (LogCapture log = new LogCapture()) {
            cache.loadAll(Set.of("a"), true, failing);
            assertThat(log.text()).contains("a completion listener failed");
        }
        assertThat(cache.get("a")).isEqualTo("1");
    }
}
