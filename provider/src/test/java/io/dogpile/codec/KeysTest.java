// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dogpile.codec.Samples.Colour;
import io.dogpile.codec.Samples.Old;
import io.dogpile.codec.Samples.Pair;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest {

    private final CanonicalKeys<Object> keys = keys(Samples.TYPES);

    private static CanonicalKeys<Object> keys(Types types) {
        AllowList allowed = new AllowList("books", types);
        return new CanonicalKeys<>("books", types.classLoader(), allowed, new SerialWriter("books", allowed, 100_000));
    }

    private Object there_and_back(Object key) {
        return keys.decode(new Input(keys.encode(key)));
    }

    private String text(Object key) {
        return DriverKey.ofCanonical(keys.encode(key));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void equal_keys_have_equal_bytes_and_come_back(long seed) {
        for (long i = seed * 100_000; i < seed * 100_000 + 5_000; i++) {
            Object one = Samples.key(i, 0);
            Object same = Samples.key(i, 1);

            assertThat(one).isEqualTo(same);
            assertThat(keys.encode(one)).as("seed %s, %s", i, one).isEqualTo(keys.encode(same));
            assertThat(there_and_back(one)).as("seed %s", i).isEqualTo(one);
        }
    }

    @Test
    void unequal_keys_have_unequal_texts_of_few_safe_characters() {
        Map<String, Object> byText = new HashMap<>();
        for (long i = 0; i < 20_000; i++) {
            Object key = Samples.key(i, 0);
            String text = text(key);
            assertThat(text).matches("[A-Za-z0-9._:=#@+/-]{1,200}");
            Object other = byText.putIfAbsent(text, key);
            assertThat(other == null || other.equals(key))
                    .as("%s and %s", key, other)
                    .isTrue();
        }
    }

    @Test
    void numbers_of_different_types_or_scales_are_different_keys() {
        List<Object> ones = List.of(
                1,
                1L,
                (short) 1,
                (byte) 1,
                '\u0001',
                1f,
                1d,
                "1",
                BigInteger.ONE,
                BigDecimal.ONE,
                new BigDecimal("1.0"),
                true,
                List.of(1),
                List.of(1L),
                new Pair(1, null),
                new Pair(null, 1),
                List.of(),
                List.of(List.of()));

        Set<String> texts = new HashSet<>();
        ones.forEach(one -> texts.add(text(one)));
        assertThat(texts).hasSize(ones.size());
    }

    @Test
    void equal_uris_are_one_key_whatever_their_case() {
        assertThat(text(URI.create("HTTP://user@Example.COM:80/a%2fb?c=%aa#d")))
                .isEqualTo(text(URI.create("http://user@example.com:80/a%2Fb?c=%AA#d")))
                .isNotEqualTo(text(URI.create("http://user@example.com:80/A%2Fb?c=%AA#d")));
        for (String text : new String[] {
            "mailto:a@b.c", "urn:isbn:123", "a/b", "//reg_name/x", "file:///etc", "http://h", "?q", "", "http://[::1]/"
        }) {
            assertThat(there_and_back(URI.create(text))).isEqualTo(URI.create(text));
        }
        assertThat(URI.create("http://h:/")).isEqualTo(URI.create("http://h/"));
        assertThat(text(URI.create("http://h:/"))).isEqualTo(text(URI.create("http://h/")));
    }

    @Test
    void plain_keys_are_readable_in_the_store() {
        assertThat(text("100%")).startsWith("=");
        assertThat(text("book:42/a_b-c")).isEqualTo("s.book:42/a_b-c");
        assertThat(text("")).isEqualTo("s.");
        assertThat(text(42)).isEqualTo("i.42");
        assertThat(text(-42L)).isEqualTo("l.-42");
        assertThat(text((short) -2)).isEqualTo("h.-2");
        assertThat(text((byte) 7)).isEqualTo("b.7");
        assertThat(text(new BigInteger("12345678901234567890"))).isEqualTo("n.12345678901234567890");
        assertThat(text(new java.util.UUID(1, 2))).isEqualTo("u.00000000-0000-0001-0000-000000000002");
        assertThat(text("a b")).isEqualTo("=c2EgYg");
        assertThat(text("x".repeat(198))).isEqualTo("s." + "x".repeat(198));
        assertThat(text("x".repeat(199))).hasSize(44).startsWith("#");
        assertThat(text(" ".repeat(148))).hasSize(200).startsWith("=");
        assertThat(text(" ".repeat(149))).hasSize(44).startsWith("#");
    }

    @Test
    void a_readable_text_tells_its_key_and_no_other_does() {
        for (long i = 0; i < 5_000; i++) {
            byte[] bytes = keys.encode(Samples.key(i, 0));
            String text = DriverKey.ofCanonical(bytes);
            if (text.startsWith("#")) {
                assertThat(DriverKey.bytes(text)).isNull();
            } else {
                assertThat(DriverKey.bytes(text)).isEqualTo(bytes);
            }
        }
        for (String text : new String[] {"", "s", "i.x", "u.1", "q.1", "=*", "#", "."}) {
            assertThat(text.isEmpty() ? null : DriverKey.bytes(text)).as(text).isNull();
        }
    }

    @Test
    void halves_of_surrogate_pairs_are_kept_apart() {
        assertThat(text("\ud83d")).isNotEqualTo(text("\ud83e")).isNotEqualTo(text("?"));
        assertThat(there_and_back("a\ud83d")).isEqualTo("a\ud83d");
        assertThat(there_and_back("\udc36\ud83d")).isEqualTo("\udc36\ud83d");
        assertThat(there_and_back("\ud83d\udc36")).isEqualTo("\ud83d\udc36");
    }

    @Test
    void a_key_is_made_again_of_the_very_type_that_it_had() {
        assertThat(there_and_back(Colour.GREEN)).isSameAs(Colour.GREEN);
        assertThat(there_and_back(new Pair("a", List.of(1)))).isInstanceOf(Pair.class);
        assertThat(there_and_back(new ArrayList<>(List.of(1, 2)))).isEqualTo(List.of(1, 2));
        assertThat(there_and_back(new TreeSet<>(Set.of("b", "a")))).isEqualTo(Set.of("a", "b"));
    }

    private static List<Object> refused() {
        return List.of(
                new byte[] {1},
                new String[] {"a"},
                new HashSet<>(Set.of(1)),
                Set.of(1, 2),
                new HashMap<>(Map.of(1, 2)),
                new Pair("nested", new HashSet<>(Set.of(1))),
                List.of(Map.of(1, 2)),
                new Holder(new HashSet<>(Set.of(1, 2))),
                new Holder(Map.of(1, 2)),
                new Object(),
                new Plain());
    }

    /** Not serialisable, and no record. */
    static final class Plain {}

    /** A class that is not a record, with something inside. */
    @SuppressWarnings("serial") // What it holds is.
    static final class Holder implements Serializable {
        private static final long serialVersionUID = 1L;
        private final Object object;

        Holder(Object object) {
            this.object = object;
        }
    }

    @Test
    void a_key_of_which_equal_ones_could_differ_is_refused_with_a_hint() {
        for (Object key : refused()) {
            assertThatExceptionOfType(CodecException.class)
                    .as(key.getClass().getName())
                    .isThrownBy(() -> keys.encode(key))
                    .withMessageContaining("give the region a KeyCodec by its option 'key-codec'");
        }
    }

    @Test
    void a_key_of_a_class_that_could_not_be_read_back_is_refused_with_the_line_that_is_missing() {
        CanonicalKeys<Object> strict = keys(Types.undeclared(getClass().getClassLoader()));

        for (Object key : List.of(new Pair(1, 2), Colour.RED, new Old("a", "b", BigInteger.ONE), List.of(Colour.RED))) {
            assertThatExceptionOfType(CodecException.class)
                    .isThrownBy(() -> strict.encode(key))
                    .withMessageMatching(
                            "class (io\\.dogpile\\.codec\\.Samples\\$\\w+) is not allowed in region 'books';"
                                    + " if it shall be, set the region's option 'allow' to \\1 .*");
        }
    }

    @Test
    void a_declared_type_needs_no_permission() {
        CanonicalKeys<Object> declared =
                keys(new Types(Samples.Mixed.class, Object.class, getClass().getClassLoader(), List.of()));
        Samples.Mixed key = new Samples.Mixed(1, 2, "three", Colour.GREEN, List.of(4L));

        assertThat(declared.decode(new Input(declared.encode(key)))).isEqualTo(key);
    }

    @Test
    void a_key_that_is_nested_endlessly_is_refused() {
        List<Object> endless = new ArrayList<>();
        endless.add(endless);

        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> keys.encode(endless))
                .withMessageContaining("nested deeper than 24");
    }
}
