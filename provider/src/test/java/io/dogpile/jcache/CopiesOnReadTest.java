// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;
import javax.cache.integration.CacheLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CopiesOnReadTest {

    private final Caches caches = new Caches();

    @AfterEach
    void close() {
        caches.close();
    }

    /** What a cache hands out can be changed. */
    private interface Path extends Function<Cache<String, List<String>>, List<String>> {}

    static Stream<Named<Path>> pathsThatKeepTheEntry() {
        return Stream.of(
                Named.of("get", cache -> cache.get("k")),
                Named.of("getAll", cache -> cache.getAll(Set.of("k")).get("k")),
                Named.of("iterator", cache -> cache.iterator().next().getValue()),
                Named.of("invoke", cache -> cache.invoke("k", (entry, arguments) -> entry.getValue())),
                Named.of(
                        "invokeAll",
                        cache -> cache.invokeAll(Set.of("k"), (entry, arguments) -> entry.getValue())
                                .get("k")
                                .get()));
    }

    static Stream<Named<Path>> pathsThatEndTheEntry() {
        return Stream.of(
                Named.of("getAndPut", cache -> cache.getAndPut("k", list("new"))),
                Named.of("getAndReplace", cache -> cache.getAndReplace("k", list("new"))),
                Named.of("getAndRemove", cache -> cache.getAndRemove("k")));
    }

    @ParameterizedTest
    @MethodSource("pathsThatKeepTheEntry")
    void by_value_what_is_read_can_be_changed_without_changing_the_cache(Path path) {
        Cache<String, List<String>> cache = byValue();
        List<String> original = list("a");
        cache.put("k", original);
        original.add("changed after the put");

        List<String> first = path.apply(cache);
        assertThat(first).isNotSameAs(original).containsExactly("a");
        first.add("changed after the read");

        assertThat(path.apply(cache)).containsExactly("a");
    }

    @ParameterizedTest
    @MethodSource("pathsThatEndTheEntry")
    void by_value_the_last_value_is_a_copy_too(Path path) {
        Cache<String, List<String>> cache = byValue();
        List<String> original = list("a");
        cache.put("k", original);
        original.add("changed after the put");

        assertThat(path.apply(cache)).containsExactly("a");
    }

    @ParameterizedTest
    @MethodSource({"pathsThatKeepTheEntry", "pathsThatEndTheEntry"})
    void by_reference_the_very_object_comes_back(Path path) {
        Cache<String, List<String>> cache = caches.plain();
        List<String> original = list("a");
        cache.put("k", original);

        assertThat(path.apply(cache)).isSameAs(original);
    }

    @Test
    void by_value_keys_are_copies() {
        Cache<List<String>, String> cache = caches.cache(DogpileConfiguration.untyped());
        List<String> key = list("k");
        cache.put(key, "v");
        key.add("changed");

        assertThat(cache.get(list("k"))).isEqualTo("v");
        cache.iterator().next().getKey().add("changed");
        assertThat(cache.containsKey(list("k"))).isTrue();
    }

    enum Colour {
        RED
    }

    record Point(int x, String name, Colour colour) implements Serializable {}

    record Shelf(List<String> books) implements Serializable {}

    static Stream<Object> immutables() {
        return Stream.of("text", Long.valueOf(1L << 40), Colour.RED, new Point(1, "p", Colour.RED), TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @MethodSource("immutables")
    void by_value_what_nobody_can_change_is_not_copied(Object value) {
        Cache<String, Object> cache = caches.cache(DogpileConfiguration.untyped());
        cache.put("k", value);

        assertThat(cache.get("k")).isSameAs(value);
    }

    @Test
    void by_value_a_record_of_something_mutable_is_copied() {
        Cache<String, Shelf> cache = caches.cache(DogpileConfiguration.untyped());
        Shelf shelf = new Shelf(list("a"));
        cache.put("k", shelf);
        shelf.books().add("b");

        assertThat(cache.get("k").books()).containsExactly("a");
    }

    @Test
    void by_value_a_processor_may_change_what_it_got_and_what_it_set() {
        Cache<String, List<String>> cache = byValue();
        cache.put("k", list("a"));
        List<String> set = list("b");

        cache.invoke("k", (entry, arguments) -> {
            entry.getValue().add("changed");
            return null;
        });
        assertThat(cache.get("k")).containsExactly("a");

        cache.invoke("k", (entry, arguments) -> {
            entry.setValue(set);
            return null;
        });
        set.add("changed");
        assertThat(cache.get("k")).containsExactly("b");
    }

    @Test
    void by_value_nobody_shares_a_loaded_value_with_the_loader_or_with_others_who_waited_for_it() {
        List<String> loaded = list("a");
        CountDownLatch called = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Cache<String, List<String>> cache = readThrough(key -> {
            called.countDown();
            io.dogpile.region.Stage.await(go);
            return loaded;
        });

        var first = caches.stage.start(() -> cache.get("k"));
        io.dogpile.region.Stage.await(called);
        var second = caches.stage.start(() -> cache.get("k"));
        caches.stage.awaitWaiting(1);
        go.countDown();

        assertThat(first.result()).isNotSameAs(loaded).isNotSameAs(second.result());
        first.result().add("changed");
        assertThat(second.result()).containsExactly("a");
        assertThat(cache.get("k")).containsExactly("a");
    }

    @Test
    void by_value_values_that_are_loaded_together_or_for_a_processor_are_copies() {
        Map<String, List<String>> loaded = Map.of("k", list("a"), "l", list("b"));
        Cache<String, List<String>> cache = readThrough(loaded::get);

        cache.getAll(Set.of("k")).get("k").add("changed");
        assertThat(loaded.get("k")).containsExactly("a");
        assertThat(cache.get("k")).containsExactly("a");

        cache.invoke("l", (entry, arguments) -> entry.getValue().add("changed"));
        assertThat(loaded.get("l")).containsExactly("b");
        assertThat(cache.get("l")).containsExactly("b");
    }

    @Test
    void by_value_listeners_get_copies() {
        Cache<String, List<String>> cache = byValue();
        Changing listener = new Changing();
        cache.registerCacheEntryListener(
                new MutableCacheEntryListenerConfiguration<>(() -> listener, null, true, true));
        List<String> original = list("a");

        cache.put("k", original);
        assertThat(original).containsExactly("a");
        assertThat(cache.get("k")).containsExactly("a");

        assertThat(cache.getAndPut("k", list("b"))).containsExactly("a");
        assertThat(cache.getAndRemove("k")).containsExactly("b");
        assertThat(listener.heard).isEqualTo(3);
    }

    /** Spoils whatever it gets hold of. */
    private static final class Changing
            implements CacheEntryCreatedListener<String, List<String>>,
                    CacheEntryUpdatedListener<String, List<String>>,
                    CacheEntryRemovedListener<String, List<String>> {

        private int heard;

        private void spoil(Iterable<CacheEntryEvent<? extends String, ? extends List<String>>> events) {
            for (CacheEntryEvent<? extends String, ? extends List<String>> event : events) {
                heard++;
                event.getValue().add("spoilt");
                if (event.isOldValueAvailable()) {
                    event.getOldValue().add("spoilt");
                }
            }
        }

        @Override
        public void onCreated(Iterable<CacheEntryEvent<? extends String, ? extends List<String>>> events) {
            spoil(events);
        }

        @Override
        public void onUpdated(Iterable<CacheEntryEvent<? extends String, ? extends List<String>>> events) {
            spoil(events);
        }

        @Override
        public void onRemoved(Iterable<CacheEntryEvent<? extends String, ? extends List<String>>> events) {
            spoil(events);
        }
    }

    private Cache<String, List<String>> byValue() {
        return caches.cache(DogpileConfiguration.untyped());
    }

    private Cache<String, List<String>> readThrough(Function<String, List<String>> source) {
        CacheLoader<String, List<String>> loader = new CacheLoader<>() {
            @Override
            public List<String> load(String key) {
                return source.apply(key);
            }

            @Override
            public Map<String, List<String>> loadAll(Iterable<? extends String> keys) {
                Map<String, List<String>> all = new java.util.HashMap<>();
                keys.forEach(key -> all.put(key, source.apply(key)));
                return all;
            }
        };
        return caches.cache(DogpileConfiguration.<String, List<String>>untyped()
                .loader(() -> loader)
                .readThrough(true));
    }

    private static List<String> list(String... elements) {
        return new ArrayList<>(List.of(elements));
    }
}
