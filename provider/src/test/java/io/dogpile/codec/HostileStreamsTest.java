// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectInputStream;
import java.io.ObjectOutput;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Bytes in the store that somebody made to have code run here, or memory filled. */
class HostileStreamsTest {

    /** How often any code of a canary has run. */
    static final AtomicInteger SUNG = new AtomicInteger();

    private final Store store = new Store();
    private final EncodingBackend<Object, Object> backend = store.open(settings -> EncodingSettings.of(
            "books", "dogpile:books", Types.undeclared(getClass().getClassLoader())));

    static final class InitialisedCanary {
        static {
            SUNG.incrementAndGet();
        }

        private InitialisedCanary() {}
    }

    enum EnumCanary {
        ONE;

        static {
            SUNG.incrementAndGet();
        }
    }

    record RecordCanary(int one) {
        RecordCanary {
            SUNG.incrementAndGet();
        }
    }

    static final class ReadingCanary implements Serializable {
        private static final long serialVersionUID = 1L;

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            SUNG.incrementAndGet();
        }

        private Object readResolve() {
            SUNG.incrementAndGet();
            return this;
        }

        @Override
        public int hashCode() {
            return SUNG.incrementAndGet();
        }

        @Override
        public boolean equals(Object other) {
            return SUNG.incrementAndGet() > 0;
        }
    }

    public static final class ExternalCanary implements Externalizable {
        private static final long serialVersionUID = 1L;

        /** For the stream. */
        public ExternalCanary() {
            SUNG.incrementAndGet();
        }

        @Override
        public void writeExternal(ObjectOutput out) {}

        @Override
        public void readExternal(ObjectInput in) {
            SUNG.incrementAndGet();
        }
    }

    record Handler() implements InvocationHandler, Serializable {
        @Override
        public Object invoke(Object proxy, java.lang.reflect.Method method, Object[] arguments) {
            return method.getReturnType() == int.class ? SUNG.incrementAndGet() : (Object) true;
        }
    }

    private static byte[] serialized(Object object) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        return bytes.toByteArray();
    }

    /** An envelope that anybody could make who can write to the store. */
    private static byte[] forged(int codec, byte[] value) {
        return new Envelopes(Store.settings(), CanonicalKeys.ID, () -> 1)
                .write(Scalars.bytes("k"), Store.stored("any"), codec, value);
    }

    private Object read(int codec, byte[] value) {
        return store.read(backend, "k", forged(codec, value));
    }

    private void assertRefused(Object object, DecodeFailure reason) throws IOException {
        byte[] stream = serialized(object);
        SUNG.set(0);
        long before = store.failures.count(reason);
        assertThat(read(Values.SERIALIZED, stream)).isNull();
        assertThat(SUNG).hasValue(0);
        assertThat(store.failures.count(reason)).as("%s", store.details).isEqualTo(before + 1);
    }

    @Test
    void no_code_of_a_class_that_is_not_allowed_is_run() throws Exception {
        Object proxy =
                Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Comparable.class}, new Handler());
        List<Object> hostile = List.of(
                new ReadingCanary(),
                new ExternalCanary(),
                proxy,
                new Handler(),
                (Runnable & Serializable) SUNG::incrementAndGet,
                new URL("http://localhost/"),
                new Throwable("heavy"),
                new ReadingCanary[] {new ReadingCanary()},
                new ReadingCanary[0][0],
                ReadingCanary.class);
        for (Object canary : hostile) {
            assertRefused(canary, DecodeFailure.FORBIDDEN_CLASS);
            assertRefused(new ArrayList<>(List.of(canary)), DecodeFailure.FORBIDDEN_CLASS);
            assertRefused(new TreeMap<>(Map.of("k", canary)), DecodeFailure.FORBIDDEN_CLASS);
        }
        assertRefused(new HashMap<>(Map.of(new ReadingCanary(), 1)), DecodeFailure.FORBIDDEN_CLASS);
        assertThat(store.details).allMatch(detail -> detail.contains("is not allowed in region 'books'"));
    }

    @Test
    void a_name_in_a_canonical_form_does_not_initialise_its_class() {
        String prefix = HostileStreamsTest.class.getName();
        SUNG.set(0);

        for (String name : List.of("EnumCanary", "RecordCanary", "InitialisedCanary")) {
            byte[] type = (prefix + "$" + name).getBytes(StandardCharsets.UTF_8);
            byte[] constant = new Output(99)
                    .put('e')
                    .putCounted(type)
                    .put("ONE".getBytes())
                    .toBytes();
            assertThat(read(Values.CANONICAL, constant)).isNull();

            byte[] composite = new Output(99)
                    .put('r')
                    .putCounted(type)
                    .putVarint(1)
                    .putCounted(Scalars.bytes(1))
                    .toBytes();
            byte[] envelope = new Envelopes(Store.settings(), CanonicalKeys.ID, () -> 1)
                    .write(composite, Store.stored("any"), Values.CANONICAL, Scalars.bytes("value"));
            store.bytes.clear();
            store.bytes.plant(DriverKey.ofCanonical(composite), envelope);
            assertThat(backend.entries().hasNext()).isFalse();
        }
        assertThat(SUNG).hasValue(0);
        assertThat(store.failures.count(DecodeFailure.FORBIDDEN_CLASS)).isGreaterThanOrEqualTo(6);
    }

    @Test
    void allowed_names_of_other_kinds_of_classes_are_no_constants() {
        EncodingBackend<Object, Object> open = store.open();
        byte[] type = InitialisedCanary.class.getName().getBytes(StandardCharsets.UTF_8);
        SUNG.set(0);

        byte[] constant =
                new Output(99).put('e').putCounted(type).put("ONE".getBytes()).toBytes();
        assertThat(store.read(open, "k", forged(Values.CANONICAL, constant))).isNull();
        byte[] missing = new Output(99)
                .put('e')
                .putCounted("io.dogpile.codec.No".getBytes())
                .toBytes();
        assertThat(store.read(open, "k", forged(Values.CANONICAL, missing))).isNull();
        byte[] lost = new Output(99)
                .put('e')
                .putCounted(Samples.Colour.class.getName().getBytes())
                .put("BLUE".getBytes())
                .toBytes();
        assertThat(store.read(open, "k", forged(Values.CANONICAL, lost))).isNull();

        assertThat(SUNG).hasValue(0);
        assertThat(store.failures.count(DecodeFailure.INCOMPATIBLE)).isEqualTo(2);
        assertThat(store.failures.count(DecodeFailure.MISSING_CLASS)).isEqualTo(1);
    }

    @Test
    void bytes_do_not_choose_another_codec() throws IOException {
        EncodingBackend<Object, Object> other = store.open(settings -> settings.valueCodec("upside-down"));

        assertThat(store.read(other, "k", forged(Values.SERIALIZED, serialized(new ArrayList<>()))))
                .isNull();
        assertThat(store.failures.count(DecodeFailure.UNKNOWN_CODEC)).isEqualTo(1);
    }

    @Test
    @Timeout(20)
    void sets_within_sets_do_not_cost_more_than_they_are_worth() throws IOException {
        Set<Object> root = new HashSet<>();
        Set<Object> one = root;
        Set<Object> other = new HashSet<>();
        for (int i = 0; i < 40; i++) {
            Set<Object> left = new HashSet<>();
            Set<Object> right = new HashSet<>();
            left.add("foo");
            one.add(left);
            one.add(right);
            other.add(left);
            other.add(right);
            one = left;
            other = right;
        }
        // Hashing the whole takes for ever, so nothing here may do so.
        byte[] stream = serialized(root);
        assertThat(read(Values.SERIALIZED, stream)).isNull();
        assertThat(store.failures.count(DecodeFailure.TOO_LARGE)).isEqualTo(1);
    }

    @Test
    void an_array_that_announces_more_than_there_is_is_not_made() throws IOException {
        for (Object array : List.of(new long[3], new Object[3], new byte[3])) {
            byte[] stream = serialized(array);
            int at = stream.length - contentOf(array) - 4;
            stream[at] = 0x7f;
            assertThat(read(Values.SERIALIZED, stream)).isNull();
        }
        byte[] list = serialized(new ArrayList<>(List.of(1)));
        int size = indexOf(list, new byte[] {0, 0, 0, 1, 'w', 4, 0, 0, 0, 1});
        list[size] = 0x7f;
        list[size + 6] = 0x7f;
        assertThat(read(Values.SERIALIZED, list)).isNull();
        assertThat(store.failures.count(DecodeFailure.TOO_LARGE))
                .as("%s", store.details)
                .isEqualTo(4);
    }

    @Test
    void contents_that_cannot_be_are_no_error() throws IOException {
        byte[] stream = serialized(List.of(1));
        int tag = indexOf(stream, new byte[] {0, 0, 0, 1, 'w', 4, 0, 0, 0, 1});
        stream[tag + 3] = 3; // A map of one object.

        assertThat(read(Values.SERIALIZED, stream)).isNull();
        assertThat(store.failures.count(DecodeFailure.INCOMPATIBLE)).isEqualTo(1);
        assertThat(store.details).containsExactly("INCOMPATIBLE: cannot be read: java.lang.InternalError");
    }

    private static int contentOf(Object array) {
        Object first = Array.get(array, 0);
        return first == null ? 3 : Array.getLength(array) * (first instanceof Long ? 8 : 1);
    }

    private static int indexOf(byte[] bytes, byte[] part) {
        for (int i = 0; i <= bytes.length - part.length; i++) {
            if (java.util.Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) {
                return i;
            }
        }
        throw new AssertionError("not found");
    }
}
