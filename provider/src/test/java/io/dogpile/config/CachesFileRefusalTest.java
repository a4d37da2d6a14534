// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.config;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CachesFileRefusalTest {

    private static final URI FILE = URI.create("books.properties");
    private static final Placeholders PLACEHOLDERS =
            new Placeholders(Map.of("secret", "hunter2")::get, Map.of("SECRET", "hunter2")::get);
    private static final String KNOWN =
            "known are backend, expiry, stale-for, stale-if-error, regeneration, jitter, early-regeneration, "
                    + "wait-at-most, on-wait-timeout, load-at-most, cool-down, cool-down-at-most, remember-null, "
                    + "namespace, lease, poll-at-most, on-backend-failure, wrap, value-codec, key-codec, allow, maximum-value-size, "
                    + "compress-above, "
                    + "protection, protection-keys, "
                    + "store-by-value, statistics, management, read-through, write-through, key-type, value-type, "
                    + "loader, writer, arguments.*";

    @Test
    void a_misspelt_option_is_refused_with_the_one_that_was_meant() {
        assertRefused(
                "cache.default.backend = heap\n\ncache.books.stale-fro = 1h\n",
                "books.properties:3: cache.books.stale-fro: unknown option 'stale-fro', did you mean 'stale-for'?");
    }

    @Test
    void an_option_that_is_nothing_like_a_known_one_is_refused_with_all_of_them() {
        assertRefused("cache.books.url = x", "books.properties:1: cache.books.url: unknown option 'url', " + KNOWN);
        assertRefused(
                "cache.com.acme.Book = x", "books.properties:1: cache.com.acme.Book: unknown option 'Book', " + KNOWN);
    }

    @ParameterizedTest
    @CsvSource({
        "cache.books.argument.url, argument.url, arguments.url",
        "cache.books.Arguments.client.url, url, ''",
        "cache.a.b.argumets.url, argumets.url, arguments.url",
        "cache.books.options.expriy, expriy, expiry",
    })
    void misspelt_arguments_are_recognised(String key, String name, String meant) {
        String advice = meant.isEmpty() ? "known are backend" : "did you mean '" + meant + "'?";

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> read(key + " = x"))
                .withMessageStartingWith("books.properties:1: " + key + ": unknown option '" + name + "', ")
                .withMessageContaining(advice);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "region.books.expiry   | unknown key, a key is cache.<name>.<option>",
                "books.expiry          | unknown key, a key is cache.<name>.<option>",
                "expiry                | unknown key, a key is cache.<name>.<option>",
                "cache                 | unknown key, a key is cache.<name>.<option>",
                "caches.books.expiry   | unknown key, did you mean 'cache.books.expiry'?",
                "Cache.books.expiry    | unknown key, did you mean 'cache.books.expiry'?",
                "cache.                | the name of the option is missing, a key is cache.<name>.<option>",
                "cache.books           | the name of the option is missing, a key is cache.<name>.<option>",
                "cache.books.          | the name of the option is missing, a key is cache.<name>.<option>",
                "cache.default         | the name of the option is missing, a key is cache.<name>.<option>",
                "cache.expiry          | the name of the cache is missing, a key is cache.<name>.<option>",
                "cache..expiry         | the name of the cache is missing, a key is cache.<name>.<option>",
                "cache.arguments.url   | the name of the cache is missing, a key is cache.<name>.<option>",
                "cache..arguments.url  | the name of the cache is missing, a key is cache.<name>.<option>",
                "cache.books..expiry   | the name of the cache begins or ends with a dot,"
                        + " a key is cache.<name>.<option>",
                "cache..books.expiry   | the name of the cache begins or ends with a dot,"
                        + " a key is cache.<name>.<option>",
                "cache.books.arguments.| a backend argument has no name",
            })
    void a_key_of_another_shape_is_refused(String key, String reason) {
        assertRefused("\n" + key + " = eternal", "books.properties:2: " + key + ": " + reason);
    }

    @Test
    void a_bad_value_is_refused_with_what_is_allowed() {
        assertRefused(
                "cache.books.stale-for = 10",
                "books.properties:1: cache.books.stale-for: '10' has no unit; allowed is unlimited, "
                        + "or a duration such as 500ms, 10s, 5m, 1h30m, 7d or PT10M");
        assertRefused(
                "cache.books.statistics = yes",
                "books.properties:1: cache.books.statistics: 'yes' is neither; allowed is true or false");
        assertRefused(
                "cache.books.regeneration =",
                "books.properties:1: cache.books.regeneration: '' is empty; allowed is caller or background");
    }

    @Test
    void a_continued_setting_is_refused_at_its_first_line() {
        assertRefused(
                "# c\r\ncache.books.expiry = \\\r\n   created \\\r\n   10\r\n",
                "books.properties:2: cache.books.expiry: 'created 10' has a duration that has no unit; allowed is "
                        + Option.EXPIRY.allowed());
    }

    @Test
    void a_key_that_is_set_twice_is_refused_with_both_lines() {
        assertRefused(
                "cache.a.jitter = 1%\ncache.b.jitter = 1%\n\ncache.a.jitter: 1%",
                "books.properties:4: cache.a.jitter: set twice, the first time in line 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"${secret}", "${env:SECRET}", "${nope:hunter2}"})
    void what_a_placeholder_stands_for_is_not_shown_in_a_refusal(String placeholder) {
        assertRefused(
                "cache.a.statistics = " + placeholder,
                "books.properties:1: cache.a.statistics: '" + placeholder + "' is neither; allowed is true or false");
    }

    @Test
    void a_placeholder_without_a_meaning_is_refused_with_its_line() {
        assertRefused(
                "\n\ncache.a.arguments.url = ${redis.url}",
                "books.properties:3: cache.a.arguments.url: there is no system property 'redis.url', "
                        + "and the placeholder has no default, as ${redis.url:default} would have");
    }

    @Test
    void a_broken_escape_is_refused_with_its_line() {
        assertRefused(
                "cache.a.jitter = 1%\ncache.a.arguments.path = C:\\users",
                "books.properties:2: a \\u is not followed by four hexadecimal digits;"
                        + " a backslash itself is written \\\\");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<?xml version='1.0'?><config/>",
                "<config xmlns='http://www.ehcache.org/v3'/>",
                "\ufeff\n  <!-- a comment --><ehcache/>",
                "<!DOCTYPE properties>",
            })
    void xml_is_told_by_its_content(String content) {
        assertRefused(content, "books.properties: XML configuration is not supported by this artifact yet");
    }

    @Test
    void what_only_looks_like_xml_is_a_key() {
        assertRefused("< a = b", "books.properties:1: <: unknown key, a key is cache.<name>.<option>");
    }

    @Test
    void text_in_another_encoding_is_refused_with_line_and_byte() {
        assertRefused(
                "# caf\u00e9\n".getBytes(ISO_8859_1), "books.properties:1: is not text in UTF-8: it has the byte 0xe9");
        assertRefused(
                "# a\r\n\r# b\ncache.caf\u00e9.jitter = 1%".getBytes(ISO_8859_1),
                "books.properties:4: is not text in UTF-8: it has the byte 0xe9");
        assertRefused(
                "cache.a.jitter = 1%".getBytes(UTF_16),
                "books.properties:1: is not text in UTF-8: it has the byte 0xfe");
        assertRefused(
                new byte[] {'a', '\n', (byte) 0xc3}, "books.properties:2: is not text in UTF-8: it has the byte 0xc3");
    }

    @Test
    void what_is_no_text_is_refused() {
        assertRefused("a\nb\0c", "books.properties:2: is not a text: it has a zero byte");
    }

    @Test
    void what_is_much_too_long_is_refused() {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return ' ';
            }

            @Override
            public int read(byte[] bytes, int offset, int length) {
                return length;
            }
        };

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> CachesFile.read(FILE, endless))
                .withMessage("books.properties: is longer than 4 MiB, and so no configuration");
    }

    @Test
    void what_cannot_be_read_is_refused_with_the_cause() {
        IOException cause = new IOException("the disk is gone");
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw cause;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                throw cause;
            }
        };

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> CachesFile.read(FILE, broken))
                .withMessage("books.properties: cannot be read: java.io.IOException: the disk is gone")
                .withCause(cause);
    }

    @ParameterizedTest
    @CsvSource({
        "file:/etc/acme/books.properties, /etc/acme/books.properties",
        "file:///etc/my%20app/b.properties, /etc/my app/b.properties",
        "jar:file:/app.jar!/b.properties, jar:file:/app.jar!/b.properties",
        "classpath:b.properties, classpath:b.properties",
        "https://me:hunter2@host/b.properties?token=hunter2, https://***@host/b.properties",
        "just-a-name, just-a-name",
    })
    void a_file_is_shown_by_its_path_and_without_secrets(URI uri, String shown) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> CachesFile.read(uri, "x=y".getBytes(UTF_8)))
                .withMessageStartingWith(shown + ":1: x: unknown key");
    }

    @Test
    void numbers_in_messages_are_the_same_in_every_language() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            assertRefused("\na\0", "books.properties:2: is not a text: it has a zero byte");
            assertRefused(
                    "\na=\\u",
                    "books.properties:2: a \\u is not followed by four hexadecimal digits;"
                            + " a backslash itself is written \\\\");
            assertThat(Durations.format(Duration.ofSeconds(12))).isEqualTo("12s");
        } finally {
            Locale.setDefault(before);
        }
    }

    private static void assertRefused(String content, String message) {
        assertRefused(content.getBytes(UTF_8), message);
    }

    private static void assertRefused(byte[] content, String message) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> CachesFile.read(FILE, content, PLACEHOLDERS))
                .withMessage(message);
    }

    private static void read(String content) {
        CachesFile.read(FILE, content.getBytes(UTF_8), PLACEHOLDERS);
    }
}
