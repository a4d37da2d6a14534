// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OptionsTest {

    private static final String SECRET = "A".repeat(43) + "=";
    private static final Origin LINE_3 = new Origin("books.properties", 3, "cache.books.x");

    @Test
    void nothing_is_set_at_first() {
        assertThat(Options.none().isEmpty()).isTrue();
        assertThat(Options.none().value(Option.EXPIRY)).isEmpty();
        assertThat(Options.none().origin(Option.EXPIRY)).isEmpty();
        assertThat(Options.none().arguments()).isEmpty();
        assertThat(Options.none().argumentOrigin("url")).isEmpty();
        assertThat(Options.none()).hasToString("{}");
    }

    @Test
    void a_value_is_kept_with_where_it_was_set() {
        Options options = Options.none()
                .with(Option.STATISTICS, true)
                .with(Option.EXPIRY, Expiry.created(Duration.ofMinutes(10)), LINE_3);

        assertThat(options.isEmpty()).isFalse();
        assertThat(options.value(Option.STATISTICS)).contains(true);
        assertThat(options.origin(Option.STATISTICS)).contains(new Origin("code", 0, "statistics"));
        assertThat(options.value(Option.EXPIRY)).contains(Expiry.created(Duration.ofMinutes(10)));
        assertThat(options.origin(Option.EXPIRY)).contains(LINE_3);
        assertThat(Options.none().isEmpty()).isTrue();
    }

    @Test
    void what_was_set_can_be_taken_back() {
        Options options = redis().withArgument("url", "u").with(Option.EXPIRY, Expiry.eternal());

        assertThat(options.without(Option.EXPIRY)).isEqualTo(redis().withArgument("url", "u"));
        assertThat(redis().without(Option.EXPIRY)).isEqualTo(redis());
    }

    @Test
    void the_default_stands_in_for_what_is_not_set() {
        assertThat(Options.none().valueOrDefault(Option.WAIT_AT_MOST)).isEqualTo(Duration.ofMinutes(1));
        assertThat(Options.none()
                        .with(Option.WAIT_AT_MOST, Duration.ofSeconds(1))
                        .valueOrDefault(Option.WAIT_AT_MOST))
                .isEqualTo(Duration.ofSeconds(1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.none().valueOrDefault(Option.LOADER))
                .withMessage("loader is not set and has no default");
    }

    @Test
    void a_value_that_is_not_allowed_is_refused_where_it_is_set() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Options.none().with(Option.WAIT_AT_MOST, Duration.ZERO))
                .withMessage("code: wait-at-most: '0s' is zero; allowed is "
                        + "a duration such as 500ms, 10s, 5m, 1h30m, 7d or PT10M, more than zero");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Options.none().with(Option.JITTER, 2.0, LINE_3))
                .withMessageStartingWith("books.properties:3: cache.books.x: '200%' is not below 1; ");
    }

    @Test
    void texts_are_set_by_name() {
        Options options =
                Options.none().withText("jitter", " 10% ", LINE_3).withText("arguments.url", " as it is ", LINE_3);

        assertThat(options.value(Option.JITTER)).contains(0.1);
        assertThat(options.arguments()).containsExactly(Map.entry("url", " as it is "));
        assertThat(options.argumentOrigin("url")).contains(LINE_3);
    }

    @Test
    void an_unknown_name_is_refused_with_the_nearest_one() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Options.none().withText("stale-fro", "1h", LINE_3))
                .withMessage(
                        "books.properties:3: cache.books.x: unknown option 'stale-fro', did you mean 'stale-for'?");
    }

    @Test
    void a_backend_argument_has_a_name_and_a_value() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Options.none().withText("arguments.", "x", LINE_3))
                .withMessage("books.properties:3: cache.books.x: a backend argument has no name");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Options.none().withArgument("url", null))
                .withMessage("code: arguments.url: the backend argument 'url' is null");
    }

    @Test
    void an_upper_layer_wins_and_a_lower_one_completes_it() {
        Options lower =
                Options.none().with(Option.STATISTICS, true).with(Option.STALE_FOR, Duration.ofHours(1), LINE_3);
        Options upper = Options.none().with(Option.STALE_FOR, Duration.ofHours(2));

        Options both = upper.over(lower);

        assertThat(both.value(Option.STALE_FOR)).contains(Duration.ofHours(2));
        assertThat(both.origin(Option.STALE_FOR)).contains(Origin.code("stale-for"));
        assertThat(both.value(Option.STATISTICS)).contains(true);
        assertThat(Options.none().over(lower)).isEqualTo(lower);
        assertThat(lower.over(Options.none())).isEqualTo(lower);
    }

    @Test
    void arguments_of_the_same_backend_are_layered_one_by_one() {
        Options lower = redis().withArgument("url", "redis://one").withArgument("timeout", "1s");
        Map<String, String> expected = Map.of("url", "redis://two", "timeout", "1s");

        assertThat(Options.none().withArgument("url", "redis://two").over(lower).arguments())
                .isEqualTo(expected);
        assertThat(redis().withArgument("url", "redis://two").over(lower).arguments())
                .isEqualTo(expected);
    }

    @Test
    void arguments_of_another_backend_are_not_inherited() {
        Options heap = Options.none().with(Option.BACKEND, "heap").withArgument("maximum-size", "10");
        Options nameless = Options.none().withArgument("maximum-size", "10");

        assertThat(redis().withArgument("url", "u").over(heap).arguments()).containsOnly(Map.entry("url", "u"));
        assertThat(redis().over(nameless).arguments()).isEmpty();
        assertThat(Options.none().with(Option.BACKEND, "heap").over(nameless).arguments())
                .containsOnly(Map.entry("maximum-size", "10"));
    }

    @Test
    void nothing_set_is_every_default() {
        RegionSettings settings = Options.none().toRegionSettings(Durations.UNLIMITED);

        assertThat(settings.backend()).isEqualTo(new BackendSettings("heap", Map.of()));
        assertThat(settings.freshness())
                .isEqualTo(new Freshness(Expiry.eternal(), Durations.UNLIMITED, Duration.ZERO, 0, 0));
        assertThat(settings.loading())
                .isEqualTo(new Loading(
                        Regeneration.CALLER,
                        Duration.ofMinutes(1),
                        OnWaitTimeout.FAIL,
                        Duration.ofMinutes(1),
                        Duration.ofMillis(100),
                        Duration.ofSeconds(10),
                        Duration.ZERO));
        assertThat(settings.encoding())
                .isEqualTo(
                        new Encoding("java", ClassPatterns.NONE, 4 << 20, 0, ProtectionKind.NONE, ProtectionKeys.NONE));
        assertThat(settings.sharing())
                .isEqualTo(new Sharing("dogpile", Duration.ofSeconds(3), Duration.ofMillis(25), OnBackendFailure.LOAD));
    }

    @Test
    void everything_set_arrives_in_the_settings() {
        RegionSettings settings = everything().toRegionSettings(Duration.ZERO);

        assertThat(settings)
                .isEqualTo(new RegionSettings(
                        new BackendSettings("redis", Map.of("url", "u")),
                        new Freshness(Expiry.touched(minutes(1)), minutes(2), minutes(3), 0.4, 5),
                        new Loading(
                                Regeneration.BACKGROUND,
                                minutes(6),
                                OnWaitTimeout.LOAD,
                                minutes(7),
                                minutes(8),
                                minutes(9),
                                minutes(10)),
                        new Encoding(
                                "json",
                                ClassPatterns.of("com.acme.*"),
                                11 << 10,
                                12 << 10,
                                ProtectionKind.SIGN,
                                ProtectionKeys.of(Map.of(1, new byte[32]))),
                        new Sharing("shop", minutes(13), minutes(14), OnBackendFailure.FAIL)));
    }

    @Test
    void a_contradiction_names_both_options_and_where_they_were_set() {
        Options fromFile = Options.none()
                .with(Option.COOL_DOWN, Duration.ofSeconds(5), new Origin("b.properties", 2, "cache.b.cool-down"));

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> fromFile.with(Option.COOL_DOWN_AT_MOST, Duration.ofSeconds(1))
                        .toRegionSettings(Duration.ZERO))
                .withMessage("cool-down-at-most, 1s, is shorter than cool-down, 5s"
                        + " (b.properties:2: cache.b.cool-down, code: cool-down-at-most)");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> fromFile.with(Option.COOL_DOWN, minutes(1)).toRegionSettings(Duration.ZERO))
                .withMessage("cool-down-at-most, 10s, is shorter than cool-down, 1m"
                        + " (code: cool-down, cool-down-at-most: the default)");
    }

    @Test
    void equality_is_of_values_not_of_origins() {
        Options one = redis().withArgument("url", "u", LINE_3).with(Option.JITTER, 0.1, LINE_3);
        Options same =
                Options.none().with(Option.JITTER, 0.1).withArgument("url", "u").with(Option.BACKEND, "redis");

        assertThat(one).isEqualTo(same).hasSameHashCodeAs(same);
        assertThat(one)
                .isNotEqualTo(same.withArgument("url", "v"))
                .isNotEqualTo(same.with(Option.JITTER, 0.2))
                .isNotEqualTo(redis())
                .isNotEqualTo("redis");
    }

    @Test
    void secrets_are_not_shown() {
        Options options = redis().withArgument("password", "hunter2")
                .withArgument("url", "redis://me:hunter2@host:6379/0")
                .withText("arguments.name", "hunter2", "${env:WHO}", LINE_3)
                .withText("expiry", "created 1m", "created ${env:TTL}", LINE_3);

        assertThat(options)
                .hasToString("{backend=redis, expiry=created ${env:TTL}, arguments.password=***, "
                        + "arguments.url=redis://***@host:6379/0, arguments.name=${env:WHO}}");
    }

    @Test
    void keys_of_protection_are_never_shown() {
        Options options = Options.none()
                .with(Option.PROTECTION, ProtectionKind.SIGN)
                .withText("protection-keys", "1:" + SECRET, LINE_3);
        Options inCode = Options.none().with(Option.PROTECTION_KEYS, ProtectionKeys.of(Map.of(1, new byte[32])));

        assertThat(options).hasToString("{protection=sign, protection-keys=***}");
        assertThat(inCode).hasToString("{protection-keys=***}");
        assertThat(options.toRegionSettings(Duration.ZERO).toString())
                .contains("keys [1]")
                .doesNotContain(SECRET);
        for (String text :
                new String[] {SECRET, "1:" + SECRET + "x", "1:" + SECRET + ",1:" + SECRET, "256:" + SECRET}) {
            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(() -> options.withText("protection-keys", text, LINE_3))
                    .withMessageContaining("'***' has ")
                    .withNoCause()
                    .satisfies(e -> assertThat(e.getMessage()).doesNotContain(SECRET));
        }
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> inCode.toRegionSettings(Duration.ZERO))
                .withMessage("protection-keys are set, and protection is none"
                        + " (protection: the default, code: protection-keys)");
    }

    @Test
    void options_survive_serialization() throws Exception {
        Options options = redis().withArgument("url", "u")
                .with(Option.EXPIRY, Expiry.created(Duration.ofMillis(1)), LINE_3)
                .with(Option.STALE_FOR, Durations.UNLIMITED)
                .with(Option.JITTER, 0.07)
                .with(Option.LOADER, "com.acme.Loader")
                .with(Option.ALLOW, ClassPatterns.of("com.acme.Book", "com.acme.model.**"))
                .with(Option.MAXIMUM_VALUE_SIZE, 12_345)
                .with(Option.PROTECTION_KEYS, ProtectionKeys.of(Map.of(1, new byte[32])));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(options);
        }

        Object copy = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();

        assertThat(copy).isEqualTo(options);
    }

    private static Options everything() {
        return redis().withArgument("url", "u")
                .withText("expiry", "touched 1m", LINE_3)
                .withText("stale-for", "2m", LINE_3)
                .withText("stale-if-error", "3m", LINE_3)
                .withText("jitter", "40%", LINE_3)
                .withText("early-regeneration", "5", LINE_3)
                .withText("regeneration", "background", LINE_3)
                .withText("wait-at-most", "6m", LINE_3)
                .withText("on-wait-timeout", "load", LINE_3)
                .withText("load-at-most", "7m", LINE_3)
                .withText("cool-down", "8m", LINE_3)
                .withText("cool-down-at-most", "9m", LINE_3)
                .withText("remember-null", "10m", LINE_3)
                .withText("value-codec", "json", LINE_3)
                .withText("allow", "com.acme.*", LINE_3)
                .withText("maximum-value-size", "11k", LINE_3)
                .withText("compress-above", "12k", LINE_3)
                .withText("protection", "sign", LINE_3)
                .withText("protection-keys", "1:" + SECRET, LINE_3)
                .withText("namespace", "shop", LINE_3)
                .withText("lease", "13m", LINE_3)
                .withText("poll-at-most", "14m", LINE_3)
                .withText("on-backend-failure", "fail", LINE_3);
    }

    private static Options redis() {
        return Options.none().with(Option.BACKEND, "redis");
    }

    private static Duration minutes(int number) {
        return Duration.ofMinutes(number);
    }
}
