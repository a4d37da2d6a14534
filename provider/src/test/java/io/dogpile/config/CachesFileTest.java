// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CachesFileTest {

    private static final Placeholders PLACEHOLDERS =
            new Placeholders(Map.of("ttl", "10m", "url", "redis://h ${ttl}")::get, Map.of("PASS", "hunter2")::get);

    private static final String EXAMPLE = """
            # Two caches over Redis, everything else on the heap.
            cache.default.backend = heap
            cache.default.arguments.maximum-size = 10000

            cache.books.backend = redis
            cache.books.arguments.url = redis://127.0.0.1:6379
            cache.books.arguments.client.timeout = 1s
            cache.books.expiry = created 10m
            cache.books.stale-for = 1h
            cache.authors.statistics = true
            """;

    @Test
    void a_file_says_something_about_its_caches_and_about_all() {
        CachesFile file = read(EXAMPLE);

        assertThat(file.names()).containsExactly("books", "authors");
        assertThat(file.defaults())
                .isEqualTo(Options.none().with(Option.BACKEND, "heap").withArgument("maximum-size", "10000"));
        assertThat(file.options("books"))
                .isEqualTo(Options.none()
                        .with(Option.BACKEND, "redis")
                        .withArgument("url", "redis://127.0.0.1:6379")
                        .withArgument("client.timeout", "1s")
                        .with(Option.EXPIRY, Expiry.created(Duration.ofMinutes(10)))
                        .with(Option.STALE_FOR, Duration.ofHours(1)));
        assertThat(file.options("authors")).isEqualTo(Options.none().with(Option.STATISTICS, true));
    }

    @Test
    void a_cache_that_is_not_named_has_no_options_of_its_own() {
        assertThat(read(EXAMPLE).options("loans").isEmpty()).isTrue();
        assertThat(read(EXAMPLE).options("default").isEmpty()).isTrue();
    }

    @Test
    void every_setting_knows_its_file_line_and_key() {
        Options books = read(EXAMPLE).options("books");

        assertThat(books.origin(Option.EXPIRY)).contains(new Origin("books.properties", 8, "cache.books.expiry"));
        assertThat(books.argumentOrigin("url"))
                .contains(new Origin("books.properties", 6, "cache.books.arguments.url"));
    }

    @Test
    void names_of_caches_contain_dots() {
        CachesFile file = read("""
                cache.com.acme.Book.expiry = eternal
                cache.a.b.arguments.url = u
                cache.a.b.arguments.expiry = an argument
                cache.a.backend.jitter = 1%
                cache.my.arguments.arguments.x = y
                """);

        assertThat(file.names()).containsExactly("com.acme.Book", "a.b", "a.backend", "my");
        assertThat(file.options("com.acme.Book").value(Option.EXPIRY)).contains(Expiry.eternal());
        assertThat(file.options("a.b").arguments()).isEqualTo(Map.of("url", "u", "expiry", "an argument"));
        assertThat(file.options("a.backend").value(Option.JITTER)).contains(0.01);
        assertThat(file.options("my").arguments()).containsOnly(Map.entry("arguments.x", "y"));
    }

    @Test
    void names_of_caches_contain_anything_that_is_escaped() {
        CachesFile file = read("cache.my\\ cache\\:\\=\\u00e9.jitter = 1%\ncache.B\u00fccher.statistics = true");

        assertThat(file.names()).containsExactly("my cache:=\u00e9", "B\u00fccher");
    }

    @Test
    void lines_of_settings_may_come_in_any_order() {
        CachesFile file = read("cache.a.jitter=1%\ncache.b.jitter=2%\ncache.a.arguments.x=1\ncache.default.jitter=3%");

        assertThat(file.names()).containsExactly("a", "b");
        assertThat(file.options("a").arguments()).containsOnlyKeys("x");
        assertThat(file.defaults().value(Option.JITTER)).contains(0.03);
    }

    @Test
    void placeholders_are_replaced_once_and_not_shown() {
        CachesFile file = read("""
                cache.a.expiry = created ${ttl}
                cache.a.arguments.user = ${env:PASS}
                cache.a.arguments.url = ${url}
                cache.a.arguments.literal = $${ttl} ${none:x}
                """);
        Options options = file.options("a");

        assertThat(options.value(Option.EXPIRY)).contains(Expiry.created(Duration.ofMinutes(10)));
        assertThat(options.arguments())
                .isEqualTo(Map.of("user", "hunter2", "url", "redis://h ${ttl}", "literal", "${ttl} x"));
        assertThat(options)
                .hasToString("{expiry=created ${ttl}, arguments.user=${env:PASS}, arguments.url=${url}, "
                        + "arguments.literal=$${ttl} ${none:x}}");
    }

    @Test
    void system_properties_and_variables_of_the_process_are_used() {
        CachesFile file = CachesFile.read(
                URI.create("books.properties"),
                "cache.a.arguments.x = ${java.version}${env:NO_SUCH_VARIABLE_HERE:!}".getBytes(UTF_8));

        assertThat(file.options("a").arguments())
                .containsOnly(Map.entry("x", System.getProperty("java.version") + "!"));
    }

    @Test
    void a_byte_order_mark_and_windows_line_ends_do_no_harm() {
        CachesFile file = read("\ufeffcache.a.jitter = 1%\r\n\r\ncache.a.statistics = \\\r\n  true\r\n");

        assertThat(file.options("a").value(Option.JITTER)).contains(0.01);
        assertThat(file.options("a").origin(Option.STATISTICS))
                .contains(new Origin("books.properties", 3, "cache.a.statistics"));
    }

    @Test
    void an_empty_file_says_nothing() {
        assertThat(read("").names()).isEmpty();
        assertThat(read("\ufeff").names()).isEmpty();
        assertThat(read("# nothing\n\n").defaults().isEmpty()).isTrue();
        assertThat(CachesFile.empty().names()).isEmpty();
        assertThat(CachesFile.empty().defaults().isEmpty()).isTrue();
        assertThat(CachesFile.empty().options("a").isEmpty()).isTrue();
    }

    @Test
    void an_argument_may_be_empty() {
        assertThat(read("cache.a.arguments.prefix =").options("a").arguments()).containsOnly(Map.entry("prefix", ""));
    }

    @Test
    void a_stream_is_read_to_its_end() {
        ByteArrayInputStream in = new ByteArrayInputStream(EXAMPLE.getBytes(UTF_8));

        assertThat(CachesFile.read(URI.create("books.properties"), in).names()).containsExactly("books", "authors");
        assertThat(in.available()).isZero();
    }

    @Test
    void the_layers_make_the_settings_of_a_cache() {
        CachesFile file = read(EXAMPLE);

        RegionSettings books = file.options("books").over(file.defaults()).toRegionSettings(Duration.ZERO);
        RegionSettings authors = file.options("authors").over(file.defaults()).toRegionSettings(Duration.ZERO);

        assertThat(books.backend())
                .isEqualTo(
                        new BackendSettings("redis", Map.of("url", "redis://127.0.0.1:6379", "client.timeout", "1s")));
        assertThat(authors.backend()).isEqualTo(new BackendSettings("heap", Map.of("maximum-size", "10000")));
    }

    private static CachesFile read(String content) {
        return CachesFile.read(URI.create("books.properties"), content.getBytes(UTF_8), PLACEHOLDERS);
    }
}
