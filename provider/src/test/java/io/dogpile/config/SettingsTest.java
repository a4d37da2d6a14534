// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class SettingsTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void each_part_has_the_defaults_of_the_whole() {
        RegionSettings defaults = RegionSettings.defaults();

        assertThat(BackendSettings.defaults()).isEqualTo(defaults.backend());
        assertThat(Freshness.defaults()).isEqualTo(defaults.freshness());
        assertThat(Loading.defaults()).isEqualTo(defaults.loading());
        assertThat(Encoding.defaults()).isEqualTo(defaults.encoding());
        assertThat(Sharing.defaults()).isEqualTo(defaults.sharing());
        assertThat(defaults.freshness().staleFor()).isZero();
    }

    @Test
    void settings_without_a_part_are_refused() {
        BackendSettings backend = BackendSettings.defaults();
        Freshness freshness = Freshness.defaults();
        Loading loading = Loading.defaults();
        Encoding encoding = Encoding.defaults();
        Sharing sharing = Sharing.defaults();

        assertMissing("backend", () -> new RegionSettings(null, freshness, loading, encoding, sharing));
        assertMissing("freshness", () -> new RegionSettings(backend, null, loading, encoding, sharing));
        assertMissing("loading", () -> new RegionSettings(backend, freshness, null, encoding, sharing));
        assertMissing("encoding", () -> new RegionSettings(backend, freshness, loading, null, sharing));
        assertMissing("sharing", () -> new RegionSettings(backend, freshness, loading, encoding, null));
    }

    private static void assertMissing(String part, ThrowingCallable code) {
        assertThatNullPointerException().isThrownBy(code).withMessage(part);
    }

    @Test
    void an_eternal_lifetime_is_unlimited_whatever_was_given() {
        assertThat(new Expiry(Expiry.Kind.ETERNAL, SECOND)).isEqualTo(Expiry.eternal());
        assertThat(Expiry.eternal().lifetime()).isEqualTo(Durations.UNLIMITED);
        assertThat(Expiry.eternal()).hasToString("eternal");
    }

    @Test
    void the_other_kinds_keep_their_lifetime() {
        assertThat(Expiry.created(SECOND)).isEqualTo(new Expiry(Expiry.Kind.CREATED, SECOND));
        assertThat(Expiry.modified(SECOND)).isEqualTo(new Expiry(Expiry.Kind.MODIFIED, SECOND));
        assertThat(Expiry.touched(Duration.ZERO)).isEqualTo(new Expiry(Expiry.Kind.TOUCHED, Duration.ZERO));
        assertThat(Expiry.modified(Duration.ofMinutes(90))).hasToString("modified 1h30m");
    }

    @Test
    void a_lifetime_is_never_rounded() {
        assertRefused(
                () -> Expiry.created(Duration.ofNanos(1)),
                "expiry: the lifetime of CREATED, PT0.000000001S, is not a whole number of milliseconds");
        assertRefused(
                () -> Expiry.touched(Duration.ofNanos(1_500_000)),
                "expiry: the lifetime of TOUCHED, PT0.0015S, is not a whole number of milliseconds");
    }

    @Test
    void a_lifetime_is_bounded_and_not_negative() {
        assertRefused(
                () -> Expiry.modified(Duration.ofMillis(-1)),
                "expiry: the lifetime of MODIFIED, PT-0.001S, is negative");
        assertRefused(
                () -> Expiry.modified(Durations.UNLIMITED),
                "expiry: the lifetime of MODIFIED, unlimited, has no bound");
    }

    @Test
    void freshness_refuses_what_its_options_refuse() {
        Expiry eternal = Expiry.eternal();
        Duration zero = Duration.ZERO;

        assertRefusedBy(Option.STALE_FOR, () -> new Freshness(eternal, SECOND.negated(), zero, 0, 0));
        assertRefusedBy(Option.STALE_IF_ERROR, () -> new Freshness(eternal, zero, Durations.UNLIMITED, 0, 0));
        assertRefusedBy(Option.JITTER, () -> new Freshness(eternal, zero, zero, 1, 0));
        assertRefusedBy(Option.EARLY_REGENERATION, () -> new Freshness(eternal, zero, zero, 0, -1));
        assertThatNullPointerException()
                .isThrownBy(() -> new Freshness(null, zero, zero, 0, 0))
                .withMessage("expiry");
    }

    @Test
    void loading_refuses_what_its_options_refuse() {
        assertRefusedBy(Option.WAIT_AT_MOST, () -> loading(Duration.ZERO, SECOND, SECOND, SECOND, SECOND));
        assertRefusedBy(Option.LOAD_AT_MOST, () -> loading(SECOND, Durations.UNLIMITED, SECOND, SECOND, SECOND));
        assertRefusedBy(Option.COOL_DOWN, () -> loading(SECOND, SECOND, SECOND.negated(), SECOND, SECOND));
        assertRefusedBy(Option.COOL_DOWN_AT_MOST, () -> loading(SECOND, SECOND, SECOND, Durations.UNLIMITED, SECOND));
        assertRefusedBy(Option.REMEMBER_NULL, () -> loading(SECOND, SECOND, SECOND, SECOND, Duration.ofNanos(1)));
    }

    @Test
    void the_longest_rest_is_not_shorter_than_the_first() {
        assertRefused(
                () -> loading(SECOND, SECOND, SECOND, Duration.ofMillis(999), SECOND),
                "cool-down-at-most, 999ms, is shorter than cool-down, 1s");
        assertThat(loading(SECOND, SECOND, Duration.ZERO, Duration.ZERO, SECOND).coolDownAtMost())
                .isZero();
    }

    @Test
    void protection_and_its_keys_come_together() {
        ProtectionKeys keys = ProtectionKeys.of(Map.of(7, new byte[32]));

        assertThat(encoding(ProtectionKind.SIGN, keys).protectionKeys().secrets())
                .containsOnlyKeys(7);
        assertRefused(
                () -> encoding(ProtectionKind.ENCRYPT, ProtectionKeys.NONE),
                "protection is encrypt, and no protection-keys are set");
        assertRefused(() -> encoding(ProtectionKind.NONE, keys), "protection-keys are set, and protection is none");
        assertRefused(
                () -> ProtectionKeys.of(Map.of(1, new byte[16])),
                "protection-keys: keys have 32 bytes and numbers from 1 to 255; one has 16 bytes and number 1");
    }

    @Test
    void sharing_and_encoding_refuse_what_their_options_refuse() {
        assertRefusedBy(Option.NAMESPACE, () -> new Sharing("", SECOND, SECOND, OnBackendFailure.LOAD));
        assertRefusedBy(Option.POLL_AT_MOST, () -> new Sharing("a", SECOND, Duration.ZERO, OnBackendFailure.LOAD));
        assertRefusedBy(Option.LEASE, () -> new Sharing("a", Duration.ZERO, SECOND, OnBackendFailure.LOAD));
        assertRefusedBy(
                Option.MAXIMUM_VALUE_SIZE,
                () -> new Encoding("java", ClassPatterns.NONE, 0, 0, ProtectionKind.NONE, ProtectionKeys.NONE));
        assertRefused(
                () -> ClassPatterns.of("com.acme.Book", "com/acme"),
                "allow: 'com/acme' is no class and no package of classes");
    }

    private static Encoding encoding(ProtectionKind protection, ProtectionKeys keys) {
        return new Encoding("java", ClassPatterns.NONE, 1, 0, protection, keys);
    }

    @Test
    void the_arguments_of_a_backend_are_copied_in_their_order() {
        Map<String, String> given = new LinkedHashMap<>();
        given.put("z", "1");
        given.put("a", "2");
        BackendSettings settings = new BackendSettings("heap", given);
        given.put("m", "3");

        assertThat(settings.arguments()).containsExactly(Map.entry("z", "1"), Map.entry("a", "2"));
        assertThat(settings.arguments()).isUnmodifiable();
    }

    @Test
    void the_arguments_of_a_backend_are_not_null() {
        Map<String, String> nullValue = new HashMap<>();
        nullValue.put("url", null);

        assertRefused(() -> new BackendSettings("heap", nullValue), "the backend argument 'url' is null");
        assertRefused(() -> new BackendSettings("heap", Map.of(" ", "x")), "a backend argument has no name");
        assertRefusedBy(Option.BACKEND, () -> new BackendSettings("He ap", Map.of()));
    }

    @Test
    void a_backend_does_not_show_its_secrets() {
        Map<String, String> arguments = new LinkedHashMap<>();
        arguments.put("url", "rediss://:hunter2@host");
        arguments.put("auth-token", "hunter2");
        arguments.put("database", "7");

        assertThat(new BackendSettings("redis", arguments))
                .hasToString("redis{url=rediss://***@host, auth-token=***, database=7}");
    }

    @Test
    void an_origin_says_as_much_as_is_known() {
        assertThat(new Origin("/a/b.properties", 12, "cache.x.jitter"))
                .hasToString("/a/b.properties:12: cache.x.jitter");
        assertThat(new Origin("application.yaml", 0, "x.jitter")).hasToString("application.yaml: x.jitter");
        assertThat(Origin.code("jitter")).hasToString("code: jitter");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new Origin("a", -1, "b"))
                .withMessage("line must not be negative: -1");
    }

    private static Loading loading(
            Duration wait, Duration load, Duration coolDown, Duration coolDownAtMost, Duration rememberNull) {
        return new Loading(Regeneration.CALLER, wait, OnWaitTimeout.FAIL, load, coolDown, coolDownAtMost, rememberNull);
    }

    private static void assertRefused(ThrowingCallable code, String message) {
        assertThatExceptionOfType(ConfigurationException.class).isThrownBy(code).withMessage(message);
    }

    private static void assertRefusedBy(Option<?> option, ThrowingCallable code) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(code)
                .withMessageStartingWith(option + ": '")
                .withMessageEndingWith("; allowed is " + option.allowed());
    }
}
