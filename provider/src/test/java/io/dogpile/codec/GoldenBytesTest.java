// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.codec;

import static io.dogpile.codec.Store.TERMS;
import static io.dogpile.codec.Store.stored;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dogpile.backend.Lease;
import io.dogpile.backend.Stored;
import io.dogpile.backend.Terms;
import io.dogpile.codec.Samples.Colour;
import io.dogpile.codec.Samples.Old;
import io.dogpile.codec.Samples.Pair;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
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
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Bytes that were written once and for all: what this release writes is the same, and it reads those. So the format cannot change
 * by a change of writer and reader together. A line of the file is never changed; a new form has a new line.
 */
class GoldenBytesTest {

    private static final Properties GOLDEN = golden();
    private static final LocalDate DATE = LocalDate.of(1969, 7, 20);
    private static final LocalTime TIME = LocalTime.of(20, 17, 40, 5);
    private static final ZoneOffset OFFSET = ZoneOffset.ofHours(-5);

    /** A key, or a stored value with the settings of its region, by the name of its line. */
    record Sample<T>(String name, T content, EncodingSettings settings, boolean deterministic) {

        static <T> Sample<T> of(String name, T content) {
            return new Sample<>(name, content, Store.settings(), true);
        }

        byte[] golden() {
            String line = GOLDEN.getProperty(name.replace(' ', '-'));
            assertThat(line).as("line %s", name).isNotNull();
            return HexFormat.of().parseHex(line.replace(" ", ""));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static Properties golden() {
        Properties lines = new Properties();
        try (InputStream in = GoldenBytesTest.class.getResourceAsStream("golden-bytes.properties")) {
            lines.load(in);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return lines;
    }

    static List<Sample<Object>> keys() {
        List<Object> keys = new ArrayList<>(Arrays.asList(
                "isbn:42 \u00e9\ud83d\udc36", "\ud83d", true, (byte) -2, (short) -300, 42, -5_000_000_000L, '\u20ac'));
        keys.addAll(List.of(1.5f, -0.0, BigInteger.valueOf(-129), new BigDecimal("12.50"), new UUID(1, -2)));
        keys.addAll(List.of(
                URI.create("HTTP://Example.com/a%2fb?c#d"), Locale.CANADA_FRENCH, new Locale("xx", "", "odd one")));
        keys.addAll(List.of(
                Currency.getInstance("EUR"), new Date(-1), Instant.ofEpochSecond(-1, 5), Duration.ofMillis(-1)));
        keys.addAll(List.of(DATE, TIME, LocalDateTime.of(DATE, TIME), OffsetDateTime.of(DATE, TIME, OFFSET)));
        keys.addAll(List.of(OffsetTime.of(TIME, OFFSET), ZonedDateTime.of(DATE, TIME, ZoneId.of("Europe/Paris"))));
        keys.addAll(List.of(Year.of(-44), YearMonth.of(2026, 1), MonthDay.of(2, 29), Period.of(1, -2, 3)));
        keys.addAll(List.of(OFFSET, ZoneId.of("Asia/Tokyo"), Colour.RED));
        keys.addAll(List.of(new Pair("left", null), List.of(1, "two", List.of()), new Old("a", "a", BigInteger.TEN)));
        List<Sample<Object>> samples = new ArrayList<>();
        for (Object key : keys) {
            samples.add(Sample.of("key " + samples.size() + " " + key.getClass().getSimpleName(), key));
        }
        return samples;
    }

    static List<Sample<Stored<Object>>> values() {
        Lease lease = new Lease(-2, 7, 3_000);
        EncodingSettings settings = Store.settings();
        Terms endless = new Terms(-1, Terms.FOREVER, 0, 5, 0, 0, null, null);
        Stored<Object> moby = stored("Moby-Dick");
        return List.of(
                Sample.of("value", moby),
                Sample.of("value eternal", new Stored<>("before 1970", endless, -1)),
                Sample.of("value bytes", stored(new byte[] {1, 2, 3})),
                Sample.of("value enum", stored(Colour.RED)),
                Sample.of("value serialized", stored(new ArrayList<>(List.of("one", 2)))),
                Sample.of("lease beside value", moby.with(TERMS.lease(lease))),
                Sample.of("lease", stored(null).with(TERMS.lease(lease))),
                Sample.of("absence", stored(null)),
                new Sample<>("signed", moby, settings.protection(Protection.sign(Store.keys(1))), true),
                // Nonces are random, and every implementation of Deflate has its own opinion.
                new Sample<>("encrypted", moby, settings.protection(Protection.encrypt(Store.keys(2))), false),
                new Sample<>("compressed", stored("abc ".repeat(50)), settings.limits(new Limits(1_000, 100)), false));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void a_key_has_these_bytes_and_is_read_from_them(Sample<Object> sample) {
        AllowList allowed = new AllowList("books", Samples.TYPES);
        CanonicalKeys<Object> keys = new CanonicalKeys<>(
                "books", Samples.TYPES.classLoader(), allowed, new SerialWriter("books", allowed, 10_000));

        assertThat(hex(keys.encode(sample.content()))).isEqualTo(hex(sample.golden()));
        assertThat(keys.decode(new Input(sample.golden()))).isEqualTo(sample.content());
    }

    @ParameterizedTest
    @MethodSource("values")
    void a_stored_value_has_these_bytes_and_is_read_from_them(Sample<Stored<Object>> sample) {
        ByteMap bytes = new ByteMap();
        EncodingBackend<Object, Object> backend = new EncodingBackend<>(
                bytes,
                sample.settings(),
                InstantSource.fixed(Instant.ofEpochMilli(Store.NOW)),
                () -> 0x0123456789abcdefL,
                new DecodeFailures());
        bytes.plant("s.isbn:42", sample.golden());

        Stored<Object> read = backend.get("isbn:42");

        assertThat(read.value()).isEqualTo(sample.content().value());
        assertThat(read.created()).isEqualTo(sample.content().created());
        assertThat(read.terms().token(null)).isEqualTo(sample.content().terms());
        if (sample.deterministic()) {
            backend.put("isbn:42", sample.content());
            assertThat(hex(bytes.bytes("s.isbn:42"))).isEqualTo(hex(sample.golden()));
        }
    }

    @Test
    void the_record_of_the_region_has_these_bytes_and_is_read_from_them() {
        ByteMap bytes = new ByteMap();
        byte[] content = "as the region writes it".getBytes(UTF_8);
        byte[] golden = Sample.of("record", content).golden();
        RegionRecord record = new RegionRecord(
                bytes,
                Store.settings(),
                InstantSource.fixed(Instant.ofEpochMilli(Store.NOW)),
                () -> 0x0123456789abcdefL,
                new DecodeFailures());

        assertThat(record.replace(null, content)).isTrue();
        assertThat(hex(bytes.bytes("@generations"))).isEqualTo(hex(golden));
        bytes.plant("@generations", golden);
        assertThat(record.read().content()).isEqualTo(content);
    }
}
