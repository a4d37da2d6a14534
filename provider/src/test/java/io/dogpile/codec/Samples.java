// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.codec;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;

/** Objects of every kind that has a canonical form, made anew from the same seed as often as wanted. */
final class Samples {

    static final Types TYPES =
            new Types(Object.class, Object.class, Samples.class.getClassLoader(), List.of("io.dogpile.codec.*"));

    enum Colour {
        RED,
        GREEN {
            @Override
            public String toString() {
                return "green";
            }
        }
    }

    record Pair(Object left, Object right) implements Serializable {}

    record Mixed(int number, double fraction, String text, Colour colour, List<Long> longs) {}

    /** Serialisable in the old way, with two equal leaves. */
    static final class Old implements Serializable {

        private static final long serialVersionUID = 1L;

        private final String one;
        private final String other;
        private final BigInteger number;

        Old(String one, String other, BigInteger number) {
            this.one = one;
            this.other = other;
            this.number = number;
        }

        @Override
        public boolean equals(Object object) {
            return object instanceof Old that
                    && one.equals(that.one)
                    && other.equals(that.other)
                    && number.equals(that.number);
        }

        @Override
        public int hashCode() {
            return Objects.hash(one, other, number);
        }
    }

    static final List<Function<Random, Object>> SCALARS = List.of(
            Random::nextInt,
            random -> random.nextInt(3),
            Random::nextLong,
            random -> (long) random.nextInt(3),
            random -> (short) random.nextInt(),
            random -> (byte) random.nextInt(),
            random -> (char) random.nextInt(),
            Random::nextBoolean,
            Random::nextFloat,
            Random::nextGaussian,
            random -> List.of(0.0, -0.0, Double.NaN, Double.POSITIVE_INFINITY).get(random.nextInt(4)),
            Samples::text,
            random -> new BigInteger(random.nextInt(300), random),
            random -> new BigInteger(random.nextInt(20), random).negate(),
            random -> new BigDecimal(new BigInteger(random.nextInt(90), random), random.nextInt(9) - 4),
            random -> new UUID(random.nextLong(), random.nextLong()),
            random -> Colour.values()[random.nextInt(2)],
            random -> DayOfWeek.of(1 + random.nextInt(7)),
            random -> URI.create("http://Example.com:80/" + random.nextInt(9) + "?q=%2f#" + random.nextInt(9)),
            random -> List.of(
                            Locale.ROOT,
                            Locale.CANADA_FRENCH,
                            Locale.forLanguageTag("zh-Hant-TW-u-nu-thai"),
                            new Locale("no", "NO", "NY"),
                            new Locale("ja", "JP", "JP"),
                            new Locale("", "", "POSIX"),
                            new Locale("xx", "", "odd one"))
                    .get(random.nextInt(7)),
            random -> Currency.getInstance(random.nextBoolean() ? "EUR" : "JPY"),
            random -> new Date(random.nextLong()),
            random -> Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000)),
            random -> Duration.ofSeconds(random.nextLong() / 2, random.nextInt(1_000_000_000)),
            random -> Period.of(random.nextInt(), random.nextInt(), random.nextInt()),
            Samples::date,
            Samples::time,
            random -> LocalDateTime.of(date(random), time(random)),
            random -> OffsetDateTime.of(date(random), time(random), offset(random)),
            random -> OffsetTime.of(time(random), offset(random)),
            random -> ZonedDateTime.of(date(random), time(random), ZoneId.of("Europe/Paris")),
            random -> ZonedDateTime.of(date(random), time(random), offset(random)),
            random -> Year.of(random.nextInt(3_000)),
            random -> YearMonth.of(random.nextInt(3_000), 1 + random.nextInt(12)),
            random -> MonthDay.of(1 + random.nextInt(12), 1 + random.nextInt(28)),
            Samples::offset,
            random -> ZoneId.of(random.nextBoolean() ? "Asia/Tokyo" : "UTC"));

    private Samples() {}

    /** A new one each time; of the same seed, an equal one. */
    static Object scalar(long seed) {
        Random random = new Random(seed);
        return SCALARS.get(random.nextInt(SCALARS.size())).apply(random);
    }

    /** A key of any kind; those of odd and even {@code variant} are equal, but of other classes where that is possible. */
    static Object key(long seed, int variant) {
        return key(new Random(seed), variant, 0);
    }

    private static Object key(Random random, int variant, int depth) {
        return switch (depth > 3 ? 0 : random.nextInt(6)) {
            case 0, 1 -> SCALARS.get(random.nextInt(SCALARS.size())).apply(random);
            case 2 -> new Pair(key(random, variant, depth + 1), random.nextBoolean() ? null : key(random, variant, 9));
            case 3 -> list(random, variant, depth);
            case 4 ->
                new Mixed(random.nextInt(2), random.nextInt(2), text(random), Colour.RED, List.of(random.nextLong()));
            default -> old(text(random), random, variant);
        };
    }

    private static Object list(Random random, int variant, int depth) {
        List<Object> list = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            list.add(key(random, variant, depth + 1));
        }
        return variant % 2 == 0 ? list : Arrays.asList(list.toArray());
    }

    private static Old old(String text, Random random, int variant) {
        String other = variant % 2 == 0 ? text : new String(text.toCharArray());
        return new Old(text, other, new BigInteger(60, random));
    }

    static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(9); i > 0; i--) {
            text.append(
                    switch (random.nextInt(5)) {
                        case 0 -> (char) random.nextInt(0x10000);
                        case 1 -> "\ud83d\udc36";
                        case 2 -> "=#/:+@ ".charAt(random.nextInt(7));
                        default -> (char) ('a' + random.nextInt(26));
                    });
        }
        return text.toString();
    }

    private static LocalDate date(Random random) {
        return LocalDate.ofEpochDay(random.nextInt(100_000));
    }

    private static LocalTime time(Random random) {
        return LocalTime.ofNanoOfDay(random.nextInt(80_000) * 1_000_000_001L);
    }

    private static ZoneOffset offset(Random random) {
        return ZoneOffset.ofTotalSeconds(random.nextInt(36_000));
    }
}
