// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dogpile.config.Expiry;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import javax.cache.Cache;
import javax.cache.event.CacheEntryListenerException;
import javax.cache.event.EventType;
import javax.cache.integration.CompletionListenerFuture;
import javax.cache.management.CacheStatisticsMXBean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A listener that fails is told to the caller, and changes nothing about what has happened. */
class ListenerFailuresTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Caches caches = new Caches();
    private final RecordingListener listener = new RecordingListener();

    @BeforeEach
    void failAlways() {
        listener.then = event -> {
            throw new IllegalStateException("fails on " + event.getKey());
        };
    }

    @AfterEach
    void close() {
        caches.close();
    }

    @Test
    void each_operation_is_done_and_counted_before_the_caller_is_told() {
        Cache<String, String> cache = heard(base().statistics(true));

        fails(() -> cache.put("k", "1"));
        assertThat(cache.get("k")).isEqualTo("1");
        fails(() -> cache.getAndPut("k", "2"));
        assertThat(cache.get("k")).isEqualTo("2");
        fails(() -> cache.invoke("k", (entry, arguments) -> {
            entry.setValue("3");
            return null;
        }));
        assertThat(cache.get("k")).isEqualTo("3");
        fails(() -> cache.replace("k", "4"));
        fails(() -> cache.remove("k"));
        assertThat(cache.containsKey("k")).isFalse();

        CacheStatisticsMXBean statistics = cache.unwrap(CacheStatisticsMXBean.class);
        assertThat(statistics.getCachePuts()).isEqualTo(4);
        assertThat(statistics.getCacheRemovals()).isEqualTo(1);
        assertThat(statistics.getCacheHits()).isEqualTo(3 + 3);
    }

    @Test
    void operations_on_many_keys_go_on_and_tell_in_the_end() {
        Cache<String, String> cache = heard(base());

        CacheEntryListenerException failure = fails(() -> cache.putAll(Map.of("a", "1", "b", "2", "c", "3")));
        assertThat(failure.getSuppressed()).hasSize(2);
        assertThat(cache.getAll(Set.of("a", "b", "c"))).hasSize(3);

        fails(() -> cache.removeAll(Set.of("a", "b")));
        assertThat(cache.getAll(Set.of("a", "b", "c"))).hasSize(1);
        fails(cache::removeAll);
        assertThat(cache).isEmpty();
        assertThat(listener.heard).hasSize(6);
    }

    @Test
    void what_the_writer_took_is_stored() {
        Books books = new Books();
        Cache<String, String> cache = heard(books.configuration().writeThrough(true));

        fails(() -> cache.putAll(Map.of("a", "1", "b", "2")));
        assertThat(books.stored).containsOnlyKeys("a", "b");
        assertThat(cache.getAll(Set.of("a", "b"))).hasSize(2);
        fails(cache::removeAll);
        assertThat(books.stored).isEmpty();
        assertThat(cache).isEmpty();
    }

    @Test
    void both_events_of_one_operation_are_told() {
        Cache<String, String> cache = heard(base().expiry(Expiry.created(MINUTE)));
        fails(() -> cache.put("k", "old"));
        caches.stage.advanceWithoutSweep(MINUTE);
        listener.heard.clear();

        fails(() -> cache.put("k", "new"));

        assertThat(listener.heard).containsExactly("EXPIRED k=old was old", "CREATED k=new was null (not available)");
    }

    @Test
    void sweeping_goes_on() {
        Cache<String, String> cache = heard(base().expiry(Expiry.created(MINUTE)));
        fails(() -> cache.put("a", "1"));
        fails(() -> cache.put("b", "2"));
        listener.heard.clear();

        caches.advance(MINUTE);
        assertThat(listener.heard).containsExactlyInAnyOrder("EXPIRED a=1 was 1", "EXPIRED b=2 was 2");
        fails(() -> cache.put("c", "3"));
        caches.advance(MINUTE);
        assertThat(listener.heard).contains("EXPIRED c=3 was 3");
    }

    @Test
    void a_loaded_value_is_stored_and_the_reader_is_told() {
        Books books = new Books().with("a", "1").with("b", "2");
        Cache<String, String> cache = heard(books.configuration().readThrough(true));

        fails(() -> cache.get("a"));
        assertThat(cache.get("a")).isEqualTo("1");

        CompletionListenerFuture completion = new CompletionListenerFuture();
        cache.loadAll(Set.of("b"), false, completion);
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(completion::get)
                .withCauseInstanceOf(CacheEntryListenerException.class);
        assertThat(cache.get("b")).isEqualTo("2");
        assertThat(books.asked).containsExactly("load a", "loadAll [b]");
    }

    @Test
    void an_iteration_goes_on_after_the_entry_that_was_its_last_time_to_be_read() {
        EventsOfOperationsTest.Policy policy = new EventsOfOperationsTest.Policy();
        policy.access = javax.cache.expiry.Duration.ZERO;
        listener.then = event -> {
            if (event.getEventType() == EventType.EXPIRED) {
                throw new IllegalStateException("fails");
            }
        };
        Cache<String, String> cache = heard(base().expiryPolicy(() -> policy));
        cache.putAll(Map.of("a", "1", "b", "2"));
        var entries = cache.iterator();

        fails(entries::next);
        fails(entries::next);
        assertThat(entries.hasNext()).isFalse();
    }

    private static CacheEntryListenerException fails(Runnable operation) {
        try {
            operation.run();
        } catch (CacheEntryListenerException e) {
            assertThat(e).hasCauseInstanceOf(IllegalStateException.class);
            return e;
        }
        throw new AssertionError("nobody was told");
    }

    private static DogpileConfiguration<String, String> base() {
        return DogpileConfiguration.of(String.class, String.class).storeByValue(false);
    }

    private Cache<String, String> heard(DogpileConfiguration<String, String> configuration) {
        return caches.cache(configuration.listener(listener.synchronous()));
    }
}
