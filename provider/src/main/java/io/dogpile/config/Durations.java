// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.config;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations in settings: whole milliseconds, never negative, perhaps {@link #UNLIMITED}.
 *
 * <p>As text they are {@code 500ms}, {@code 10s}, {@code 5m}, {@code 1h}, {@code 7d}, combinations such as
 * {@code 1h30m}, {@code 0}, ISO-8601 such as {@code PT10M}, or {@code unlimited}.
 */
public final class Durations {

    /** Without limit: the longest duration there is. Not to be added to an instant; see {@link #toMillisSaturated}. */
    public static final Duration UNLIMITED = ChronoUnit.FOREVER.getDuration();

    static final String EXAMPLES = "a duration such as 500ms, 10s, 5m, 1h30m, 7d or PT10M";

    private static final String UNLIMITED_TEXT = "unlimited";
    private static final Pattern UNITS =
            Pattern.compile("(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m(?!s))?(?:(\\d+)s)?(?:(\\d+)ms)?");
    private static final Pattern TOO_FINE = Pattern.compile(".*\\d(?:ns|us|\u00b5s|\u03bcs)", Pattern.DOTALL);
    private static final Duration LONGEST = Duration.ofMillis(Long.MAX_VALUE);
    private static final int NANOS_PER_MILLI = 1_000_000;

    private Durations() {}

    /**
     * Reads a duration.
     *
     * @throws ConfigurationException if the text is no duration, negative, too long or not in whole milliseconds
     */
    public static Duration parse(String text) {
        try {
            return read(text);
        } catch (ConfigurationException e) {
            throw new ConfigurationException("'%s' %s; allowed is %s".formatted(text, e.getMessage(), EXAMPLES));
        }
    }

    /** The shortest text that {@link #parse} reads as this duration: {@code 1m30s}. */
    public static String format(Duration duration) {
        if (duration.equals(UNLIMITED)) {
            return UNLIMITED_TEXT;
        }
        if (duration.isNegative() || !isWholeMillis(duration)) {
            return duration.toString();
        }
        String text = part(duration.toDays(), "d")
                + part(duration.toHoursPart(), "h")
                + part(duration.toMinutesPart(), "m")
                + part(duration.toSecondsPart(), "s")
                + part(duration.toMillisPart(), "ms");
        return text.isEmpty() ? "0s" : text;
    }

    /** The duration in milliseconds; {@link Long#MAX_VALUE} if it is longer than that, as {@link #UNLIMITED} is. */
    public static long toMillisSaturated(Duration duration) {
        return duration.compareTo(LONGEST) >= 0 ? Long.MAX_VALUE : duration.toMillis();
    }

    /** The duration in nanoseconds; {@link Long#MAX_VALUE} if it is longer than that, as {@link #UNLIMITED} is. */
    public static long toNanosSaturated(Duration duration) {
        return duration.compareTo(Duration.ofNanos(Long.MAX_VALUE)) >= 0 ? Long.MAX_VALUE : duration.toNanos();
    }

    /** As {@link #parse}, but the message of a refusal is the predicate alone: the text may be a secret. */
    static Duration read(String text) {
        if (text.equals(UNLIMITED_TEXT)) {
            return UNLIMITED;
        }
        if (text.isEmpty()) {
            throw new ConfigurationException("is empty");
        }
        if (TOO_FINE.matcher(text).matches()) {
            throw new ConfigurationException("is in a unit finer than milliseconds, the finest there is");
        }
        try {
            return bounded(text.startsWith("P") || text.startsWith("-P") ? Duration.parse(text) : withUnits(text));
        } catch (ArithmeticException e) {
            throw new ConfigurationException("is too long");
        } catch (DateTimeException e) {
            // Bad syntax has no cause; a number that is too large has.
            boolean overflow = e.getCause() != null;
            throw new ConfigurationException(overflow ? "is too long" : "is not an ISO-8601 duration in days or less");
        }
    }

    /** Refuses what no setting can be. */
    static Duration settable(Duration duration) {
        return duration.equals(UNLIMITED) ? duration : bounded(duration);
    }

    static Duration bounded(Duration duration) {
        if (duration.equals(UNLIMITED)) {
            throw new ConfigurationException("has no bound");
        }
        if (duration.isNegative()) {
            throw new ConfigurationException("is negative");
        }
        if (duration.compareTo(LONGEST) > 0) {
            throw new ConfigurationException("is too long");
        }
        if (!isWholeMillis(duration)) {
            throw new ConfigurationException("is not a whole number of milliseconds");
        }
        return duration;
    }

    static Duration positive(Duration duration) {
        if (duration.isZero()) {
            throw new ConfigurationException("is zero");
        }
        return bounded(duration);
    }

    private static boolean isWholeMillis(Duration duration) {
        return duration.toNanosPart() % NANOS_PER_MILLI == 0;
    }

    private static Duration withUnits(String text) {
        Matcher units = UNITS.matcher(text);
        if (text.equals("0")) {
            return Duration.ZERO;
        }
        if (!units.matches()) {
            throw new ConfigurationException(whyNoDuration(text));
        }
        return Duration.ofDays(amount(units, 1))
                .plusHours(amount(units, 2))
                .plusMinutes(amount(units, 3))
                .plusSeconds(amount(units, 4))
                .plusMillis(amount(units, 5));
    }

    private static String whyNoDuration(String text) {
        if (text.matches("[+-]?[0-9.,]+")) {
            return text.startsWith("-") ? "is negative and has no unit" : "has no unit";
        }
        if (text.matches("-\\d+[a-z].*")) {
            return "is negative";
        }
        if (UNITS.matcher(text.toLowerCase(Locale.ROOT)).matches()) {
            return "has a unit in capital letters";
        }
        return text.matches("\\d+[.,]\\d+[a-z]+") ? "has a fraction" : "is not a duration";
    }

    private static long amount(Matcher units, int group) {
        String digits = units.group(group);
        try {
            return digits == null ? 0 : Long.parseLong(digits);
        } catch (NumberFormatException e) {
            throw new ConfigurationException("is too long");
        }
    }

    private static String part(long amount, String unit) {
        return amount == 0 ? "" : amount + unit;
    }
}
