// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import java.util.List;

/** The canonical forms of the types of {@code java.time}. */
final class Times {

    static final List<Scalar<?>> ALL = List.of(
            new Scalar<>(
                    'I',
                    Instant.class,
                    (Instant i, Output out) -> out.putLong(i.getEpochSecond()).putInt(i.getNano()),
                    in -> Instant.ofEpochSecond(in.nextLong(), in.nextInt())),
            new Scalar<>(
                    'D',
                    Duration.class,
                    (Duration d, Output out) -> out.putLong(d.getSeconds()).putInt(d.getNano()),
                    in -> Duration.ofSeconds(in.nextLong(), in.nextInt())),
            new Scalar<>(
                    'P',
                    Period.class,
                    (Period p, Output out) ->
                            out.putInt(p.getYears()).putInt(p.getMonths()).putInt(p.getDays()),
                    in -> Period.of(in.nextInt(), in.nextInt(), in.nextInt())),
            new Scalar<>('L', LocalDate.class, Times::write, Times::readDate),
            new Scalar<>('T', LocalTime.class, Times::write, Times::readTime),
            new Scalar<>('W', LocalDateTime.class, Times::write, Times::readDateTime),
            new Scalar<>(
                    'O',
                    OffsetDateTime.class,
                    (OffsetDateTime t, Output out) -> {
                        write(t.toLocalDateTime(), out);
                        write(t.getOffset(), out);
                    },
                    in -> OffsetDateTime.of(readDateTime(in), readOffset(in))),
            new Scalar<>(
                    'Q',
                    OffsetTime.class,
                    (OffsetTime t, Output out) -> {
                        write(t.toLocalTime(), out);
                        write(t.getOffset(), out);
                    },
                    in -> OffsetTime.of(readTime(in), readOffset(in))),
            new Scalar<>(
                    'Z',
                    ZonedDateTime.class,
                    (ZonedDateTime t, Output out) -> {
                        write(t.toLocalDateTime(), out);
                        write(t.getOffset(), out);
                        out.put(t.getZone().getId().getBytes(UTF_8));
                    },
                    in -> ZonedDateTime.ofInstant(readDateTime(in), readOffset(in), readZone(in))),
            new Scalar<>(
                    'Y', Year.class, (Year y, Output out) -> out.putInt(y.getValue()), in -> Year.of(in.nextInt())),
            new Scalar<>(
                    'M',
                    YearMonth.class,
                    (YearMonth m, Output out) -> out.putInt(m.getYear()).put(m.getMonthValue()),
                    in -> YearMonth.of(in.nextInt(), in.next())),
            new Scalar<>(
                    'X',
                    MonthDay.class,
                    (MonthDay d, Output out) -> out.put(d.getMonthValue()).put(d.getDayOfMonth()),
                    in -> MonthDay.of(in.next(), in.next())),
            new Scalar<>('G', ZoneOffset.class, Times::write, Times::readOffset),
            new Scalar<>(
                    'R',
                    ZoneId.of("Europe/Paris").getClass(),
                    (ZoneId zone, Output out) -> out.put(zone.getId().getBytes(UTF_8)),
                    Times::readZone));

    private Times() {}

    private static void write(LocalDate date, Output out) {
        out.putLong(date.toEpochDay());
    }

    private static void write(LocalTime time, Output out) {
        out.putLong(time.toNanoOfDay());
    }

    private static void write(LocalDateTime time, Output out) {
        write(time.toLocalDate(), out);
        write(time.toLocalTime(), out);
    }

    private static void write(ZoneOffset offset, Output out) {
        out.putInt(offset.getTotalSeconds());
    }

    private static LocalDate readDate(Input in) {
        return LocalDate.ofEpochDay(in.nextLong());
    }

    private static LocalTime readTime(Input in) {
        return LocalTime.ofNanoOfDay(in.nextLong());
    }

    private static LocalDateTime readDateTime(Input in) {
        return LocalDateTime.of(readDate(in), readTime(in));
    }

    private static ZoneOffset readOffset(Input in) {
        return ZoneOffset.ofTotalSeconds(in.nextInt());
    }

    private static ZoneId readZone(Input in) {
        return ZoneId.of(Scalar.text(in));
    }
}
