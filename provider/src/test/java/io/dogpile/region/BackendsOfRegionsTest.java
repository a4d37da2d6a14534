// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import static io.dogpile.region.World.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dogpile.backend.Backend;
import io.dogpile.backend.BackendContext;
import io.dogpile.backend.BackendFactory;
import io.dogpile.backend.ForwardingBackend;
import io.dogpile.backend.Stored;
import io.dogpile.backend.heap.HeapBackend;
import io.dogpile.backend.heap.HeapBackendFactory;
import io.dogpile.config.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Regions over backends of different kinds, and proxies around them. */
class BackendsOfRegionsTest {

    private final World world = new World();

    @AutoClose
    private final Crew crew = new Crew();

    @Test
    void over_the_null_backend_nothing_is_stored_and_callers_still_share_one_load() {
        try (Region<String, String> none =
                world.region().backend("null", Map.of()).build()) {
            Gate<String> gate = new Gate<>();
            List<Crew.Member<String>> all = crew.startAll(16, () -> none.getOrCreate("k", gate));
            world.time.awaitWaiting(15);
            gate.open("v");

            assertThat(all).extracting(Crew.Member::result).containsOnly("v");
            assertThat(gate.calls()).isEqualTo(1);
            none.put("k", "v");
            assertThat(none.get("k")).isNull();
            assertThat(none.getOrCreate("k", key -> "made again")).isEqualTo("made again");
            assertThat(none.backend().get("k")).isNull();
        }
    }

    @Test
    void a_bounded_heap_drops_values_and_counts_them() {
        try (Region<Integer, String> bounded = world.<Integer, String>eternal()
                .backend("heap", Map.of("maximum-size", "10"))
                .build()) {
            for (int i = 0; i < 100; i++) {
                bounded.put(i, "v");
            }
            int left = 0;
            for (var entries = bounded.slots().entries(); entries.hasNext(); entries.next()) {
                left++;
            }

            assertThat(left).isEqualTo(10);
            assertThat(bounded.statistics().evictions()).isEqualTo(90);
        }
    }

    @Test
    void a_bounded_heap_does_not_drop_leases_and_so_loads_each_key_once() {
        try (Region<Integer, String> bounded = world.<Integer, String>eternal()
                .backend("heap", Map.of("maximum-size", "1"))
                .build()) {
            List<Gate<String>> gates = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                Gate<String> gate = new Gate<>();
                int key = i;
                gates.add(gate);
                crew.start(() -> bounded.getOrCreate(key, gate));
                gate.awaitCall();
            }
            for (int i = 0; i < 1_000; i++) {
                bounded.put(1_000 + i, "junk");
            }
            List<Crew.Member<String>> waiters = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                int key = i;
                waiters.add(crew.start(() -> bounded.getOrCreate(key, any -> "a second load")));
            }
            world.time.awaitWaiting(8);
            gates.forEach(gate -> gate.open("v"));

