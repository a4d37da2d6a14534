// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dogpile.config.Expiry;
import io.dogpile.region.Region;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.integration.CacheWriterException;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.EntryProcessorException;
import javax.cache.processor.EntryProcessorResult;
import javax.cache.processor.MutableEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessorsTest {

    private final Caches caches = new Caches();
    private final Books books = new Books();

    @AfterEach
    void close() {
        caches.close();
    }

    @Test
    void the_loader_is_asked_once_whatever_the_processor_asks() {
        Cache<String, String> cache = caches.cache(books.configuration().readThrough(true));

        invoke(cache, "k", entry -> {
            assertThat(entry.exists()).isFalse();
            assertThat(entry.getValue()).isNull();
            assertThat(entry.getValue()).isNull();
        });

        assertThat(books.asked).containsExactly("load k");
    }

    @Test
    void what_the_processor_has_removed_is_not_loaded() {
        books.with("k", "loaded");
        Cache<String, String> cache = caches.cache(books.configuration().readThrough(true));

        invoke(cache, "k", entry -> {
            entry.setValue("set");
            entry.remove();
            assertThat(entry.getValue()).isNull();
            assertThat(entry.exists()).isFalse();
        });

        assertThat(books.asked).isEmpty();
        assertThat(cache.containsKey("k")).isFalse();
    }

    @Test
    void writers_are_told_the_net_effect() {
        Cache<String, String> cache = caches.cache(books.configuration().writeThrough(true));

        invoke(cache, "k", entry -> {
            entry.setValue("1");
            entry.remove();
        });
        assertThat(books.asked).isEmpty();
        invoke(cache, "k", MutableEntry::remove);
        invoke(cache, "k", entry -> {
            entry.setValue("1");
            entry.setValue("2");
        });
        invoke(cache, "k", entry -> {
            entry.remove();
            entry.setValue("3");
        });
        invoke(cache, "k", MutableEntry::getValue);

        assertThat(books.asked).containsExactly("delete k", "write k=2", "write k=3");
    }

    @Test
    void a_processor_that_fails_has_done_nothing() {
        Cache<String, String> cache = caches.cache(books.configuration().writeThrough(true));
        cache.put("k", "old");
        books.asked.clear();
        EntryProcessor<String, String, Void> failing = (entry, arguments) -> {
            entry.setValue("new");
            throw new IllegalStateException("no");
        };

        assertThatExceptionOfType(EntryProcessorException.class)
                .isThrownBy(() -> cache.invoke("k", failing))
                .withMessageContaining(cache.getName())
                .withCauseInstanceOf(IllegalStateException.class);
        assertThat(cache.get("k")).isEqualTo("old");
        assertThat(books.asked).isEmpty();
    }

    @Test
    void every_exception_is_wrapped_even_one_that_java_does_not_expect_and_no_cache_exception() {
        Cache<String, String> cache = caches.plain();

        assertThatExceptionOfType(EntryProcessorException.class)
                .isThrownBy(() -> cache.invoke("k", (entry, arguments) -> sneak(new IOException("no"))))
                .withCauseInstanceOf(IOException.class);
        assertThatExceptionOfType(EntryProcessorException.class)
                .isThrownBy(() -> invoke(cache, "k", entry -> entry.setValue(null)))
                .withCauseInstanceOf(NullPointerException.class);
        CacheException own = new CacheException("as it is");
        assertThatThrownBy(() -> invoke(cache, "k", entry -> {
                    throw own;
                }))
                .isSameAs(own);
        assertThatExceptionOfType(StackOverflowError.class)
                .isThrownBy(() -> invoke(cache, "k", entry -> {
                    throw new StackOverflowError();
                }));
        cache.put("k", "the key is free again");
    }

    @Test
    void a_value_of_another_type_is_refused() {
        Cache<String, Object> cache = caches.cache(wide(books.configuration()));

        assertThatExceptionOfType(EntryProcessorException.class)
                .isThrownBy(() -> invoke(cache, "k", entry -> entry.setValue(5)))
                .withCauseInstanceOf(ClassCastException.class)
                .withMessageContaining("holds java.lang.String -> java.lang.String, not the value java.lang.Integer");
        assertThat(cache).isEmpty();
    }

    @SuppressWarnings("unchecked") // As if somebody had lost the types on the way.
    private static DogpileConfiguration<String, Object> wide(DogpileConfiguration<?, ?> narrow) {
        return (DogpileConfiguration<String, Object>) narrow;
    }

    @Test
    void each_of_many_has_its_own_result_and_its_own_failure() {
        Cache<String, String> cache = caches.plain();
        cache.putAll(Map.of("a", "1", "b", "2", "c", "3"));
        EntryProcessor<String, String, String> processor = (entry, arguments) -> {
            if (entry.getKey().equals("a")) {
                return null;
            }
            if (entry.getKey().equals("b")) {
                throw new IllegalStateException("no");
            }
            return entry.getValue() + arguments[0];
        };

        Map<String, EntryProcessorResult<String>> results = cache.invokeAll(Set.of("a", "b", "c"), processor, "!");

        assertThat(results).containsOnlyKeys("b", "c");
        assertThat(results.get("c").get()).isEqualTo("3!");
        assertThatExceptionOfType(EntryProcessorException.class)
                .isThrownBy(results.get("b")::get)
                .withCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_writer_that_fails_stops_the_change() {
        Cache<String, String> cache = caches.cache(books.configuration().writeThrough(true));
        cache.put("k", "old");
        books.failure = key -> new IllegalStateException("no");

        assertThatExceptionOfType(CacheWriterException.class)
                .isThrownBy(() -> invoke(cache, "k", entry -> entry.setValue("new")));
        assertThatExceptionOfType(CacheWriterException.class)
                .isThrownBy(() -> invoke(cache, "k", MutableEntry::remove));
        assertThat(cache.get("k")).isEqualTo("old");
    }

    @Test
    void an_entry_that_has_left_its_processor_changes_nothing() {
        Cache<String, String> cache = caches.plain();
        AtomicReference<MutableEntry<String, String>> leaked = new AtomicReference<>();
        invoke(cache, "k", leaked::set);

        leaked.get().setValue("late");
        assertThat(cache.containsKey("k")).isFalse();
    }

    /** What may happen to the entry of a processor while it runs, without another process. */
    @ParameterizedTest
    @ValueSource(strings = {"evicted", "expired", "cleared", "swept"})
    void a_processor_runs_once_even_if_its_entry_goes_meanwhile(String how) {
        Cache<String, String> cache =
                caches.cache(books.configuration().writeThrough(true).expiry(Expiry.created(Duration.ofMinutes(1))));
        cache.put("k", "1");
        books.asked.clear();
        AtomicInteger runs = new AtomicInteger();

        String result = cache.invoke("k", (entry, arguments) -> {
            runs.incrementAndGet();
            caches.stage.run(() -> lose(cache, how)).result();
            entry.setValue(entry.getValue() + "2");
            return entry.getValue();
        });

        assertThat(result).isEqualTo("12");
        assertThat(runs).hasValue(1);
        assertThat(books.asked).containsExactly("write k=12");
        // A clear that came meanwhile came after; and an update does not prolong a life that counts from the creation.
        boolean kept = how.equals("evicted") || how.equals("swept");
        assertThat(cache.get("k")).isEqualTo(kept ? "12" : null);
    }

    private void lose(Cache<String, String> cache, String how) {
        switch (how) {
            case "evicted" -> {
                @SuppressWarnings("unchecked")
                Region<String, String> region = cache.unwrap(Region.class);
                region.backend().remove("k");
            }
            case "expired" -> caches.stage.advanceWithoutSweep(Duration.ofMinutes(1));
            case "swept" -> caches.stage.advance(Duration.ofMinutes(1));
            default -> cache.clear();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_processor_runs_once_while_others_write_its_key(boolean writing) {
        Cache<String, String> cache = caches.cache(books.configuration().writeThrough(writing));
        CountDownLatch running = new CountDownLatch(1);
        AtomicInteger runs = new AtomicInteger();
        cache.put("k", "0");

        var put = caches.stage.run(() -> {
            io.dogpile.region.Stage.await(running);
            cache.put("k", "put");
        });
        var second = caches.stage.start(() -> {
            io.dogpile.region.Stage.await(running);
            return cache.getAndRemove("k");
        });
        invoke(cache, "k", entry -> {
            runs.incrementAndGet();
            running.countDown();
            put.untilBlocked();
            second.untilBlocked();
            entry.setValue("invoked");
        });
        put.result();

        assertThat(second.result()).isIn("invoked", "put");
        assertThat(runs).hasValue(1);
    }

    private static <V> void invoke(Cache<String, V> cache, String key, Consumer<MutableEntry<String, V>> what) {
        cache.invoke(key, (entry, arguments) -> {
            what.accept(entry);
            return null;
        });
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable, T> T sneak(Throwable failure) throws E {
        throw (E) failure;
    }
}
