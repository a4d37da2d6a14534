// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dogpile.backend.Lease;
import io.dogpile.backend.Stored;
import io.dogpile.backend.Terms;
import io.dogpile.backend.heap.HeapBackend;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CopyingBackendTest {

    private final HeapBackend<String, Object> heap = HeapBackend.unbounded();
    private final CopyingBackend<String, Object> backend =
            new CopyingBackend<>(heap, CopyingBackendTest.class.getClassLoader());

    private static Stored<Object> stored(Object value) {
        return new Stored<>(value, new Terms(0, Terms.FOREVER, 0, 0, 1), 0);
    }

    private static List<String> list(String... elements) {
        return new ArrayList<>(List.of(elements));
    }

    @Test
    void each_read_is_a_copy_of_its_own() {
        List<String> original = list("a");
        backend.put("k", stored(original));
        original.add("changed");

        Object first = backend.get("k").value();
        assertThat(first).isEqualTo(list("a")).isNotSameAs(backend.get("k").value());
        assertThat(backend.getAll(Set.of("k")).get("k").value()).isEqualTo(list("a"));
        assertThat(backend.entries().next().getValue().value()).isEqualTo(list("a"));
    }

    @Test
    void what_was_read_can_be_replaced_and_what_is_older_cannot() {
        backend.put("k", stored(list("a")));
        Stored<Object> first = backend.get("k");
        Stored<Object> again = backend.get("k");

        assertThat(backend.replace("k", first, stored(list("b")))).isTrue();
        assertThat(backend.replace("k", again, stored(list("c")))).isFalse();
        assertThat(backend.replace("k", null, stored(list("c")))).isFalse();
        assertThat(backend.replace("k", backend.get("k"), null)).isTrue();
        assertThat(backend.get("k")).isNull();
        assertThat(backend.replace("k", null, stored(list("d")))).isTrue();
    }

    @Test
    void what_is_kept_as_it_is_can_be_replaced_by_itself() {
        Stored<Object> stored = stored("text");
        backend.put("k", stored);
        assertThat(backend.get("k")).isSameAs(stored);
        assertThat(backend.replace("k", stored, stored(list("b")))).isTrue();
        assertThat(backend.replace("k", backend.get("k"), stored("text"))).isTrue();
        assertThat(backend.get("k").value()).isEqualTo("text");
    }

    @Test
    void what_its_reader_has_changed_is_not_kept_by_taking_a_lease() {
        backend.put("k", stored(list("a")));
        Stored<Object> seen = backend.get("k");
        ((List<?>) seen.value()).clear();

        assertThat(backend.replace(
                        "k",
                        seen,
                        seen.with(seen.terms().lease(new Lease(1, 2, 3)).token(null))))
                .isTrue();

        assertThat(backend.get("k").value()).isEqualTo(list("a"));
    }

    @Test
    void a_lease_beside_a_value_or_without_one_stays() {
        Lease lease = new Lease(1, 2, 3);
        backend.put("k", stored(list("a")));
        Stored<Object> seen = backend.get("k");
        Stored<Object> leased = seen.with(seen.terms().lease(lease).token(null));
        assertThat(backend.replace("k", seen, leased)).isTrue();
        assertThat(backend.get("k").lease()).isEqualTo(lease);
        assertThat(backend.get("k").value()).isEqualTo(list("a"));

        Stored<Object> bare = new Stored<>(null, new Terms(0, 0, 0, 3, 1, 0, lease, null), 0);
        assertThat(backend.replace("l", null, bare)).isTrue();
        assertThat(backend.get("l").lease()).isEqualTo(lease);
        assertThat(backend.replace("l", backend.get("l"), stored("v"))).isTrue();
    }

    @Test
    void many_entries_and_keys_are_copies_too() {
        HeapBackend<List<String>, Object> lists = HeapBackend.unbounded();
        CopyingBackend<List<String>, Object> keyed =
                new CopyingBackend<>(lists, CopyingBackendTest.class.getClassLoader());
        List<String> key = list("k");
        Map<List<String>, Stored<Object>> entries = new HashMap<>();
        entries.put(key, stored(list("a")));
        keyed.putAll(entries);
        key.add("changed");

        assertThat(keyed.get(list("k")).value()).isEqualTo(list("a"));
        keyed.entries().next().getKey().add("changed");
        assertThat(keyed.get(list("k"))).isNotNull();
        keyed.removeAll(Set.of(list("k")));
        assertThat(keyed.entries().hasNext()).isFalse();
        assertThat(keyed.isLocal()).isTrue();
        assertThat(keyed.dropsExpired()).isFalse();
        assertThat(keyed).hasToString("copying(heap)");
        keyed.close();
    }

    @Test
    void a_deadline_is_moved_where_it_stands() {
        backend.put("k", stored(list("a")).touched(100));
        backend.touch("k", backend.get("k"), 200);
        assertThat(backend.get("k").freshUntil()).isEqualTo(200);
        backend.put("t", stored("text").touched(100));
        backend.touch("t", backend.get("t"), 200);
        assertThat(backend.get("t").freshUntil()).isEqualTo(200);
    }

    private static final class Unreadable implements Serializable {

        private static final long serialVersionUID = 1L;

        private void readObject(ObjectInputStream in) throws IOException {
            throw new InvalidObjectException("cannot be read");
        }
    }

    @Test
    void what_cannot_be_read_back_is_dropped_with_the_first_complaint() {
        backend.put("k", stored(new Unreadable()));
        assertThatExceptionOfType(CodecException.class).isThrownBy(() -> backend.get("k"));
        assertThat(heap.get("k")).isNull();
        assertThat(backend.get("k")).isNull();
    }

    @Test
    void what_cannot_be_copied_changes_nothing() {
        backend.put("k", stored(list("a")));
        assertThatExceptionOfType(CodecException.class).isThrownBy(() -> backend.put("k", stored(new Object())));
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> backend.replace("k", backend.get("k"), stored(new Object())));
        assertThat(backend.get("k").value()).isEqualTo(list("a"));
        assertThat(backend.remove("k")).isTrue();
        assertThat(backend.remove("k")).isFalse();
        backend.put("k", stored("v"));
        backend.clear();
        assertThat(backend.get("k")).isNull();
    }
}
