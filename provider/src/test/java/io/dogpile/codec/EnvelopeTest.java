// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.codec;

import static io.dogpile.codec.Store.stored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dogpile.backend.Lease;
import io.dogpile.backend.Stored;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EnvelopeTest {

    private static final String NAMESPACE = "dogpile:books";

    private final Store store = new Store();

    static List<Protection> protections() {
        return List.of(Protection.none(), Protection.sign(Store.keys(1)), Protection.encrypt(Store.keys(2)));
    }

    private EncodingBackend<Object, Object> open(Protection protection) {
        return store.open(settings -> settings.protection(protection));
    }

    private byte[] written(EncodingBackend<Object, Object> backend, String key, Stored<Object> stored) {
        backend.put(key, stored);
        return store.bytes.bytes("s." + key);
    }

    @ParameterizedTest
    @MethodSource("protections")
    void every_flipped_bit_is_found(Protection protection) {
        EncodingBackend<Object, Object> backend = open(protection);
        byte[] good = written(backend, "k", stored("a value of some length"));

        for (int bit = 0; bit < good.length * 8; bit++) {
            byte[] bad = good.clone();
            bad[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(store.read(backend, "k", bad)).as("bit %s", bit).isNull();
        }
        assertThat(store.failures.total()).isEqualTo(good.length * 8L);
        assertThat(store.failures.count(DecodeFailure.NEWER)).isZero();
        assertThat(store.read(backend, "k", good)).isEqualTo("a value of some length");
    }

    @ParameterizedTest
    @MethodSource("protections")
    void every_truncation_and_every_addition_is_found(Protection protection) {
        EncodingBackend<Object, Object> backend = open(protection);
        byte[] good = written(backend, "k", stored("a value of some length"));

        for (int length = 0; length < good.length; length++) {
            assertThat(store.read(backend, "k", Arrays.copyOf(good, length))).isNull();
            assertThat(store.read(backend, "k", Arrays.copyOfRange(good, length + 1, good.length)))
                    .isNull();
            assertThat(store.read(backend, "k", Arrays.copyOf(good, good.length + 1 + length)))
                    .isNull();
        }
    }

    @ParameterizedTest
    @MethodSource("protections")
    void every_flipped_bit_under_a_right_checksum_is_found_or_does_no_harm(Protection protection) {
        EncodingBackend<Object, Object> backend = open(protection);
        byte[] good = written(backend, "k", stored("a value of some length"));

        for (int bit = 0; bit < (good.length - 4) * 8; bit++) {
            byte[] bad = good.clone();
            bad[bit / 8] ^= (byte) (1 << bit % 8);
            Object read = store.read(backend, "k", Store.resealed(bad, NAMESPACE));
            if (protection != Protection.none()) {
                assertThat(read).as("bit %s", bit).isNull();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("protections")
    void a_value_of_another_key_or_region_is_none(Protection protection) {
        EncodingBackend<Object, Object> books = open(protection);
        byte[] other = written(books, "other", stored("of another key"));
        EncodingSettings elsewhere =
                EncodingSettings.of("films", "dogpile:films", Samples.TYPES).protection(protection);
        byte[] film = written(store.open(settings -> elsewhere), "k", stored("of another region"));

        assertThat(store.read(books, "k", other)).isNull();
        assertThat(store.failures.count(DecodeFailure.FOREIGN)).isEqualTo(1);
        assertThat(store.read(books, "k", film)).isNull();
        assertThat(store.failures.count(DecodeFailure.CORRUPT)).isEqualTo(1);
        assertThat(store.read(books, "k", Store.resealed(film, NAMESPACE)))
                .isEqualTo(protection == Protection.none() ? "of another region" : null);
    }

    @Test
    void the_header_can_grow() {
        EncodingBackend<Object, Object> backend = store.open();
        byte[] now = written(backend, "k", stored("value"));
        int header = now[3] * 4;
        byte[] later = new byte[now.length + 8];
        System.arraycopy(now, 0, later, 0, header);
        System.arraycopy(now, header, later, header + 8, now.length - header);
        later[2]++;
        later[3] += 2;
        later[4] = (byte) 0xff;
        Arrays.fill(later, header, header + 8, (byte) 7);

        assertThat(store.read(backend, "k", Store.resealed(later, NAMESPACE))).isEqualTo("value");
    }

    @Test
    void a_newer_format_is_absent_and_survives_a_regeneration_but_not_a_write() {
        EncodingBackend<Object, Object> backend = store.open();
        byte[] newer = written(backend, "k", stored("value"));
        newer[2] = 0x20;
        newer = Store.resealed(newer, NAMESPACE);
        store.bytes.plant("s.k", newer);
        Lease lease = new Lease(1, 2, 3_000);

        Stored<Object> read = backend.get("k");
        assertThat(read.value()).isNull();
        assertThat(store.failures.count(DecodeFailure.NEWER)).isEqualTo(1);
        Stored<Object> leased = stored(null).with(Store.TERMS.lease(lease));
        assertThat(backend.replace("k", read, leased)).isTrue();
        assertThat(backend.replace("k", leased, stored("regenerated"))).isFalse();
        assertThat(store.bytes.bytes("s.k")).isEqualTo(newer);
        assertThat(backend.entries().hasNext()).isFalse();

        assertThat(backend.replace("k", read, stored("written"))).isTrue();
        assertThat(backend.get("k").value()).isEqualTo("written");
        store.bytes.plant("s.k", newer);
        backend.put("k", stored("put"));
        assertThat(backend.get("k").value()).isEqualTo("put");
    }

    @Test
    void a_flag_that_must_be_understood_makes_a_newer_format() {
        EncodingBackend<Object, Object> backend = store.open();
        byte[] bytes = written(backend, "k", stored("value"));
        bytes[5] |= 0x40;

        assertThat(store.read(backend, "k", Store.resealed(bytes, NAMESPACE))).isNull();
        assertThat(store.failures.count(DecodeFailure.NEWER)).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("protections")
    void large_values_are_compressed_if_that_helps(Protection protection) {
        EncodingBackend<Object, Object> backend =
                store.open(settings -> settings.protection(protection).limits(new Limits(100_000, 1_000)));
        String text = "abc ".repeat(5_000);
        byte[] noise = new byte[2_000];
        new java.util.Random(1).nextBytes(noise);

        assertThat(written(backend, "text", stored(text))).hasSizeLessThan(1_000);
        assertThat(backend.get("text").value()).isEqualTo(text);
        assertThat(written(backend, "noise", stored(noise))).hasSizeGreaterThan(2_000);
        assertThat(backend.get("noise").value()).isEqualTo(noise);
        assertThat(written(backend, "short", stored("abc ".repeat(200)))).hasSizeGreaterThan(800);
        assertThat(store.failures.total()).isZero();
    }

    @Test
    void what_is_announced_bounds_what_is_decompressed() {
        EncodingBackend<Object, Object> large = store.open(settings -> settings.limits(new Limits(64 << 20, 1_000)));
        EncodingBackend<Object, Object> small = store.open(settings -> settings.limits(new Limits(10_000, 1_000)));
        byte[] bomb = written(large, "k", stored(new byte[50_000_000]));
        assertThat(bomb).hasSizeLessThan(300_000);

        assertThat(store.read(small, "k", bomb)).isNull();
        assertThat(store.failures.count(DecodeFailure.TOO_LARGE)).isEqualTo(1);

        byte[] liar = written(large, "k", stored("x".repeat(20_000)));
        int length = indexOf(liar, new byte[] {(byte) 0xa1, (byte) 0x9c, 0x01});
        liar[length + 1] = (byte) 0x4d;
        liar[length + 2] = 0;
        liar = Store.resealed(liar, NAMESPACE);
        assertThat(store.read(small, "k", liar)).isNull();
        assertThat(store.failures.count(DecodeFailure.CORRUPT)).isEqualTo(1);
    }

    private static int indexOf(byte[] bytes, byte[] part) {
        for (int i = 0; i <= bytes.length - part.length; i++) {
            if (Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) {
                return i;
            }
        }
        throw new AssertionError("not found");
    }

    @Test
    void a_value_that_is_too_large_is_refused_before_it_is_sent() {
        EncodingBackend<Object, Object> backend = store.open(settings -> settings.limits(new Limits(100, 0)));

        for (Object value :
                List.of(new byte[100], "x".repeat(100), new java.util.ArrayList<>(List.of("x".repeat(90))))) {
            assertThatExceptionOfType(CodecException.class)
                    .isThrownBy(() -> backend.put("k", stored(value)))
                    .withMessageContaining(
                            "a value of " + value.getClass().getTypeName().replace("byte[]", "[B")
                                    + " for region 'books' takes more than 100 bytes")
                    .withMessageContaining("maximum-value-size");
        }
        assertThat(store.bytes.get("s.k")).isNull();
        backend.put("k", stored("x".repeat(99)));
        assertThat(backend.get("k").value()).isEqualTo("x".repeat(99));
    }

    @Test
    void two_writings_of_the_same_value_differ_in_their_stamps_only() {
        EncodingBackend<Object, Object> backend = store.open();
        byte[] one = written(backend, "k", stored("value"));
        byte[] other = written(backend, "k", stored("value"));

        assertThat(Arrays.copyOfRange(one, 8, 16)).isNotEqualTo(Arrays.copyOfRange(other, 8, 16));
        assertThat(Arrays.copyOf(one, 8)).isEqualTo(Arrays.copyOf(other, 8));
        assertThat(Arrays.copyOfRange(one, 16, one.length - 4))
                .isEqualTo(Arrays.copyOfRange(other, 16, other.length - 4));
    }

    @Test
    void the_page_on_the_format_shows_what_is_written() throws IOException {
        Envelopes envelopes = new Envelopes(Store.settings(), CanonicalKeys.ID, () -> 0x0123456789abcdefL);
        byte[] bytes = envelopes.write(
                Scalars.bytes("isbn:42"), stored("Moby-Dick"), Values.CANONICAL, Scalars.bytes("Moby-Dick"));

        assertThat(documented()).isEqualTo(HexFormat.of().formatHex(bytes));
    }

    /** The hexadecimal digits of the example, which the page breaks into lines with comments. */
    private static String documented() throws IOException {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.exists(directory.resolve("mvnw"))) {
            directory = directory.getParent();
        }
        String page = Files.readString(directory.resolve("docs").resolve("format.md"), StandardCharsets.UTF_8);
        Matcher example = Pattern.compile("```hex\n(.*?)```", Pattern.DOTALL).matcher(page);
        assertThat(example.find()).isTrue();
        return example.group(1)
                .lines()
                .map(line -> line.replaceFirst("#.*", "").replace(" ", ""))
                .collect(Collectors.joining());
    }
}
