// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import static org.assertj.core.api.Assertions.assertThat;

import io.dogpile.config.Expiry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import javax.cache.Cache;
import javax.cache.expiry.ExpiryPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventsOfOperationsTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Caches caches = new Caches();
    private final RecordingListener listener = new RecordingListener();

    @AfterEach
    void close() {
        caches.close();
    }

    @Test
    void every_operation_tells_what_it_has_done_and_nothing_else() {
        Cache<String, String> cache = heard(base());
        cache.put("k", "1");
        cache.put("k", "2");
        assertThat(cache.putIfAbsent("k", "3")).isFalse();
        cache.getAndPut("k", "4");
        assertThat(cache.replace("k", "no", "5")).isFalse();
        assertThat(cache.replace("k", "4", "6")).isTrue();
        cache.getAndReplace("k", "7");
        assertThat(cache.remove("k", "no")).isFalse();
        assertThat(cache.remove("k", "7")).isTrue();
        cache.remove("k");
        cache.replace("k", "8");
        cache.clear();

        assertThat(listener.heard)
                .containsExactly(
                        "CREATED k=1 was null (not available)",
                        "UPDATED k=2 was 1",
                        "UPDATED k=4 was 2",
                        "UPDATED k=6 was 4",
                        "UPDATED k=7 was 6",
                        "REMOVED k=7 was 7");
    }

    @Test
    void clearing_is_silent_and_removing_all_is_not() {
        Cache<String, String> cache = heard(base());
        cache.putAll(Map.of("a", "1", "b", "2"));
        listener.heard.clear();

        cache.removeAll(Set.of("a", "absent"));
        cache.removeAll();
        cache.put("c", "3");
        cache.clear();

        assertThat(listener.heard)
                .containsExactly("REMOVED a=1 was 1", "REMOVED b=2 was 2", "CREATED c=3 was null (not available)");
    }

    @Test
    void a_processor_tells_the_net_effect() {
        Cache<String, String> cache = heard(base());
        cache.invoke("k", (entry, arguments) -> {
            entry.setValue("dropped");
            entry.remove();
            return null;
        });
        cache.invoke("k", (entry, arguments) -> {
            entry.setValue("1");
            entry.setValue("2");
            return null;
        });
        cache.invoke("k", (entry, arguments) -> {
            entry.remove();
            entry.setValue("3");
            return null;
        });

        assertThat(listener.heard).containsExactly("CREATED k=2 was null (not available)", "UPDATED k=3 was 2");
    }

    @Test
    void a_processor_that_loads_and_sets_tells_of_the_load_first() {
        Books books = new Books().with("k", "loaded");
        Cache<String, String> cache = heard(books.configuration().readThrough(true));

        cache.invoke("k", (entry, arguments) -> {
            entry.setValue(entry.getValue() + " and set");
            return null;
        });

        assertThat(listener.heard)
                .containsExactly("CREATED k=loaded was null (not available)", "UPDATED k=loaded and set was loaded");
    }

    @Test
    void an_expired_entry_is_told_before_the_one_that_takes_its_place() {
        Cache<String, String> cache = heard(base().expiry(Expiry.created(MINUTE)));
        cache.put("k", "old");
        listener.heard.clear();
        expireWithoutSweep();

        assertThat(cache.get("k")).isNull();
        assertThat(listener.heard).isEmpty();
        cache.put("k", "new");

        assertThat(listener.heard).containsExactly("EXPIRED k=old was old", "CREATED k=new was null (not available)");
    }

    @Test
    void whoever_removes_an_expired_entry_tells_that_it_has_expired() {
        Cache<String, String> cache = heard(base().expiry(Expiry.created(MINUTE)));
        cache.putAll(Map.of("a", "1", "b", "2", "c", "3"));
        listener.heard.clear();
        expireWithoutSweep();

        assertThat(cache.remove("a")).isFalse();
        assertThat(cache.getAndRemove("b")).isNull();
        cache.removeAll();

        assertThat(listener.heard).containsExactly("EXPIRED a=1 was 1", "EXPIRED b=2 was 2", "EXPIRED c=3 was 3");
    }

    @Test
    void entries_expire_by_themselves_and_each_is_told_once() {
        Cache<String, String> cache = heard(base().expiry(Expiry.created(MINUTE)));
        cache.put("a", "1");
        cache.put("b", "2");
        listener.heard.clear();

        caches.advance(MINUTE);
        assertThat(listener.heard).containsExactlyInAnyOrder("EXPIRED a=1 was 1", "EXPIRED b=2 was 2");
        caches.advance(MINUTE);
        cache.put("a", "3");

        assertThat(listener.heard).hasSize(3).endsWith("CREATED a=3 was null (not available)");
    }

    @Test
    void a_stale_entry_that_an_operation_replaces_has_expired_and_one_that_is_regenerated_is_updated() {
        Books books = new Books().with("a", "new a");
        Cache<String, String> cache = heard(books.configuration()
                .readThrough(true)
                .expiry(Expiry.created(MINUTE))
                .staleFor(Duration.ofHours(1)));
        cache.putAll(Map.of("a", "1", "b", "2", "c", "3"));
        listener.heard.clear();
        caches.advance(MINUTE);
        assertThat(listener.heard).isEmpty();

        assertThat(cache.get("a")).isEqualTo("new a");
        cache.put("b", "new b");
        cache.remove("c");

        assertThat(listener.heard)
                .containsExactly(
                        "UPDATED a=new a was 1",
                        "EXPIRED b=2 was 2",
                        "CREATED b=new b was null (not available)",
                        "EXPIRED c=3 was 3");
    }

    @Test
    void a_lifetime_of_zero_on_creation_tells_nothing_on_update_both_and_on_access_the_end() {
        Cache<String, String> never = heard(base().expiry(Expiry.created(Duration.ZERO)));
        never.put("k", "1");
        assertThat(never.containsKey("k")).isFalse();
        assertThat(listener.heard).isEmpty();

        Policy policy = new Policy();
        Cache<String, String> cache = heard(base().expiryPolicy(() -> policy));
        cache.put("k", "1");
        policy.update = javax.cache.expiry.Duration.ZERO;
        cache.put("k", "2");
        assertThat(cache.containsKey("k")).isFalse();
        cache.put("k", "3");
        policy.access = javax.cache.expiry.Duration.ZERO;
        assertThat(cache.get("k")).isEqualTo("3");
        assertThat(cache.containsKey("k")).isFalse();

        assertThat(listener.heard)
                .containsExactly(
                        "CREATED k=1 was null (not available)",
                        "UPDATED k=2 was 1",
                        "EXPIRED k=2 was 2",
                        "CREATED k=3 was null (not available)",
                        "EXPIRED k=3 was 3");
    }

    @Test
    void loads_are_told_as_creations_or_updates_and_never_written() {
        Books books = new Books().with("a", "1").with("b", "2");
        Cache<String, String> cache =
                heard(books.configuration().readThrough(true).writeThrough(true));
        assertThat(cache.get("a")).isEqualTo("1");
        cache.loadAll(Set.of("a", "b", "absent"), true, null);

        assertThat(listener.heard)
                .containsExactlyInAnyOrder(
                        "CREATED a=1 was null (not available)",
                        "UPDATED a=1 was 1",
                        "CREATED b=2 was null (not available)");
        assertThat(books.asked).containsExactly("load a", "loadAll [a, absent, b]");
    }

    @Test
    void a_listener_may_use_the_cache_and_change_the_very_key_that_it_is_told_of() {
        Cache<String, String> cache = heard(base());
        listener.then = event -> {
            assertThat(cache.get(event.getKey().toString())).isEqualTo(event.getValue());
            if (event.getValue().equals("1")) {
                cache.put("k", "2");
                cache.put("other", "3");
            }
        };
        cache.put("k", "1");

        assertThat(cache.get("k")).isEqualTo("2");
        assertThat(listener.heard)
                .containsExactly(
                        "CREATED k=1 was null (not available)",
                        "UPDATED k=2 was 1",
                        "CREATED other=3 was null (not available)");
    }

    /** Events of one key are a chain: each begins where the one before has ended, whoever does what at the same time. */
    @Test
    void events_of_one_key_come_in_the_order_of_the_changes() {
        Map<String, String> shadow = new HashMap<>();
        List<String> wrong = new ArrayList<>();
        listener.then = event -> {
            String before = shadow.get(event.getKey().toString());
            boolean continues = switch (event.getEventType()) {
                case CREATED -> before == null;
                case UPDATED, REMOVED, EXPIRED -> event.getOldValue().equals(before);
            };
            if (!continues) {
                wrong.add(RecordingListener.words(event) + " after " + before);
            }
            switch (event.getEventType()) {
                case CREATED, UPDATED ->
                    shadow.put(event.getKey().toString(), event.getValue().toString());
                case REMOVED, EXPIRED -> shadow.remove(event.getKey().toString());
            }
        };
        Cache<String, String> cache = heard(base());
        CountDownLatch go = new CountDownLatch(1);
        var tasks = new ArrayList<io.dogpile.region.Stage.Task<Void>>();
        for (int thread = 0; thread < 4; thread++) {
            int seed = thread;
            tasks.add(caches.stage.run(() -> {
                io.dogpile.region.Stage.await(go);
                change(cache, new Random(seed), seed);
            }));
        }
        go.countDown();
        tasks.forEach(io.dogpile.region.Stage.Task::result);

        assertThat(wrong).isEmpty();
        assertThat(cache.get("k")).isEqualTo(shadow.get("k"));
        assertThat(listener.heard.size()).isGreaterThan(1_000);
    }

    private static void change(Cache<String, String> cache, Random random, int thread) {
        for (int i = 0; i < 2_000; i++) {
            String value = thread + "." + i;
            switch (random.nextInt(6)) {
                case 0 -> cache.put("k", value);
                case 1 -> cache.remove("k");
                case 2 -> cache.putIfAbsent("k", value);
                case 3 -> cache.getAndReplace("k", value);
                case 4 -> cache.putAll(Map.of("k", value));
                default ->
                    cache.invoke("k", (entry, arguments) -> {
                        entry.setValue(value);
                        return null;
                    });
            }
        }
    }

    /** Entries are past their time, and nobody has looked after them yet. */
    private void expireWithoutSweep() {
        caches.stage.advanceWithoutSweep(MINUTE);
    }

    private static DogpileConfiguration<String, String> base() {
        return DogpileConfiguration.of(String.class, String.class).storeByValue(false);
    }

    private Cache<String, String> heard(DogpileConfiguration<String, String> configuration) {
        return caches.cache(configuration.listener(listener.synchronous()));
    }

    /** Eternal, until it is told otherwise. */
    static class Policy implements ExpiryPolicy {

        javax.cache.expiry.Duration creation = javax.cache.expiry.Duration.ETERNAL;
        javax.cache.expiry.Duration access;
        javax.cache.expiry.Duration update;

        @Override
        public javax.cache.expiry.Duration getExpiryForCreation() {
            return creation;
        }

        @Override
        public javax.cache.expiry.Duration getExpiryForAccess() {
            return access;
        }

        @Override
        public javax.cache.expiry.Duration getExpiryForUpdate() {
            return update;
        }
    }
}
