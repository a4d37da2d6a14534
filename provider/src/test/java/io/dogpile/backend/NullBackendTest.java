// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Keeps no value, and leases as long as they are held. */
class NullBackendTest {

    private static final Terms TERMS = new Terms(0, 100, 0, 0, 0);

    private final NullBackend<String, String> backend = new NullBackend<>();
    private final Stored<String> value = new Stored<>("v", TERMS, 0);
    private final Stored<String> lease = leaseOf(1);

    private static Stored<String> leaseOf(int number) {
        return new Stored<>(null, TERMS.lease(new Lease(1, number, 10)), 0);
    }

    @Test
    void values_are_taken_and_not_kept() {
        backend.put("k", value);
        assertThat(backend.replace("k", null, value)).isTrue();
        backend.putAll(Map.of("k", value));

        assertThat(backend.get("k")).isNull();
        assertThat(backend.getAll(List.of("k"))).isEmpty();
        assertThat(backend.remove("k")).isFalse();
        assertThat(backend.entries()).isExhausted();
    }

    @Test
    void a_lease_is_kept_until_its_result_comes() {
        assertThat(backend.replace("k", null, lease)).isTrue();
        assertThat(backend.replace("k", null, leaseOf(2))).isFalse();
        assertThat(backend.replace("k", null, value)).isFalse();
        assertThat(backend.get("k")).isSameAs(lease);

        assertThat(backend.replace("k", lease, value)).isTrue();
        assertThat(backend.get("k")).isNull();
        assertThat(backend.replace("k", lease, value)).isFalse();
    }

    @Test
    void a_lease_gives_way_to_another_one_and_to_nothing() {
        Stored<String> second = leaseOf(2);
        backend.replace("k", null, lease);
        assertThat(backend.replace("k", lease, second)).isTrue();
        assertThat(backend.replace("k", lease, null)).isFalse();
        assertThat(backend.replace("k", second, null)).isTrue();
        assertThat(backend.replace("k", null, null)).isTrue();
    }

    @Test
    void explicit_operations_sweep_leases_away() {
        backend.replace("put", null, lease);
        backend.replace("removed", null, lease);
        backend.replace("cleared", null, lease);
        backend.put("put", value);
        backend.remove("removed");
        assertThat(backend.get("put")).isNull();
        assertThat(backend.get("removed")).isNull();

        backend.clear();
        assertThat(backend.get("cleared")).isNull();
    }

    @Test
    void it_takes_no_arguments_and_needs_no_sweeping() {
        NullBackendFactory factory = new NullBackendFactory();
        assertThat(factory.name()).isEqualTo("null");
        assertThat(factory.create(context(Map.of())).dropsExpired()).isTrue();
        assertThat(backend.isLocal()).isTrue();
        assertThat(backend).hasToString("null");

        assertThatIllegalArgumentException().isThrownBy(() -> factory.create(context(Map.of("a", "b"))));
    }

    private static BackendContext context(Map<String, String> arguments) {
        return BackendContext.of("books", new Arguments("test", arguments), InstantSource.system());
    }
}
