// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.dogpile.backend.heap.HeapBackend;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SurroundingBackendTest {

    private final List<String> log = new ArrayList<>();
    private final Backend<String, String> heap = HeapBackend.unbounded();
    private final SurroundingBackend<String, String> surrounding = new SurroundingBackend<>() {
        @Override
        public Backend<String, String> delegate() {
            return heap;
        }

        @Override
        public <R extends @Nullable Object> R around(Supplier<R> operation) {
            log.add("before");
            R result = operation.get();
            log.add("after");
            return result;
        }
    };

    @Test
    void every_operation_on_stored_values_is_done_once_between_before_and_after() {
        Stored<String> value = new Stored<>("v", new Terms(0, Terms.FOREVER, 0, 0, 1), 0);

        surrounds(() -> surrounding.put("k", value));
        surrounds(() -> assertThat(surrounding.get("k")).isSameAs(value));
        surrounds(() -> assertThat(surrounding.getAll(List.of("k"))).containsOnlyKeys("k"));
        surrounds(() -> surrounding.touch("k", value, 5));
        surrounds(
                () -> assertThat(surrounding.replace("k", heap.get("k"), value)).isTrue());
        surrounds(() -> assertThat(surrounding.entries().next().getKey()).isEqualTo("k"));
        surrounds(() -> assertThat(surrounding.remove("k")).isTrue());
        surrounds(() -> surrounding.putAll(Map.of("k", value)));
        surrounds(() -> surrounding.removeAll(List.of("k")));
        assertThat(heap.get("k")).isNull();
        heap.put("k", value);
        surrounds(surrounding::clear);
        assertThat(heap.get("k")).isNull();
    }

    private void surrounds(Runnable operation) {
        log.clear();
        operation.run();
        assertThat(log).containsExactly("before", "after");
    }

    @Test
    void what_costs_nothing_is_passed_on_as_it_is() {
        assertThat(surrounding.isLocal()).isTrue();
        assertThat(surrounding.watch(null)).isFalse();
        surrounding.close();
        assertThat(log).isEmpty();
    }
}