            assertThat(waiters).extracting(Crew.Member::result).containsOnly("v");
            assertThat(bounded.statistics().loads()).isEqualTo(8);
            assertThat(bounded.statistics().fenced()).isZero();
        }
    }

    /** Notes what passes through it. */
    private static final class Noting implements ForwardingBackend<String, String> {

        private final Backend<String, String> delegate;
        private final String name;
        private final List<String> notes;

        private Noting(Backend<String, String> delegate, String name, List<String> notes) {
            this.delegate = delegate;
            this.name = name;
            this.notes = notes;
        }

        @Override
        public Backend<String, String> delegate() {
            return delegate;
        }

        @Override
        public @Nullable Stored<String> get(String key) {
            notes.add(name + " get");
            return ForwardingBackend.super.get(key);
        }

        @Override
        public boolean replace(String key, @Nullable Stored<String> expected, @Nullable Stored<String> update) {
            notes.add(name + " replace");
            return ForwardingBackend.super.replace(key, expected, update);
        }

        @Override
        public String toString() {
            return name + "(" + delegate + ")";
        }
    }

    @Test
    void proxies_are_put_around_the_backend_in_the_order_in_which_they_are_given() {
        List<String> notes = new CopyOnWriteArrayList<>();
        try (Region<String, String> proxied = world.region()
                .wrap(backend -> new Noting(backend, "inner", notes))
                .wrap(backend -> new Noting(backend, "outer", notes))
                .build()) {
            proxied.getOrCreate("k", key -> "v");

            assertThat(notes)
                    .containsExactly(
                            "outer get",
                            "inner get",
                            "outer replace",
                            "inner replace",
                            "outer replace",
                            "inner replace");
            assertThat(proxied.toString()).isEqualTo("Region[books on outer(inner(heap))]");
        }
    }

    @Test
    void a_proxy_sees_values_also_where_the_store_keeps_bytes() {
        List<String> notes = new CopyOnWriteArrayList<>();
        try (Region<String, String> proxied = world.region()
                .bytes(new SharedBytes().client())
                .wrap(backend -> new Noting(backend, "proxy", notes))
                .build()) {
            proxied.put("k", "v");

            assertThat(proxied.get("k")).isEqualTo("v");
            assertThat(notes).containsExactly("proxy get");
            assertThat(proxied.backend().get("k").value()).isEqualTo("v");
        }
    }

    @Test
    void values_are_the_very_objects_unless_they_are_to_be_copied() {
        try (Region<String, List<String>> same =
                        world.<String, List<String>>eternal().build();
                Region<String, List<String>> copies =
                        world.<String, List<String>>eternal().copying(true).build()) {
            List<String> list = new ArrayList<>(List.of("a"));
            same.put("k", list);
            copies.put("k", list);
            list.add("b");

            assertThat(same.get("k")).isSameAs(list);
            assertThat(copies.get("k")).containsExactly("a");
        }
    }

    @Test
    void a_fresh_value_costs_one_read_of_the_backend_and_nothing_else() {
        List<String> notes = new CopyOnWriteArrayList<>();
        try (Region<String, String> proxied = world.region()
                .wrap(backend -> new Noting(backend, "proxy", notes))
                .build()) {
            proxied.put("k", "v");
            proxied.get("k");
            proxied.getOrCreate("k", key -> "never");

            assertThat(notes).containsExactly("proxy get", "proxy get");
        }
    }

    @Test
    void a_backend_that_is_given_is_closed_with_its_region() {
        AtomicInteger closed = new AtomicInteger();
        HeapBackend<String, String> heap = HeapBackend.unbounded();
        Region<String, String> region = world.region()
                .backend(new ForwardingBackend<>() {
                    @Override
                    public Backend<String, String> delegate() {
                        return heap;
                    }

                    @Override
                    public void close() {
                        closed.incrementAndGet();
                    }
                })
                .build();
        region.close();
        region.close();

        assertThat(closed).hasValue(1);
    }

    @Test
    void a_backend_that_fails_while_a_lease_is_given_up_does_not_hide_why_there_is_no_value() {
        HeapBackend<String, String> heap = HeapBackend.unbounded();
        boolean[] fails = {false};
        try (Region<String, String> shaky = world.region()
                .backend(new ForwardingBackend<>() {
                    @Override
                    public Backend<String, String> delegate() {
                        return heap;
                    }

                    @Override
                    public boolean replace(
                            String key, @Nullable Stored<String> expected, @Nullable Stored<String> update) {
                        if (fails[0]) {
                            throw new IllegalStateException("away");
                        }
                        return heap.replace(key, expected, update);
                    }
                })
                .build()) {
            Exception broken = new Exception("database is down");
            assertThatThrownBy(() -> shaky.getOrCreate("k", key -> {
                        fails[0] = true;
                        throw broken;
                    }))
                    .isInstanceOf(RegenerationException.class)
                    .hasCause(broken);
            assertThat(broken.getSuppressed()).hasSize(1);
            assertThat(shaky.isRegenerating("k")).isFalse();

            fails[0] = false;
            world.advance(MINUTE);
            assertThat(shaky.getOrCreate("k", key -> "v")).isEqualTo("v");
        }
    }

    @Test
    void a_backend_of_a_kind_that_nobody_has_is_refused_with_those_there_are() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> world.region().option(Option.BACKEND, "heep").build())
                .withMessageContaining(
                        "region 'books': there is no backend 'heep' on the class path; there are [heap, null");
    }

    /** The heap by another name. */
    private record OneHeap(String name, BackendFactory heap) implements BackendFactory {
        @Override
        public <K, V> Backend<K, V> create(BackendContext context) {
            return heap.create(context);
        }
    }

    @Test
    void a_kind_of_backend_that_is_registered_in_code_is_chosen_by_its_name_until_that_ends() {
        RegionBuilder<String, String> builder = world.region().backend("of-mine", Map.of());
        BackendFactory mine = new OneHeap("of-mine", new HeapBackendFactory());
        try (BackendKinds.Registration registration = BackendKinds.register(mine)) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> BackendKinds.register(mine))
                    .withMessageContaining("of-mine");
            try (Region<String, String> region = builder.build()) {
                region.put("k", "v");
                assertThat(region.get("k")).isEqualTo("v");
            }
            assertThat(registration).isNotNull();
        }
        assertThatIllegalArgumentException().isThrownBy(builder::build).withMessageContaining("of-mine");
    }
}
