// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

    private static final String ALLOWED = "; allowed is a duration such as 500ms, 10s, 5m, 1h30m, 7d or PT10M";

    @ParameterizedTest
    @CsvSource({
        "500ms, PT0.5S",
        "10s, PT10S",
        "5m, PT5M",
        "1h, PT1H",
        "7d, PT168H",
        "1h30m, PT1H30M",
        "1d2h3m4s5ms, PT26H3M4.005S",
        "90m, PT90M",
        "3m5ms, PT3M0.005S",
        "007s, PT7S",
        "0, PT0S",
        "0s, PT0S",
        "0d0ms, PT0S",
        "PT10M, PT10M",
        "P1DT1H, PT25H",
        "PT0.250S, PT0.25S",
        "9223372036854775807ms, PT2562047788015H12M55.807S",
    })
    void a_duration_is_read(String text, Duration expected) {
        assertThat(Durations.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                     | is empty",
                "10                     | has no unit",
                "1.5                    | has no unit",
                "00                     | has no unit",
                "-10                    | is negative and has no unit",
                "-10s                   | is negative",
                "-1h30m                 | is negative",
                "PT-10S                 | is negative",
                "-PT10S                 | is negative",
                "10ns                   | is in a unit finer than milliseconds, the finest there is",
                "10us                   | is in a unit finer than milliseconds, the finest there is",
                "10\u00b5s              | is in a unit finer than milliseconds, the finest there is",
                "1s10us                 | is in a unit finer than milliseconds, the finest there is",
                "PT0.0001S              | is not a whole number of milliseconds",
                "PT0.0015S              | is not a whole number of milliseconds",
                "10S                    | has a unit in capital letters",
                "1H30M                  | has a unit in capital letters",
                "1.5h                   | has a fraction",
                "1,5h                   | has a fraction",
                "30m1h                  | is not a duration",
                "1s1s                   | is not a duration",
                "10 s                   | is not a duration",
                "1h 30m                 | is not a duration",
                "+10s                   | is not a duration",
                "10w                    | is not a duration",
                "ten                    | is not a duration",
                "s                      | is not a duration",
                "Unlimited              | is not a duration",
                "pt10m                  | is not a duration",
                "\u0661\u0660s          | is not a duration",
                "P1Y                    | is not an ISO-8601 duration in days or less",
                "P                      | is not an ISO-8601 duration in days or less",
                "9223372036854775808ms  | is too long",
                "9223372036854775807s   | is too long",
                "9223372036854775807d   | is too long",
                "99999999999999999999d  | is too long",
                "PT9223372036854775807S | is too long",
                "P99999999999999999999D | is too long",
            })
    void what_is_no_duration_is_refused_with_the_reason(String text, String reason) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Durations.parse(text))
                .withMessage("'" + text + "' " + reason + ALLOWED)
                .withNoCause();
    }

    @Test
    void unlimited_is_a_word() {
        assertThat(Durations.parse("unlimited")).isEqualTo(Durations.UNLIMITED);
        assertThat(Durations.format(Durations.UNLIMITED)).isEqualTo("unlimited");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0s", "1ms", "1s", "1m", "1m30s", "1h30m", "7d", "1d2h3m4s5ms"})
    void a_duration_is_written_as_it_is_read(String text) {
        assertThat(Durations.format(Durations.parse(text))).isEqualTo(text);
    }

    @Test
    void every_duration_that_is_written_is_read_as_itself() {
        Random random = new Random(1);
        for (int i = 0; i < 2_000; i++) {
            Duration duration = Duration.ofMillis(random.nextLong() >>> (1 + random.nextInt(63)));
            assertThat(Durations.parse(Durations.format(duration))).isEqualTo(duration);
        }
        Duration longest = Duration.ofMillis(Long.MAX_VALUE);
        assertThat(Durations.parse(Durations.format(longest))).isEqualTo(longest);
    }

    @Test
    void what_no_setting_can_be_is_still_written_exactly() {
        assertThat(Durations.format(Duration.ofNanos(1_500_000))).isEqualTo("PT0.0015S");
        assertThat(Durations.format(Duration.ofSeconds(-1))).isEqualTo("PT-1S");
    }

    @Test
    void nothing_is_longer_than_unlimited() {
        assertThat(Durations.UNLIMITED).isGreaterThan(Duration.ofMillis(Long.MAX_VALUE));
        assertThat(Durations.toMillisSaturated(Durations.UNLIMITED)).isEqualTo(Long.MAX_VALUE);
        assertThat(Durations.toNanosSaturated(Durations.UNLIMITED)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void numbers_saturate_only_where_they_must() {
        assertThat(Durations.toMillisSaturated(Duration.ofMillis(Long.MAX_VALUE - 1)))
                .isEqualTo(Long.MAX_VALUE - 1);
        assertThat(Durations.toMillisSaturated(Duration.ofMillis(Long.MAX_VALUE).plusMillis(1)))
                .isEqualTo(Long.MAX_VALUE);
        assertThat(Durations.toNanosSaturated(Duration.ofNanos(Long.MAX_VALUE - 1)))
                .isEqualTo(Long.MAX_VALUE - 1);
        assertThat(Durations.toNanosSaturated(Duration.ofDays(365_000))).isEqualTo(Long.MAX_VALUE);
        assertThat(Durations.toMillisSaturated(Duration.ZERO)).isZero();
    }
}
