// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.dogpile.region.Stage;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CompletionListenerFuture;
import javax.cache.processor.EntryProcessorException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ClosingTest {

    private final Caches caches = new Caches();

    @AfterEach
    void close() {
        caches.close();
    }

    private interface Use extends Consumer<Cache<String, String>> {}

    static Stream<Named<Use>> operations() {
        return Stream.of(
                Named.of("get", cache -> cache.get("k")),
                Named.of("getAll", cache -> cache.getAll(Set.of("k"))),
                Named.of("containsKey", cache -> cache.containsKey("k")),
                Named.of("loadAll", cache -> cache.loadAll(Set.of("k"), true, new CompletionListenerFuture())),
                Named.of("put", cache -> cache.put("k", "v")),
                Named.of("getAndPut", cache -> cache.getAndPut("k", "v")),
                Named.of("putAll", cache -> cache.putAll(Map.of("k", "v"))),
                Named.of("putIfAbsent", cache -> cache.putIfAbsent("k", "v")),
                Named.of("remove", cache -> cache.remove("k")),
                Named.of("remove if", cache -> cache.remove("k", "v")),
                Named.of("getAndRemove", cache -> cache.getAndRemove("k")),
                Named.of("replace", cache -> cache.replace("k", "v")),
                Named.of("replace if", cache -> cache.replace("k", "v", "w")),
                Named.of("getAndReplace", cache -> cache.getAndReplace("k", "v")),
                Named.of("removeAll of some", cache -> cache.removeAll(Set.of("k"))),
                Named.of("removeAll", Cache::removeAll),
                Named.of("clear", Cache::clear),
                Named.of(
                        "invoke",
                        cache -> cache.invoke("k", (entry, arguments) -> {
                            entry.setValue(entry.exists() ? entry.getValue() : "v");
                            return null;
                        })),
                Named.of("invokeAll", cache -> cache.invokeAll(Set.of("k"), (entry, arguments) -> entry.getValue())),
                Named.of("iterator", cache -> cache.iterator().hasNext()));
    }

    static Stream<Named<Use>> operationsWithNull() {
        return Stream.of(
                Named.of("get", cache -> cache.get(null)),
                Named.of("getAll", cache -> cache.getAll(null)),
                Named.of("containsKey", cache -> cache.containsKey(null)),
                Named.of("loadAll", cache -> cache.loadAll(null, true, null)),
                Named.of("put", cache -> cache.put(null, null)),
                Named.of("getAndPut", cache -> cache.getAndPut(null, null)),
                Named.of("putAll", cache -> cache.putAll(null)),
                Named.of("putIfAbsent", cache -> cache.putIfAbsent(null, null)),
                Named.of("remove", cache -> cache.remove(null)),
                Named.of("remove if", cache -> cache.remove(null, null)),
                Named.of("getAndRemove", cache -> cache.getAndRemove(null)),
                Named.of("replace", cache -> cache.replace(null, null)),
                Named.of("replace if", cache -> cache.replace(null, null, null)),
                Named.of("getAndReplace", cache -> cache.getAndReplace(null, null)),
                Named.of("removeAll of some", cache -> cache.removeAll(null)),
                Named.of("invoke", cache -> cache.invoke(null, null)),
                Named.of("invokeAll", cache -> cache.invokeAll(null, null)),
                Named.of("register", cache -> cache.registerCacheEntryListener(null)),
                Named.of("deregister", cache -> cache.deregisterCacheEntryListener(null)));
    }

    @ParameterizedTest
    @MethodSource({"operations", "operationsWithNull"})
    void a_closed_cache_refuses_every_operation_even_one_with_null(Use use) {
        Cache<String, String> cache = caches.plain();
        cache.close();

        assertThatIllegalStateException()
                .isThrownBy(() -> use.accept(cache))
                .withMessage("cache '" + cache.getName() + "' is closed");
    }

    @ParameterizedTest
    @MethodSource("operationsWithNull")
    void an_open_cache_refuses_null_before_it_does_anything(Use use) {
        Cache<String, String> cache = caches.plain();

        assertThatExceptionOfType(NullPointerException.class).isThrownBy(() -> use.accept(cache));
        assertThat(cache).isEmpty();
    }

    @Test
    void null_among_others_is_refused_before_anything_is_done() {
        Cache<String, String> cache = caches.plain();
        Map<String, String> entries = new java.util.LinkedHashMap<>();
        entries.put("a", "1");
        entries.put("b", null);
        Set<String> keys = new java.util.LinkedHashSet<>(java.util.Arrays.asList("a", null));
        cache.put("a", "0");

        List<Runnable> uses = List.of(
                () -> cache.putAll(entries),
                () -> cache.removeAll(keys),
                () -> cache.getAll(keys),
                () -> cache.loadAll(keys, true, null),
                () -> cache.invokeAll(keys, (entry, arguments) -> {
                    entry.remove();
                    return null;
                }));
        uses.forEach(
                use -> assertThatExceptionOfType(NullPointerException.class).isThrownBy(use::run));
        assertThat(cache.get("a")).isEqualTo("0");
    }

    @Test
    void an_iterator_ends_with_its_cache() {
        Cache<String, String> cache = caches.plain();
        cache.put("k", "v");
        Iterator<Cache.Entry<String, String>> entries = cache.iterator();
        entries.next();
        Iterator<Cache.Entry<String, String>> looked = cache.iterator();
        assertThat(looked.hasNext()).isTrue();
        cache.close();

        assertThatIllegalStateException().isThrownBy(entries::hasNext);
        assertThatIllegalStateException().isThrownBy(looked::next);
        assertThatIllegalStateException().isThrownBy(entries::remove);
    }

    /** Cannot be closed. */
    private static final class Policy implements ExpiryPolicy, Closeable {

        private final AtomicInteger closings = new AtomicInteger();

        @Override
        public Duration getExpiryForCreation() {
            return Duration.ETERNAL;
        }

        @Override
        public @Nullable Duration getExpiryForAccess() {
            return null;
        }

        @Override
        public @Nullable Duration getExpiryForUpdate() {
            return null;
        }

        @Override
        public void close() throws IOException {
            closings.incrementAndGet();
            throw new IOException("cannot close");
        }
    }

    @Test
    void customizations_are_closed_once_each_whatever_they_throw() {
        Books books = new Books();
        Policy policy = new Policy();
        RecordingListener listener = new RecordingListener();
        listener.failsToClose = true;
        Cache<String, String> cache = caches.cache(books.configuration()
                .writeThrough(true)
                .expiryPolicy(() -> policy)
                .listener(listener.synchronous()));

        cache.close();
        cache.close();

        assertThat(books.closings).hasValue(1);
        assertThat(policy.closings).hasValue(1);
        assertThat(listener.closings).hasValue(1);
        assertThat(caches.manager().<Object, Object>getCache(cache.getName())).isNull();
    }

    @Test
    void closing_waits_for_a_processor_and_its_writer_is_still_open_then() {
        Books books = new Books();
        AtomicBoolean closed = new AtomicBoolean();
        Cache<String, String> cache =
                caches.cache(books.configuration().writeThrough(true).storeByValue(false));
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);

        var invoking = caches.stage.run(() -> cache.invoke("k", (entry, arguments) -> {
            running.countDown();
            Stage.await(go);
            assertThat(closed).isFalse();
            return null;
        }));
        Stage.await(running);
        var closing = caches.stage.run(() -> {
            cache.close();
            closed.set(true);
        });
        closing.untilBlocked();
        assertThat(cache.isClosed()).isTrue();
        assertThatIllegalStateException().isThrownBy(() -> cache.get("k"));
        go.countDown();

        closing.result();
        // The processor had done nothing yet: what it came to was not stored any more.
        assertThat(invoking.failure()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void closing_waits_for_loads_and_there_is_none_afterwards() {
        Books books = new Books().with("k", "v");
        CountDownLatch loading = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        books.failure = key -> {
            loading.countDown();
            Stage.await(go);
            assertThat(books.closings).hasValue(0);
            return null;
        };
        Cache<String, String> cache = caches.cache(books.configuration().readThrough(true));

        var reading = caches.stage.start(() -> cache.get("k"));
        Stage.await(loading);
        var closing = caches.stage.run(cache::close);
        closing.untilBlocked();
        go.countDown();

        closing.result();
        assertThat(reading.result()).isEqualTo("v");
        assertThat(books.closings).hasValue(1);
    }

    @Test
    void an_operation_that_waited_for_its_key_until_the_cache_was_closed_does_nothing() {
        Books books = new Books();
        Cache<String, String> cache = caches.cache(books.configuration().writeThrough(true));
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        var invoking = caches.stage.run(() -> cache.invoke("k", (entry, arguments) -> {
            running.countDown();
            Stage.await(go);
            return null;
        }));
        Stage.await(running);
        List<Stage.Task<Void>> waiting = new ArrayList<>();
        waiting.add(caches.stage.run(() -> cache.put("k", "v")));
        waiting.add(caches.stage.run(() -> cache.putAll(Map.of("k", "v"))));
        waiting.add(caches.stage.run(() -> cache.removeAll(Set.of("k"))));
        waiting.add(caches.stage.run(() -> cache.invoke("k", (entry, arguments) -> {
            throw new AssertionError("must not run");
        })));
        waiting.forEach(Stage.Task::untilBlocked);
        var closing = caches.stage.run(cache::close);
        Stage.until(cache::isClosed);
        go.countDown();

        closing.result();
        waiting.forEach(task -> assertThat(task.failure()).isInstanceOf(IllegalStateException.class));
        assertThat(invoking.failure()).isInstanceOf(IllegalStateException.class);
        assertThat(books.asked).isEmpty();
    }

    @Test
    void closing_waits_for_listeners_and_none_is_called_afterwards() {
        RecordingListener listener = new RecordingListener();
        CountDownLatch heard = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        AtomicBoolean closed = new AtomicBoolean();
        AtomicBoolean late = new AtomicBoolean();
        listener.then = event -> {
            heard.countDown();
            Stage.await(go);
            late.compareAndSet(false, closed.get());
        };
        Cache<String, String> cache =
                caches.cache(DogpileConfiguration.of(String.class, String.class).listener(listener.synchronous()));

        var putting = caches.stage.run(() -> cache.put("k", "v"));
        Stage.await(heard);
        var closing = caches.stage.run(() -> {
            cache.close();
            closed.set(true);
        });
        closing.untilBlocked();
        go.countDown();
        putting.result();
        closing.result();

        assertThat(late).isFalse();
        assertThat(listener.closings).hasValue(1);
    }

    static Stream<Named<Use>> endings() {
        return Stream.of(
                Named.of("close the cache", Cache::close),
                Named.of("destroy the cache", cache -> cache.getCacheManager().destroyCache(cache.getName())),
                Named.of("close the manager", cache -> cache.getCacheManager().close()),
                Named.of(
                        "close the provider",
                        cache -> cache.getCacheManager().getCachingProvider().close()));
    }

    @ParameterizedTest
    @MethodSource("endings")
    void a_listener_may_end_its_own_cache(Use ending) {
        RecordingListener listener = new RecordingListener();
        Cache<String, String> cache =
                caches.cache(DogpileConfiguration.of(String.class, String.class).listener(listener.synchronous()));
        listener.then = event -> ending.accept(cache);

        caches.stage.run(() -> cache.put("k", "v")).result();

        assertThat(cache.isClosed()).isTrue();
        assertThat(listener.closings).hasValue(1);
    }

    @ParameterizedTest
    @MethodSource("endings")
    void a_processor_may_end_its_own_cache_and_then_changes_nothing_any_more(Use ending) {
        Books books = new Books();
        Cache<String, String> cache = caches.cache(books.configuration().writeThrough(true));

        Throwable failure = caches.stage
                .run(() -> cache.invoke("k", (entry, arguments) -> {
                    entry.setValue("v");
                    ending.accept(cache);
                    return null;
                }))
                .failure();

        assertThat(failure).isInstanceOf(IllegalStateException.class);
        assertThat(books.asked).isEmpty();
    }

    @Test
    void two_processors_may_close_their_cache_at_the_same_time() {
        Cache<String, String> cache = caches.plain();
        CountDownLatch both = new CountDownLatch(2);
        List<Stage.Task<Void>> tasks = new ArrayList<>();
        for (String key : List.of("a", "b")) {
            tasks.add(caches.stage.run(() -> cache.invoke(key, (entry, arguments) -> {
                both.countDown();
                Stage.await(both);
                cache.close();
                return null;
            })));
        }
        tasks.forEach(task -> assertThat(task.failure()).isInstanceOf(IllegalStateException.class));
    }

    /** Whatever runs into the end of its cache either is done, or says that the cache is closed. */
    @ParameterizedTest
    @MethodSource("operations")
    void operations_may_run_into_the_end_of_their_cache(Use use) {
        CacheManager manager = caches.manager();
        RecordingListener listener = new RecordingListener();
        for (int round = 0; round < 50; round++) {
            Books books = new Books().with("k", "v");
            AtomicBoolean closed = new AtomicBoolean();
            AtomicBoolean late = new AtomicBoolean();
            listener.then = event -> late.compareAndSet(false, closed.get());
            Cache<String, String> cache = manager.createCache(
                    "c",
                    books.configuration()
                            .writeThrough(true)
                            .listener(new MutableCacheEntryListenerConfiguration<>(() -> listener, null, true, true)));
            cache.put("k", "v");
            CountDownLatch go = new CountDownLatch(1);
            var using = caches.stage.start(() -> {
                Stage.await(go);
                return untilRefused(() -> use.accept(cache));
            });
            go.countDown();
            cache.close();
            closed.set(true);
            List<String> askedBefore = List.copyOf(books.asked);

            assertThat(using.result()).isGreaterThanOrEqualTo(0);
            assertThat(books.asked).isEqualTo(askedBefore);
            assertThat(late).isFalse();
        }
    }

    private static int untilRefused(Runnable use) {
        for (int i = 0; ; i++) {
            try {
                use.run();
            } catch (IllegalStateException e) {
                assertThat(e).hasMessageContaining("is closed");
                return i;
            } catch (EntryProcessorException e) {
                assertThat(e).hasCauseInstanceOf(IllegalStateException.class);
                return i;
            }
        }
    }

    @Test
    void destroying_forgets_what_was_stored_and_closing_does_not_forget_the_name() {
        CacheManager manager = caches.manager();
        Cache<String, String> first = manager.createCache("c", DogpileConfiguration.untyped());
        first.put("k", "v");
        manager.destroyCache("c");
        assertThat(first.isClosed()).isTrue();
        manager.destroyCache("c");

        Cache<String, String> second = manager.createCache("c", DogpileConfiguration.untyped());
        assertThat(second.get("k")).isNull();
        second.close();
        assertThat(manager.getCacheNames()).isEmpty();
        manager.createCache("c", DogpileConfiguration.untyped());
        assertThatExceptionOfType(CacheException.class)
                .isThrownBy(() -> manager.createCache("c", DogpileConfiguration.untyped()))
                .withMessageContaining("'c' exists already");
    }

    @Test
    void a_closed_manager_refuses_everything_even_null() {
        CacheManager manager = caches.manager();
        manager.close();
        manager.close();

        assertThat(manager.isClosed()).isTrue();
        assertThatIllegalStateException().isThrownBy(() -> manager.getCache(null));
        assertThatIllegalStateException().isThrownBy(() -> manager.getCache(null, null, null));
        assertThatIllegalStateException().isThrownBy(() -> manager.createCache(null, null));
        assertThatIllegalStateException().isThrownBy(() -> manager.destroyCache(null));
        assertThatIllegalStateException().isThrownBy(manager::getCacheNames);
        assertThatIllegalStateException().isThrownBy(() -> manager.enableManagement(null, true));
        assertThatIllegalStateException().isThrownBy(() -> manager.enableStatistics(null, true));
        assertThat(manager.getURI()).isNotNull();
        assertThat(manager.getClassLoader()).isNotNull();
    }
}
