// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class OptionTest {

    private static final Origin ORIGIN = new Origin("a.properties", 7, "cache.a.x");

    static List<Option<?>> all() {
        return Option.all();
    }

    @Test
    void every_constant_is_in_the_list_once() {
        long constants = Arrays.stream(Option.class.getFields())
                .filter(field -> field.getType() == Option.class && Modifier.isStatic(field.getModifiers()))
                .count();

        assertThat(Option.all()).hasSize((int) constants).doesNotHaveDuplicates();
        assertThat(Option.all()).extracting(Option::name).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("all")
    void an_option_is_found_by_its_name_and_has_documentation_of_one_line(Option<?> option) {
        assertThat(Option.named(option.name())).contains(option);
        assertThat(option.toString()).isEqualTo(option.name());
        assertThat(option.name()).matches("[a-z]+(-[a-z]+)*");
        assertThat(option.documentation()).isNotBlank().doesNotContain("\n", "|");
        assertThat(option.allowed()).isNotBlank().doesNotContain("\n", "|");
    }

    @ParameterizedTest
    @MethodSource("all")
    <T> void a_default_is_a_legal_value_and_survives_being_written(Option<T> option) {
        option.byDefault().ifPresent(value -> {
            assertThat(option.require(value)).isEqualTo(value);
            assertThat(option.read(option.format(value), "here", "shown")).isEqualTo(value);
        });
    }

    @Test
    void only_what_names_something_optional_has_no_default() {
        assertThat(Option.all().stream().filter(option -> option.byDefault().isEmpty()))
                .containsExactly(
                        Option.WRAP,
                        Option.KEY_CODEC,
                        Option.ALLOW,
                        Option.PROTECTION_KEYS,
                        Option.LOADER,
                        Option.WRITER);
    }

    @Test
    void an_unknown_name_finds_nothing() {
        assertThat(Option.named("stale-fro")).isEmpty();
        assertThat(Option.named("")).isEmpty();
        assertThat(Option.named("Stale-For")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "backend, redis, redis",
        "backend, my-store2, my-store2",
        "expiry, eternal, eternal",
        "expiry, created 10m, created 10m",
        "expiry, modified   90s, modified 1m30s",
        "expiry, touched PT1H, touched 1h",
        "expiry, created 0, created 0s",
        "stale-for, unlimited, unlimited",
        "stale-for, 1h, 1h",
        "stale-if-error, 1d, 1d",
        "regeneration, background, background",
        "regeneration, caller, caller",
        "jitter, 10%, 10%",
        "jitter, 7 %, 7%",
        "jitter, 0.1, 10%",
        "jitter, 0, 0%",
        "jitter, 12.5%, 12.5%",
        "jitter, 0.999, 99.9%",
        "early-regeneration, 1, 1",
        "early-regeneration, 2.50, 2.5",
        "early-regeneration, 0, 0",
        "on-wait-timeout, load, load",
        "on-wait-timeout, fail, fail",
        "namespace, Shop_1.eu-west, Shop_1.eu-west",
        "lease, 1500ms, 1s500ms",
        "on-backend-failure, fail, fail",
        "value-codec, json, json",
        "key-codec, com.acme.Keys$OfSets, com.acme.Keys$OfSets",
        "allow, com.acme.Book$Part, com.acme.Book$Part",
        "'allow', 'com.acme.* ,  com.acme.model.**,Plain', 'com.acme.*, com.acme.model.**, Plain'",
        "maximum-value-size, 1048576, 1M",
        "maximum-value-size, 1500, 1500",
        "maximum-value-size, 64 k, 64k",
        "compress-above, 2k, 2k",
        "compress-above, 0, 0",
        "protection, sign, sign",
        "store-by-value, false, false",
        "statistics, true, true",
        "key-type, java.lang.String, java.lang.String",
        "value-type, com.acme.Book$Part, com.acme.Book$Part",
        "loader, Loader, Loader",
    })
    void a_text_is_read(String name, String text, String canonical) {
        Option<?> option = Option.named(name).orElseThrow();

        assertThat(canonical(option, text)).isEqualTo(canonical);
        assertThat(canonical(option, " \t" + text + " ")).isEqualTo(canonical);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "backend            | Redis               | is not such a name",
                "backend            | 2redis              | is not such a name",
                "backend            | re dis              | is not such a name",
                "backend            | ''                  | is empty",
                "expiry             | ''                  | is empty",
                "expiry             | 10m                 | begins with none of the known kinds",
                "expiry             | Created 10m         | begins with none of the known kinds",
                "expiry             | created             | lacks a duration",
                "expiry             | eternal 10m         | has a duration, and eternal takes none",
                "expiry             | created 10          | has a duration that has no unit",
                "expiry             | created unlimited   | has a duration that has no bound",
                "expiry             | touched -1s         | has a duration that is negative",
                "expiry             | created 10m 5s      | has a duration that is not a duration",
                "stale-for          | forever             | is not a duration",
                "stale-if-error     | unlimited           | has no bound",
                "wait-at-most       | unlimited           | has no bound",
                "wait-at-most       | 0s                  | is zero",
                "load-at-most       | 0                   | is zero",
                "load-at-most       | unlimited           | has no bound",
                "cool-down          | unlimited           | has no bound",
                "cool-down-at-most  | 5                   | has no unit",
                "remember-null      | 1us                 | is in a unit finer than milliseconds, the finest there is",
                "regeneration       | Caller              | is neither",
                "on-wait-timeout    | wait                | is neither",
                "jitter             | 10                  | is not below 1",
                "jitter             | 1                   | is not below 1",
                "jitter             | 100%                | is not below 1",
                "jitter             | -0.1                | is not such a number",
                "jitter             | %                   | is not such a number",
                "jitter             | .5                  | is not such a number",
                "jitter             | 1e-3                | is not such a number",
                "jitter             | NaN                 | is not such a number",
                "early-regeneration | -1                  | is not such a number",
                "early-regeneration | 1f                  | is not such a number",
                "early-regeneration | Infinity            | is not such a number",
                "early-regeneration | 10%                 | is not such a number",
                "namespace          | a b                 | is not such a name",
                "namespace          | a:b                 | is not such a name",
                "lease              | 0                   | is zero",
                "on-backend-failure | ignore              | is neither",
                "value-codec        | JSON                | is not such a name",
                "key-codec          | com.acme.Keys.OfSets, | is not such a name",
                "allow              | com.acme.           | has a part that is no class and no package of classes",
                "allow              | com.acme.Book,      | has a part that is no class and no package of classes",
                "allow              | com.*.acme          | has a part that is no class and no package of classes",
                "allow              | *                   | has a part that is no class and no package of classes",
                "maximum-value-size | 0                   | is less than 1",
                "maximum-value-size | -1                  | is not such a number",
                "maximum-value-size | 4K                  | is not such a number",
                "maximum-value-size | 2048M               | is larger than an array can be",
                "compress-above     | 1.5k                | is not such a number",
                "protection         | both                | is neither",
                "statistics         | yes                 | is neither",
                "statistics         | True                | is neither",
                "statistics         | 1                   | is neither",
                "key-type           | java.lang.          | is not such a name",
                "value-type         | java..String        | is not such a name",
                "value-type         | byte[]              | is not such a name",
                "loader             | com.acme.2Loader    | is not such a name",
                "writer             | com/acme/Writer     | is not such a name",
            })
    void a_text_that_is_not_allowed_is_refused(String name, String text, String reason) {
        Option<?> option = Option.named(name).orElseThrow();

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> option.read(text, ORIGIN, "what may be shown"))
                .withMessage(
                        "a.properties:7: cache.a.x: 'what may be shown' " + reason + "; allowed is " + option.allowed())
                .withNoCause();
    }

    @Test
    void a_value_of_a_program_is_checked_as_a_text_is() {
        assertRefused(Option.JITTER, 1.0, "jitter: '100%' is not below 1; allowed is " + Option.JITTER.allowed());
        assertRefused(Option.JITTER, -0.5, "jitter: '-50%' is not 0 or more; allowed is " + Option.JITTER.allowed());
        assertRefused(
                Option.JITTER, Double.NaN, "jitter: 'NaN%' is not 0 or more; allowed is " + Option.JITTER.allowed());
        assertRefused(
                Option.EARLY_REGENERATION,
                Double.POSITIVE_INFINITY,
                "early-regeneration: 'Infinity' is not finite; allowed is a decimal number of 0 or more");
        assertRefused(
                Option.STALE_FOR,
                Duration.ofSeconds(-1),
                "stale-for: 'PT-1S' is negative; allowed is " + Option.STALE_FOR.allowed());
        assertRefused(
                Option.COOL_DOWN,
                Duration.ofNanos(1),
                "cool-down: 'PT0.000000001S' is not a whole number of milliseconds; allowed is "
                        + Option.COOL_DOWN.allowed());
        assertRefused(
                Option.STALE_FOR,
                Duration.ofSeconds(Long.MAX_VALUE),
                "stale-for: '106751991167300d15h30m7s' is too long; allowed is " + Option.STALE_FOR.allowed());
    }

    @Test
    void a_null_is_refused_by_name() {
        assertThatNullPointerException()
                .isThrownBy(() -> Option.EXPIRY.require(null))
                .withMessage("expiry");
    }

    private static <T> void assertRefused(Option<T> option, T value, String message) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> option.require(value))
                .withMessage(message);
    }

    private static <T> String canonical(Option<T> option, String text) {
        return option.format(option.read(text, ORIGIN, text));
    }
}
