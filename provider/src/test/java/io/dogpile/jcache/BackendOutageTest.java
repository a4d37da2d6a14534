// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dogpile.backend.Backend;
import io.dogpile.backend.BackendContext;
import io.dogpile.backend.BackendException;
import io.dogpile.backend.ByteBackendFactory;
import io.dogpile.backend.ForwardingBackend;
import io.dogpile.backend.Registered;
import io.dogpile.backend.Stored;
import io.dogpile.backend.heap.HeapBackend;
import io.dogpile.config.OnBackendFailure;
import io.dogpile.config.Option;
import java.net.URLClassLoader;
import java.nio.file.Path;
import javax.cache.Cache;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What reads do while the store is away. */
class BackendOutageTest {

    private static boolean away;

    private final Caches caches = new Caches();
    private URLClassLoader loader;

    /** A store that can be away, found by its registration in a class path of the test's own. */
    public static final class Flaky implements ByteBackendFactory {

        @Override
        public String name() {
            return "flaky";
        }

        @Override
        public Backend<String, byte[]> create(BackendContext context) {
            HeapBackend<String, byte[]> heap = HeapBackend.unbounded();
            return new ForwardingBackend<>() {
                @Override
                public Backend<String, byte[]> delegate() {
                    return heap;
                }

                @Override
                public @Nullable Stored<byte[]> get(String key) {
                    if (away) {
                        throw new BackendException(BackendException.Kind.UNAVAILABLE, "flaky: away", null);
                    }
                    return heap.get(key);
                }
            };
        }
    }

    @BeforeEach
    void register(@TempDir Path directory) throws Exception {
        away = false;
        loader = Registered.in(directory, Flaky.class);
    }

    @AfterEach
    void close() throws Exception {
        caches.close();
        loader.close();
    }

    private Cache<String, String> open(DogpileConfiguration<String, String> configuration) {
        return caches.provider.getCacheManager(null, loader).createCache("books", configuration.backend("flaky"));
    }

    private static DogpileConfiguration<String, String> readThrough(boolean statistics) {
        return DogpileConfiguration.of(String.class, String.class)
                .statistics(statistics)
                .readThrough(true)
                .loader(() -> new Books().with("key", "made"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_read_goes_to_the_loader_whether_the_cache_counts_or_not(boolean statistics) {
        Cache<String, String> cache = open(readThrough(statistics));
        away = true;

        assertThat(cache.get("key")).isEqualTo("made");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void without_a_loader_it_is_a_miss(boolean statistics) {
        Cache<String, String> cache =
                open(DogpileConfiguration.of(String.class, String.class).statistics(statistics));
        cache.put("key", "value");
        away = true;

        assertThat(cache.get("key")).isNull();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void where_it_is_to_fail_it_fails(boolean statistics) {
        Cache<String, String> cache =
                open(readThrough(statistics).option(Option.ON_BACKEND_FAILURE, OnBackendFailure.FAIL));
        away = true;

        assertThatExceptionOfType(CacheException.class)
                .isThrownBy(() -> cache.get("key"))
                .withMessageContaining("flaky: away");
    }
}
