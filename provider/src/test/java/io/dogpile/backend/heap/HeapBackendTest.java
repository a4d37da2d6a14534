// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.heap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.dogpile.backend.Arguments;
import io.dogpile.backend.Backend;
import io.dogpile.backend.BackendContext;
import io.dogpile.backend.Lease;
import io.dogpile.backend.SharedClients;
import io.dogpile.backend.Stored;
import io.dogpile.backend.Terms;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToIntBiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The store in this process: its bounds, and how they are configured. */
class HeapBackendTest {

    private static final Terms TERMS = new Terms(0, Terms.FOREVER, 0, 0, 0);

    private final AtomicInteger evictions = new AtomicInteger();

    /** Weighs a text by its length. */
    public static final class Lengths implements ToIntBiFunction<Object, String> {
        @Override
        public int applyAsInt(Object key, String value) {
            return value.length();
        }
    }

    private static Stored<String> value(String text) {
        return new Stored<>(text, TERMS, 0);
    }

    private static Stored<String> lease() {
        return new Stored<>(null, TERMS.lease(new Lease(1, 1, 10)), 0);
    }

    private static int size(Backend<?, ?> backend) {
        int size = 0;
        for (var entries = backend.entries(); entries.hasNext(); entries.next()) {
            size++;
        }
        return size;
    }

    private <V> Backend<String, V> configured(Map<String, String> arguments) {
        return new HeapBackendFactory()
                .create(new BackendContext(
                        "books",
                        "books",
                        new Arguments("backend 'heap' of region 'books'", arguments),
                        HeapBackendTest.class.getClassLoader(),
                        InstantSource.system(),
                        new SharedClients(),
                        evictions::incrementAndGet));
    }

    @Test
    void without_arguments_it_has_no_bound() {
        Backend<String, String> heap = configured(Map.of());
        for (int i = 0; i < 10_000; i++) {
            heap.put("k" + i, value("v"));
        }

        assertThat(size(heap)).isEqualTo(10_000);
        assertThat(evictions).hasValue(0);
        assertThat(heap).hasToString("heap");
    }

    @Test
    void a_number_of_entries_is_not_exceeded() {
        Backend<String, String> heap = configured(Map.of("maximum-size", "100"));
        for (int i = 0; i < 1_000; i++) {
            heap.put("k" + i, value("v"));
        }

        assertThat(size(heap)).isEqualTo(100);
        assertThat(evictions).hasValue(900);
        assertThat(heap).hasToString("heap(100 entries)");
    }

    @Test
    void a_weight_is_not_exceeded() {
        Backend<String, String> heap = configured(Map.of("maximum-weight", "100", "weigher", Lengths.class.getName()));
        for (int i = 0; i < 100; i++) {
            heap.put("k" + i, value("0123456789"));
        }

        assertThat(size(heap)).isEqualTo(10);
        assertThat(evictions).hasValue(90);
        assertThat(heap).hasToString("heap(weight 100)");
    }

    @Test
    void leases_are_never_dropped_and_do_not_count() {
        Backend<String, String> heap = configured(Map.of("maximum-size", "10"));
        for (int i = 0; i < 100; i++) {
            assertThat(heap.replace("lease" + i, null, lease())).isTrue();
        }
        for (int i = 0; i < 100; i++) {
            heap.put("value" + i, value("v"));
        }

        assertThat(size(heap)).isEqualTo(110);
        for (int i = 0; i < 100; i++) {
            Stored<String> lease = heap.get("lease" + i);
            assertThat(heap.replace("lease" + i, lease, value("v"))).isTrue();
        }
        assertThat(size(heap)).isEqualTo(10);
    }

    @Test
    void what_holds_no_value_is_dropped_without_being_counted() {
        Backend<String, String> heap = configured(Map.of("maximum-size", "10"));
        for (int i = 0; i < 100; i++) {
            heap.put("k" + i, new Stored<>(null, TERMS, 0));
        }

        assertThat(size(heap)).isEqualTo(10);
        assertThat(evictions).hasValue(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "maximum-size=1,maximum-weight=1|'maximum-size' cannot be combined with 'maximum-weight'",
                "maximum-weight=1|'maximum-weight' and 'weigher' need each other",
                "weigher=x|'maximum-weight' and 'weigher' need each other",
                "maximum-size=0|argument 'maximum-size' must be a whole number of at least 1, not '0'",
                "maximum=1|unknown argument 'maximum'; it takes [maximum-size, maximum-weight, weigher]",
                "maximum-weight=1,weigher=no.such.Class|cannot use 'no.such.Class' as weigher",
                "maximum-weight=1,weigher=java.lang.String|cannot use 'java.lang.String' as weigher"
            })
    void arguments_that_do_not_fit_are_refused_with_the_reason(String arguments, String reason) {
        Map<String, String> given = new HashMap<>();
        for (String argument : arguments.split(",")) {
            given.put(argument.split("=")[0], argument.split("=")[1]);
        }

        assertThatIllegalArgumentException()
                .isThrownBy(() -> configured(given))
                .withMessageStartingWith("backend 'heap' of region 'books': ")
                .withMessageContaining(reason);
    }

    @Test
    void a_touched_value_stays_in_its_place_and_others_are_left_alone() {
        HeapBackend<String, String> heap = HeapBackend.unbounded();
        Stored<String> first = value("v");
        heap.put("k", first);
        heap.touch("k", first, 500);
        Stored<String> touched = heap.get("k");
        assertThat(touched.freshUntil()).isEqualTo(500);
        heap.touch("k", touched, 600);
        assertThat(heap.get("k")).isSameAs(touched);
        assertThat(touched.freshUntil()).isEqualTo(600);

        heap.touch("k", value("another"), 700);
        assertThat(heap.get("k")).isSameAs(touched);
        heap.remove("k");
        heap.touch("k", touched, 800);
        assertThat(heap.get("k")).isNull();
    }
}
