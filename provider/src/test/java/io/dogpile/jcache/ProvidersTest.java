// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import static org.assertj.core.api.Assertions.assertThat;

import io.dogpile.region.Stage;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.OptionalFeature;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProvidersTest {

    private final Caches caches = new Caches();
    private final DogpileCachingProvider provider = caches.provider;
    private final ClassLoader other = new URLClassLoader(new URL[0], getClass().getClassLoader());

    @AfterEach
    void close() {
        caches.close();
    }

    @Test
    void a_manager_is_known_by_provider_uri_and_class_loader() {
        URI uri = URI.create("mine");
        CacheManager manager = provider.getCacheManager(uri, null);

        assertThat(provider.getCacheManager(uri, provider.getDefaultClassLoader(), new Properties()))
                .isSameAs(manager);
        assertThat(provider.getCacheManager(uri, other)).isNotSameAs(manager);
        assertThat(provider.getCacheManager()).isNotSameAs(manager);
        assertThat(provider.getCacheManager())
                .isSameAs(provider.getCacheManager(provider.getDefaultURI(), provider.getDefaultClassLoader()));
        try (DogpileCachingProvider second = new DogpileCachingProvider()) {
            assertThat(second.getCacheManager(uri, null)).isNotSameAs(manager);
        }
        assertThat(manager.isClosed()).isFalse();
        assertThat(manager.getCachingProvider()).isSameAs(provider);
        assertThat(provider.isSupported(OptionalFeature.STORE_BY_REFERENCE)).isTrue();
    }

    @Test
    void two_managers_of_one_uri_in_two_class_loaders_share_nothing() {
        URI uri = URI.create("mine");
        CacheManager here = provider.getCacheManager(uri, null);
        CacheManager there = provider.getCacheManager(uri, other);
        Cache<String, String> first = here.createCache("c", DogpileConfiguration.untyped());
        Cache<String, String> second = there.createCache("c", DogpileConfiguration.untyped());
        first.put("k", "v");

        assertThat(second.get("k")).isNull();
        provider.close(other);
        assertThat(second.isClosed()).isTrue();
        assertThat(first.get("k")).isEqualTo("v");
        assertThat(provider.getCacheManager(uri, other)).isNotSameAs(there);
    }

    @Test
    void properties_are_those_of_the_first_with_their_defaults_and_are_copied() {
        Properties defaults = new Properties();
        defaults.setProperty("a", "1");
        Properties properties = new Properties(defaults);
        properties.setProperty("b", "2");
        CacheManager manager = provider.getCacheManager(URI.create("mine"), null, properties);
        properties.setProperty("b", "3");

        assertThat(manager.getProperties()).containsEntry("a", "1").containsEntry("b", "2");
        assertThat(provider.getCacheManager(URI.create("mine"), null, new Properties())
                        .getProperties())
                .hasSize(2);
    }

    @Test
    void whatever_is_closed_can_be_had_again() {
        for (Runnable ending : List.<Runnable>of(
                provider::close,
                () -> provider.close(null),
                () -> provider.close(provider.getDefaultClassLoader()),
                () -> provider.close(null, null),
                () -> provider.getCacheManager().close())) {
            CacheManager manager = provider.getCacheManager();
            manager.createCache("c", DogpileConfiguration.untyped());
            ending.run();
            assertThat(manager.isClosed()).isTrue();
            assertThat(provider.getCacheManager()).isNotSameAs(manager);
            assertThat(provider.getCacheManager().getCacheNames()).isEmpty();
        }
        provider.close(URI.create("unknown"), null);
        provider.close(other);
    }

    /** A listener may have another thread look for the cache, and wait for it. */
    @Test
    void a_cache_can_be_looked_for_while_an_operation_waits_for_a_listener() {
        RecordingListener listener = new RecordingListener();
        Cache<String, String> cache =
                caches.cache(DogpileConfiguration.of(String.class, String.class).listener(listener.synchronous()));
        listener.then = event -> {
            Cache<String, String> found = caches.stage
                    .start(() -> provider.getCacheManager().getCache(cache.getName(), String.class, String.class))
                    .result();
            assertThat(found).isSameAs(cache);
        };

        cache.put("k", "v");
        cache.invoke("k", (entry, arguments) -> {
            entry.remove();
            return null;
        });
        assertThat(listener.heard).hasSize(2);
    }

    @Test
    void a_cache_can_be_looked_for_and_closed_while_another_one_is_made() {
        CacheManager manager = caches.manager();
        Cache<String, String> there = manager.createCache("there", DogpileConfiguration.untyped());
        CountDownLatch making = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Books books = new Books();
        var made = caches.stage.start(() ->
                manager.createCache("slow", books.configuration().loader(() -> {
                    making.countDown();
                    Stage.await(go);
                    return books;
                })));
        Stage.await(making);

        assertThat(manager.<Object, Object>getCache("there")).isSameAs(there);
        assertThat(manager.<Object, Object>getCache("slow")).isNull();
        assertThat(manager.getCacheNames()).containsExactly("there");
        there.close();
        go.countDown();
        assertThat(made.result().isClosed()).isFalse();
        assertThat(manager.getCacheNames()).containsExactly("slow");
    }

    @Test
    void a_name_is_taken_once_however_many_want_it() {
        CacheManager manager = caches.manager();
        AtomicInteger refused = new AtomicInteger();
        CountDownLatch go = new CountDownLatch(1);
        var tasks = caches.stage.startAll(8, () -> {
            Stage.await(go);
            try {
                return manager.createCache("c", DogpileConfiguration.untyped());
            } catch (CacheException e) {
                refused.incrementAndGet();
                return null;
            }
        });
        go.countDown();
        tasks.forEach(Stage.Task::result);
        assertThat(refused).hasValue(7);
    }

    @Test
    void everything_may_be_opened_and_closed_at_the_same_time() {
        CountDownLatch go = new CountDownLatch(1);
        RecordingListener listener = new RecordingListener();
        List<Stage.Task<Void>> tasks = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            int self = thread;
            tasks.add(caches.stage.run(() -> {
                Stage.await(go);
                for (int round = 0; round < 50; round++) {
                    live(self, round, listener);
                }
            }));
        }
        go.countDown();
        tasks.forEach(Stage.Task::result);
        provider.close();
    }

    private void live(int self, int round, RecordingListener listener) {
        CacheManager manager = provider.getCacheManager(URI.create("shared"), null);
        try {
            Cache<String, String> cache = manager.createCache(
                    "c" + round % 3,
                    DogpileConfiguration.of(String.class, String.class).listener(listener.synchronous()));
            cache.put("k", "v");
        } catch (CacheException | IllegalStateException e) {
            // Somebody else has it, or has ended it.
        }
        switch ((round + self) % 4) {
            case 0 -> provider.close();
            case 1 -> manager.close();
            case 2 -> provider.close(manager.getURI(), manager.getClassLoader());
            default -> provider.close(manager.getClassLoader());
        }
    }

    @Test
    void a_manager_that_is_not_closed_keeps_no_thread_once_it_is_idle() {
        try (DogpileCachingProvider real = new DogpileCachingProvider()) {
            Cache<String, String> cache = real.getCacheManager()
                    .createCache(
                            "c",
                            DogpileConfiguration.of(String.class, String.class)
                                    .expiry(io.dogpile.config.Expiry.created(java.time.Duration.ofHours(1))));
            cache.put("k", "v");
            assertThat(threads()).isEqualTo(1);
        }
        Stage.until(() -> threads() == 0);
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("dogpile-maintenance"))
                .count();
    }

    @Test
    void unwrapping_gives_what_is_there_and_refuses_the_rest() {
        Cache<String, String> cache = caches.plain();
        assertThat(caches.manager().unwrap(CacheManager.class)).isSameAs(caches.manager());
        assertThat(cache.unwrap(io.dogpile.region.Region.class).name()).isEqualTo(cache.getName());
        org.assertj.core.api.Assertions.assertThatIllegalArgumentException()
                .isThrownBy(() -> cache.unwrap(TimeUnit.class));
        org.assertj.core.api.Assertions.assertThatIllegalArgumentException()
                .isThrownBy(() -> caches.manager().unwrap(TimeUnit.class));
    }
}
