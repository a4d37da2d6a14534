// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dogpile.backend.Backend;
import io.dogpile.backend.ForwardingBackend;
import io.dogpile.backend.Lease;
import io.dogpile.backend.Stored;
import io.dogpile.backend.Terms;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class EncodingBackendTest {

    private static final long NOW = 1_750_000_000_000L;
    private static final Terms TERMS = new Terms(NOW, 60_000, 5_000, 1_000, 7, 12, null, null);

    private final ByteMap store = new ByteMap();
    private final DecodeFailures failures = new DecodeFailures();
    private final EncodingBackend<Object, Object> backend = open("dogpile:books");

    private EncodingBackend<Object, Object> open(String namespace) {
        return open(settings(namespace));
    }

    private EncodingSettings settings(String namespace) {
        return EncodingSettings.of(
                "books", namespace, Types.undeclared(getClass().getClassLoader()));
    }

    private EncodingBackend<Object, Object> open(EncodingSettings settings) {
        return open(store, settings);
    }

    private EncodingBackend<Object, Object> open(Backend<String, byte[]> driver, EncodingSettings settings) {
        return new EncodingBackend<>(
                driver, settings, InstantSource.fixed(Instant.ofEpochMilli(NOW)), new Random(1), failures);
    }

    private static Stored<Object> stored(Object value) {
        return new Stored<>(value, TERMS, NOW);
    }

    private static final Lease LEASE = new Lease(0x1234_5678_9abc_def0L, 42, 3_000);

    @Test
    void what_is_put_is_read_with_its_metadata() {
        backend.put("k", stored("value"));

        Stored<Object> read = backend.get("k");

        assertThat(read.value()).isEqualTo("value");
        assertThat(read.created()).isEqualTo(NOW);
        assertThat(read.freshUntil()).isEqualTo(NOW + 60_000);
        assertThat(read.expiresAt()).isEqualTo(NOW + 65_000);
        assertThat(read.keptUntil()).isEqualTo(NOW + 66_000);
        assertThat(read.generation()).isEqualTo(7);
        assertThat(read.terms().loadMillis()).isEqualTo(12);
        assertThat(read.lease()).isNull();
        assertThat(store.keptUntil("s.k")).isEqualTo(NOW + 66_000);
        assertThat(failures.total()).isZero();
    }

    @Test
    void each_key_has_its_own_value_whatever_becomes_of_the_set_of_keys_meanwhile() {
        Set<Object> asked = ConcurrentHashMap.newKeySet();
        asked.addAll(List.of("a", "b", "c", "d"));
        asked.forEach(key -> backend.put(key, stored("value of " + key)));
        ForwardingBackend<String, byte[]> slow = new ForwardingBackend<>() {
            @Override
            public Backend<String, byte[]> delegate() {
                return store;
            }

            @Override
            public Map<String, Stored<byte[]>> getAll(Collection<? extends String> keys) {
                asked.remove("a");
                return store.getAll(keys);
            }
        };

        Map<Object, Stored<Object>> found =
                open(slow, settings("dogpile:books")).getAll(asked);

        assertThat(found).containsOnlyKeys("a", "b", "c", "d");
        found.forEach((key, read) -> assertThat(read.value()).isEqualTo("value of " + key));
    }

    @Test
    void what_its_reader_has_changed_is_not_stored_by_taking_a_lease_and_giving_it_up() {
        backend.put("k", stored(new ArrayList<>(List.of("a"))));
        Stored<Object> seen = backend.get("k");
        ((List<?>) seen.value()).clear();
        Stored<Object> leased = seen.with(seen.terms().lease(LEASE).token(null));

        assertThat(backend.replace("k", seen, leased)).isTrue();
        assertThat(backend.get("k").value()).isEqualTo(List.of("a"));
        assertThat(backend.replace("k", leased, leased.with(leased.terms().lease(null))))
                .isTrue();

        assertThat(backend.get("k").value()).isEqualTo(List.of("a"));
        assertThat(backend.get("k").lease()).isNull();
    }

    @Test
    void a_lease_and_a_remembered_absence_have_no_value() {
        backend.put("lease", stored(null).with(TERMS.lease(LEASE)));
        backend.put("absence", stored(null));
        backend.put("both", stored("old").with(TERMS.lease(LEASE)));

        assertThat(backend.get("lease").value()).isNull();
        assertThat(backend.get("lease").lease()).isEqualTo(LEASE);
        assertThat(backend.get("absence").value()).isNull();
        assertThat(backend.get("absence").lease()).isNull();
        assertThat(backend.get("both").value()).isEqualTo("old");
        assertThat(backend.get("both").lease()).isEqualTo(LEASE);
    }

    @Test
    void a_value_that_never_ends_reads_as_one() {
        backend.put(1, new Stored<>(2L, new Terms(NOW, Terms.FOREVER, Terms.FOREVER, 0, 0), NOW + 5));

        Stored<Object> read = backend.get(1);

        assertThat(read.isEternal()).isTrue();
        assertThat(read.created()).isEqualTo(NOW + 5);
        assertThat(read.terms().staleFor()).isEqualTo(Terms.FOREVER);
    }

    @Test
    void a_value_is_replaced_only_by_whoever_read_it_last() {
        assertThat(backend.replace("k", null, stored(1))).isTrue();
        assertThat(backend.replace("k", null, stored(2))).isFalse();
        Stored<Object> first = backend.get("k");
        assertThat(backend.replace("k", first, stored(3))).isTrue();
        assertThat(backend.replace("k", first, stored(4))).isFalse();
        assertThat(backend.replace("k", backend.get("k"), null)).isTrue();
        assertThat(backend.get("k")).isNull();
    }

    @Test
    void a_lease_that_was_just_written_can_be_replaced_without_having_been_read() {
        Stored<Object> leased = stored(null).with(TERMS.lease(LEASE));
        assertThat(backend.replace("k", null, leased)).isTrue();

        assertThat(backend.replace("k", leased, stored("value"))).isTrue();
        assertThat(backend.replace("k", leased, stored("late"))).isFalse();
        assertThat(backend.get("k").value()).isEqualTo("value");
    }

    @Test
    void many_keys_are_read_and_written_at_once() {
        backend.putAll(Map.of("a", stored(1), 2, stored("two"), List.of(1, "x"), stored(3)));

        Map<Object, Stored<Object>> found = backend.getAll(List.of("a", 2, List.of(1, "x"), "none"));
        Map<Object, Object> values = new HashMap<>();
        found.forEach((key, stored) -> values.put(key, stored.value()));
        assertThat(values).isEqualTo(Map.of("a", 1, 2, "two", List.of(1, "x"), 3));

        Map<Object, Object> iterated = new HashMap<>();
        backend.entries()
                .forEachRemaining(
                        entry -> iterated.put(entry.getKey(), entry.getValue().value()));
        assertThat(iterated).isEqualTo(values);

        backend.removeAll(List.of("a", 2));
        assertThat(backend.remove(List.of(1, "x"))).isTrue();
        assertThat(backend.entries().hasNext()).isFalse();
    }

    @Test
    void what_cannot_be_read_is_absent_and_can_be_replaced() {
        store.plant("s.k", "something else".getBytes());

        Stored<Object> read = backend.get("k");

        assertThat(read.value()).isNull();
        assertThat(read.lease()).isNull();
        assertThat(read.freshUntil()).isLessThan(NOW);
        assertThat(failures.count(DecodeFailure.FOREIGN)).isEqualTo(1);
        assertThat(backend.replace("k", null, stored(1))).isFalse();
        assertThat(backend.replace("k", read, stored(null).with(TERMS.lease(LEASE))))
                .isTrue();
        assertThat(backend.get("k").lease()).isEqualTo(LEASE);
    }

    @Test
    void a_value_of_a_class_that_is_not_allowed_is_refused_before_it_is_stored() {
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> backend.put("k", stored(new StringBuilder("x"))))
                .withMessageContaining("class java.lang.StringBuilder is not allowed in region 'books'")
                .withMessageContaining("'allow' to java.lang.StringBuilder");
        assertThat(store.get("s.k")).isNull();
    }
}
