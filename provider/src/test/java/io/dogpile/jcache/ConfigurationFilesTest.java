// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.dogpile.region.Region;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.integration.CacheLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationFilesTest {

    private final Caches caches = new Caches();

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        caches.close();
    }

    /** Loads what it is asked for, and counts. */
    public static final class Echo implements CacheLoader<String, String> {

        static final AtomicInteger LOADS = new AtomicInteger();

        @Override
        public String load(String key) {
            return key + LOADS.incrementAndGet();
        }

        @Override
        public Map<String, String> loadAll(Iterable<? extends String> keys) {
            throw new UnsupportedOperationException();
        }
    }

    /** Has no constructor that anybody could call. */
    public static final class Hidden implements CacheLoader<String, String> {

        private Hidden() {}

        @Override
        public String load(String key) {
            return key;
        }

        @Override
        public Map<String, String> loadAll(Iterable<? extends String> keys) {
            return Map.of();
        }
    }

    @Test
    void a_cache_of_the_file_is_made_when_it_is_asked_for() {
        CacheManager manager = caches.manager(
                folder,
                "cache.default.statistics = true",
                "cache.books.store-by-value = false",
                "cache.books.key-type = java.lang.Long",
                "cache.books.value-type = java.lang.String",
                "cache.books.expiry = created 1m",
                "cache.books.arguments.maximum-size = 5");
        assertThat(manager.getCacheNames()).containsExactly("books");

        Cache<Long, String> books = manager.getCache("books", Long.class, String.class);

        CompleteConfiguration<Long, String> configuration = Caches.complete(books);
        assertThat(configuration.isStoreByValue()).isFalse();
        assertThat(configuration.isStatisticsEnabled()).isTrue();
        assertThat(configuration.getExpiryPolicyFactory())
                .isEqualTo(CreatedExpiryPolicy.factoryOf(
                        new javax.cache.expiry.Duration(java.util.concurrent.TimeUnit.MILLISECONDS, 60_000)));
        assertThat(books.unwrap(Region.class).toString()).contains("heap(5 entries)");
        assertThat(manager.<Object, Object>getCache("books")).isSameAs(books);
        assertThat(manager.<Object, Object>getCache("other")).isNull();
        assertThatExceptionOfType(ClassCastException.class)
                .isThrownBy(() -> manager.getCache("books", String.class, String.class))
                .withMessage("cache 'books' holds java.lang.Long -> java.lang.String,"
                        + " not java.lang.String -> java.lang.String");
    }

    @Test
    void a_cache_that_the_program_makes_has_what_the_file_says_and_else_what_the_program_says() {
        CacheManager manager = caches.manager(
                folder, "cache.default.stale-for = 3m", "cache.books.stale-for = 1h", "cache.books.statistics = true");

        Cache<String, String> books = manager.createCache(
                "books",
                DogpileConfiguration.of(String.class, String.class)
                        .staleFor(Duration.ofMinutes(2))
                        .waitAtMost(Duration.ofSeconds(5))
                        .storeByValue(false));
        assertThat(staleFor(books)).isEqualTo(Duration.ofHours(1));
        assertThat(options(books).waitAtMost()).isEqualTo(Duration.ofSeconds(5));
        assertThat(Caches.complete(books).isStatisticsEnabled()).isTrue();
        assertThat(Caches.complete(books).isStoreByValue()).isFalse();

        Cache<String, String> own = manager.createCache(
                "own", DogpileConfiguration.of(String.class, String.class).staleFor(Duration.ofMinutes(2)));
        assertThat(staleFor(own)).isEqualTo(Duration.ofMinutes(2));
        Cache<String, String> plain = manager.createCache("plain", new MutableConfiguration<String, String>());
        assertThat(staleFor(plain)).isEqualTo(Duration.ofMinutes(3));
    }

    @Test
    void a_cache_of_the_file_that_was_destroyed_stays_so_until_it_is_made_by_the_program() {
        CacheManager manager = caches.manager(folder, "cache.books.statistics = true");

        manager.destroyCache("books");
        assertThat(manager.getCacheNames()).isEmpty();
        assertThat(manager.<Object, Object>getCache("books")).isNull();

        Cache<Object, Object> books = manager.createCache("books", new MutableConfiguration<>());
        assertThat(Caches.complete(books).isStatisticsEnabled()).isTrue();
    }

    @Test
    void a_file_may_switch_beans_of_caches_that_nobody_has_asked_for_yet() {
        CacheManager manager = caches.manager(folder, "cache.books.stale-for = 1h");
        manager.enableStatistics("books", true);
        assertThat(Caches.complete(manager.getCache("books")).isStatisticsEnabled())
                .isTrue();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> manager.enableManagement("bookz", true))
                .withMessageContaining("'bookz'");
    }

    @Test
    void stale_values_are_served_if_the_file_says_so() {
        CacheManager manager = caches.manager(
                folder,
                "cache.books.expiry = created 1m",
                "cache.books.stale-for = 1h",
                "cache.books.regeneration = background",
                "cache.books.read-through = true",
                "cache.books.statistics = true",
                "cache.books.loader = " + Echo.class.getName());
        Echo.LOADS.set(0);
        Cache<String, String> books = manager.getCache("books");
        assertThat(books.get("k")).isEqualTo("k1");

        caches.stage.advanceWithoutSweep(Duration.ofMinutes(2));
        assertThat(books.containsKey("k")).isFalse();
        assertThat(books.get("k")).isEqualTo("k1");
        assertThat(books.get("k")).isEqualTo("k2");

        var statistics = books.unwrap(javax.cache.management.CacheStatisticsMXBean.class);
        assertThat(statistics.getCacheHits()).isEqualTo(2);
        assertThat(statistics.getCacheMisses()).isEqualTo(1);
        assertThat(statistics.getCachePuts()).isZero();
        assertThat(books.unwrap(Region.class).statistics().toString()).contains("staleServed=1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "cache.books.stale-four = 1h                    | :2: cache.books.stale-four",
                "cache.books.stale-for = soon                   | :2: cache.books.stale-for: 'soon'",
                "books.stale-for = 1h                           | :2: books.stale-for",
                "cache.books.statistics = perhaps               | :2: cache.books.statistics: 'perhaps'",
                "cache.books.arguments.url = ${no.such.thing}   | :2: cache.books.arguments.url",
            })
    void a_file_that_is_wrong_is_refused_with_its_line_and_no_manager_is_left_behind(String line, String message) {
        for (int i = 0; i < 2; i++) {
            Path file = folder.resolve("wrong.properties");
            write(file, "# a comment\n" + line);
            assertThatExceptionOfType(CacheException.class)
                    .isThrownBy(() -> caches.provider.getCacheManager(file.toUri(), null))
                    .withMessageContaining("wrong.properties" + message);
        }
        Path file = folder.resolve("wrong.properties");
        write(file, "cache.books.stale-for = 1h");
        assertThat(caches.provider.getCacheManager(file.toUri(), null).getCacheNames())
                .containsExactly("books");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "cache.books.backend = heaq                     | there is no backend 'heaq'",
                "cache.books.arguments.maximum-sise = 5         | unknown argument 'maximum-sise'",
                "cache.books.arguments.maximum-size = many      | 'maximum-size' must be a whole number",
                "cache.books.cool-down = 1h                     | cool-down-at-most",
                "cache.books.loader = no.such.Loader            | caches-0.properties:1: cache.books.loader names class"
                        + " 'no.such.Loader', which cannot be loaded",
                "cache.books.loader = java.lang.String          | which is no javax.cache.integration.CacheLoader",
                "cache.books.writer = java.lang.String          | which is no javax.cache.integration.CacheWriter",
                "cache.books.key-type = no.such.Key             | cache.books.key-type names class 'no.such.Key'",
                "cache.books.loader = io.dogpile.jcache.ConfigurationFilesTest$Hidden | needs a public constructor",
            })
    void a_cache_that_cannot_be_made_is_not_there_and_says_why_each_time(String line, String message) {
        CacheManager manager = caches.manager(folder, line);
        for (int i = 0; i < 2; i++) {
            assertThatExceptionOfType(CacheException.class)
                    .isThrownBy(() -> manager.getCache("books"))
                    .withMessageContaining("'books'")
                    .withMessageContaining(message);
        }
        assertThat(manager.getCacheNames()).containsExactly("books");
        manager.destroyCache("books");
        assertThat(manager.<Object, Object>getCache("books")).isNull();
    }

    @Test
    void what_was_made_already_is_closed_if_a_cache_cannot_be_made() {
        Books books = new Books();
        RecordingListener listener = new RecordingListener();
        CacheManager manager = caches.manager();

        List<DogpileConfiguration<String, String>> impossible = List.of(
                books.configuration().backend("heaq"),
                books.configuration().argument("maximum-sise", "5"),
                books.configuration().coolDown(Duration.ofHours(1)),
                books.configuration().writeThrough(true).writer(() -> {
                    throw new IllegalStateException("no writer");
                }),
                books.configuration().expiryPolicy(() -> null).writeThrough(true),
                books.configuration().listener(listener.synchronous()).listener(failing()));
        for (DogpileConfiguration<String, String> configuration : impossible) {
            assertThatExceptionOfType(RuntimeException.class)
                    .isThrownBy(() -> manager.createCache("books", configuration))
                    .withMessageContaining("'books'");
            assertThat(manager.getCacheNames()).isEmpty();
        }
        // The policy is asked for first, so where that fails there is no loader yet.
        assertThat(books.closings).hasValue(impossible.size() - 1);
        assertThat(listener.closings).hasValue(1);
        manager.createCache("books", books.configuration());
    }

    private static javax.cache.configuration.CacheEntryListenerConfiguration<String, String> failing() {
        return new javax.cache.configuration.MutableCacheEntryListenerConfiguration<>(
                () -> {
                    throw new IllegalStateException("no listener");
                },
                null,
                true,
                true);
    }

    @Test
    void a_loader_that_needs_its_own_cache_to_be_made_is_told_so() {
        CacheManager manager = caches.manager(folder, "cache.books.stale-for = 1h");
        DogpileConfiguration<String, String> configuration = DogpileConfiguration.of(String.class, String.class)
                .loader(() -> {
                    manager.getCache("books");
                    throw new AssertionError("not reached");
                });

        assertThatExceptionOfType(CacheException.class)
                .isThrownBy(() -> manager.createCache("books", configuration))
                .withStackTraceContaining("asks for it already");
        assertThat(manager.<Object, Object>getCache("books")).isNotNull();
    }

    @Test
    void a_loader_may_ask_for_another_cache_while_it_is_made() {
        CacheManager manager = caches.manager(folder, "cache.other.stale-for = 1h");
        Books books = new Books();
        manager.createCache("books", books.configuration().loader(() -> {
            assertThat(manager.<Object, Object>getCache("other")).isNotNull();
            return books;
        }));
        assertThat(manager.getCacheNames()).containsExactlyInAnyOrder("books", "other");
    }

    @Test
    void the_default_file_is_found_by_its_system_property() {
        Path file = folder.resolve("default.properties");
        write(file, "cache.books.stale-for = 1h");
        System.setProperty("io.dogpile.config", file.toString());
        try {
            assertThat(caches.manager().getCacheNames()).containsExactly("books");
            caches.provider.close();
            System.setProperty(
                    "io.dogpile.config", folder.resolve("nowhere.properties").toString());
            assertThatExceptionOfType(CacheException.class)
                    .isThrownBy(caches::manager)
                    .withMessageContaining("io.dogpile.config")
                    .withMessageContaining("nowhere.properties");
        } finally {
            System.clearProperty("io.dogpile.config");
        }
        assertThat(caches.manager().getCacheNames()).isEmpty();
    }

    @Test
    void this_provider_is_the_one_that_is_found() {
        assertThat(Caching.getCachingProvider()).isInstanceOf(DogpileCachingProvider.class);
    }

    private static void write(Path file, String content) {
        try {
            java.nio.file.Files.writeString(file, content);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static <K, V> Duration staleFor(Cache<K, V> cache) {
        return cache.unwrap(Region.class).settings().freshness().staleFor();
    }

    private static <K, V> io.dogpile.config.Loading options(Cache<K, V> cache) {
        return cache.unwrap(Region.class).settings().loading();
    }
}
