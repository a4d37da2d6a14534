// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.codec;

import static io.dogpile.codec.Store.stored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.dogpile.codec.Samples.Colour;
import io.dogpile.codec.Samples.Pair;
import java.io.NotSerializableException;
import java.io.Serializable;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ValuesTest {

    private static final ClassLoader LOADER = ValuesTest.class.getClassLoader();

    private final Store store = new Store();

    private EncodingBackend<Object, Object> open(Types types) {
        return store.open(settings -> EncodingSettings.of("books", "dogpile:books", types));
    }

    private static Types declared(Class<?> value, String... allow) {
        return new Types(Object.class, value, LOADER, List.of(allow));
    }

    private Object there_and_back(Types types, Object value) {
        EncodingBackend<Object, Object> backend = open(types);
        backend.put("k", stored(value));
        Object read = backend.get("k").value();
        assertThat(store.failures.total()).as("%s", store.details).isZero();
        return read;
    }

    @Test
    void every_value_of_the_jdk_comes_back_without_permission() {
        for (long seed = 0; seed < 5_000; seed++) {
            Object value = Samples.scalar(seed);
            if (!(value instanceof Enum<?> constant && constant instanceof Colour)) {
                assertThat(there_and_back(Types.undeclared(LOADER), value))
                        .isEqualTo(value)
                        .hasSameClassAs(value);
            }
        }
        byte[] bytes = {1, 2, 3};
        assertThat(there_and_back(Types.undeclared(LOADER), bytes)).isEqualTo(bytes);
        assertThat(there_and_back(Types.undeclared(LOADER), new int[] {1, 2})).isEqualTo(new int[] {1, 2});
        assertThat(there_and_back(Types.undeclared(LOADER), new String[][] {{"a"}, null}))
                .isEqualTo(new String[][] {{"a"}, null});
    }

    static List<Object> collections() {
        return List.of(
                new ArrayList<>(List.of(1, "two", 3.0)),
                List.of(),
                List.of(1),
                List.of(1, 2, 3),
                Set.of(1, 2, 3),
                Map.of("a", 1, "b", List.of(2)),
                Arrays.asList(1, 2),
                Collections.emptyList(),
                Collections.singletonMap("a", "b"),
                Collections.unmodifiableList(new ArrayList<>(List.of(1))),
                Collections.unmodifiableMap(new TreeMap<>(Map.of("a", "b"))),
                Collections.unmodifiableSortedSet(new TreeSet<>(Set.of(1))),
                Collections.synchronizedMap(new HashMap<>(Map.of("a", "b"))),
                Collections.nCopies(3, "x"),
                Collections.newSetFromMap(new HashMap<>()),
                new HashMap<>(Map.of("a", 1)),
                new LinkedHashMap<>(Map.of("a", 1)),
                new TreeMap<>(Map.of("a", 1)),
                reversed(),
                new ConcurrentHashMap<>(Map.of("a", 1)),
                new ConcurrentSkipListMap<>(Map.of("a", 1)),
                new HashSet<>(Set.of(1, 2)),
                new TreeSet<>(Set.of(1, 2)),
                new LinkedList<>(List.of(1)),
                new CopyOnWriteArrayList<>(List.of(1)),
                EnumSet.of(java.time.DayOfWeek.MONDAY),
                new EnumMap<>(Map.of(java.time.DayOfWeek.MONDAY, 1)),
                new BitSet(9),
                Map.entry("a", 1).getValue(),
                new java.util.AbstractMap.SimpleEntry<>("a", 1),
                new java.sql.Timestamp(1));
    }

    private static Map<String, Integer> reversed() {
        Map<String, Integer> map = new TreeMap<>(Collections.reverseOrder());
        map.put("a", 1);
        return map;
    }

    @ParameterizedTest
    @MethodSource("collections")
    void the_usual_collections_come_back_without_permission(Object value) {
        assertThat(there_and_back(Types.undeclared(LOADER), value)).isEqualTo(value);
    }

    @Test
    void collections_without_equality_come_back_too() {
        assertThat(there_and_back(Types.undeclared(LOADER), new ArrayDeque<>(List.of(1, 2))))
                .hasToString("[1, 2]");
        assertThat(there_and_back(Types.undeclared(LOADER), new PriorityQueue<>(List.of(2, 1))))
                .hasToString("[1, 2]");
        assertThat(there_and_back(Types.undeclared(LOADER), new java.util.concurrent.atomic.AtomicLong(4)))
                .hasToString("4");
    }

    @Test
    void large_collections_are_within_what_their_bytes_may_ask_for() {
        Map<Integer, String> map = new HashMap<>();
        Set<String> set = new HashSet<>();
        List<Integer> list = new ArrayList<>();
        for (int i = 0; i < 30_000; i++) {
            map.put(i, Integer.toString(i));
            set.add(Integer.toString(i, 36));
            list.add(i);
        }
        List<Object> sparse = new ArrayList<>(Collections.nCopies(100_000, null));

        for (Object value : List.of(map, set, list, sparse, new long[20_000], new ConcurrentHashMap<>(map))) {
            assertThat(there_and_back(Types.undeclared(LOADER), value)).isEqualTo(value);
        }
    }

    record Chapter(String title, Colour colour) implements Serializable {}

    record Book(String title, List<Chapter> chapters, Map<String, Author[]> authors, Shape shape)
            implements Serializable {}

    static class Person implements Serializable {
        private static final long serialVersionUID = 1L;
        String name = "";
    }

    static final class Author extends Person {
        private static final long serialVersionUID = 1L;
    }

    sealed interface Shape extends Serializable permits Square, Round {}

    record Square(int side) implements Shape {}

    record Round(int radius) implements Shape {}

    @Test
    void what_a_declared_type_is_made_of_needs_no_permission() {
        Book book = new Book(
                "t", List.of(new Chapter("c", Colour.GREEN)), Map.of("a", new Author[] {new Author()}), new Round(3));

        Object read = there_and_back(declared(Book.class), book);

        assertThat(read).usingRecursiveComparison().isEqualTo(book);
    }

    @Test
    void what_no_declaration_names_needs_permission() {
        EncodingBackend<Object, Object> strict = open(declared(Pair.class));
        Pair value = new Pair(1, new Chapter("c", Colour.RED));

        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> strict.put("k", stored(value)))
                .withMessageContaining("class io.dogpile.codec.ValuesTest$Chapter is not allowed in region 'books'");
        assertThat(store.bytes.get("s.k")).isNull();

        String name = Chapter.class.getName();
        for (String allow : new String[] {name, "io.dogpile.codec.*", "io.dogpile.**", "io.dogpile.codec.**"}) {
            assertThat(there_and_back(declared(Pair.class, allow, Colour.class.getName()), value))
                    .isEqualTo(value);
        }
        for (String allow :
                new String[] {"io.dogpile.*", "io.dogpile.code.**", "io.dogpile.codec.ValuesTest", "java.**"}) {
            assertThatExceptionOfType(CodecException.class)
                    .as(allow)
                    .isThrownBy(() -> open(declared(Pair.class, allow, Colour.class.getName()))
                            .put("k", stored(value)));
        }
    }

    @Test
    void a_value_of_another_type_than_the_declared_one_is_none() {
        open(Types.undeclared(LOADER)).put("k", stored(1L));

        assertThat(open(declared(Integer.class)).get("k").value()).isNull();
        assertThat(open(declared(Number.class)).get("k").value()).isEqualTo(1L);
        assertThat(open(declared(long.class)).get("k").value()).isEqualTo(1L);
        assertThat(store.failures.count(DecodeFailure.INCOMPATIBLE)).isEqualTo(1);
    }

    /** Serialisable by name only. */
    @SuppressWarnings("serial") // That is the point.
    static final class Broken implements Serializable {
        private static final long serialVersionUID = 1L;
        private final Object inside = new Object();
    }

    @Test
    void a_value_that_cannot_be_serialised_is_refused_and_changes_nothing() {
        EncodingBackend<Object, Object> backend = open(Samples.TYPES);
        backend.put("k", stored("before"));

        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> backend.put("k", stored(new Broken())))
                .withMessageStartingWith(
                        "cannot serialise a value of io.dogpile.codec.ValuesTest$Broken for region 'books'")
                .withCauseInstanceOf(NotSerializableException.class);
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> backend.putAll(Map.of("k", stored(1), "l", stored(new Broken()))));
        assertThat(backend.get("k").value()).isEqualTo("before");
        assertThat(backend.get("l")).isNull();
    }

    @Test
    void a_codec_of_the_class_path_is_chosen_by_its_name() {
        EncodingBackend<Object, Object> backend = store.open(settings -> settings.valueCodec("upside-down"));
        backend.put("k", stored(new Pair("a", 1)));

        assertThat(backend.get("k").value()).isEqualTo("Pair[left=a, right=1]");
        assertThat(new String(store.bytes.bytes("s.k"), java.nio.charset.StandardCharsets.ISO_8859_1))
                .contains("]1=thgir ,a=tfel[riaP");
        assertThat(store.open().get("k").value()).isNull();
        assertThat(store.failures.count(DecodeFailure.UNKNOWN_CODEC)).isEqualTo(1);

        store.open().put("k", stored(new Pair("a", 1)));
        assertThat(backend.get("k").value()).isNull();
        assertThat(store.failures.count(DecodeFailure.UNKNOWN_CODEC)).isEqualTo(2);

        backend.put("k", stored(BigInteger.TEN));
        assertThat(store.open().get("k").value()).isEqualTo(BigInteger.TEN);
    }

    @Test
    void a_codec_that_refuses_is_a_refusal_or_a_miss() {
        EncodingBackend<Object, Object> backend = store.open(settings -> settings.valueCodec("upside-down"));

        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> backend.put("k", stored(new ArrayList<>())))
                .withMessage("codec 'upside-down' of region 'books' cannot encode a value of java.util.ArrayList:"
                        + " java.lang.IllegalArgumentException: no lists");
        backend.put("k", stored(new Pair("unreadable", 1)));
        assertThat(backend.get("k").value()).isNull();
        assertThat(store.failures.count(DecodeFailure.INCOMPATIBLE)).isEqualTo(1);
    }

    @Test
    void an_unknown_codec_is_refused_with_those_that_there_are() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.open(settings -> settings.valueCodec("jsno")))
                .withMessage("region 'books': there is no codec of values 'jsno' on the class path;"
                        + " there are [java, upside-down]");
    }

    /** Turns texts round. */
    public static final class UpsideDown implements ValueCodec {

        @Override
        public String name() {
            return "upside-down";
        }

        @Override
        public int id() {
            return 200;
        }

        @Override
        public byte[] encode(Object value, Class<?> type) {
            if (value instanceof List) {
                throw new IllegalArgumentException("no lists");
            }
            return new StringBuilder(value.toString()).reverse().toString().getBytes();
        }

        @Override
        public Object decode(byte[] bytes, Class<?> type) {
            String text = new StringBuilder(new String(bytes)).reverse().toString();
            if (text.contains("unreadable")) {
                throw new IllegalStateException("unreadable");
            }
            return text;
        }
    }
}
