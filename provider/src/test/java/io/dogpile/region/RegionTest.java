// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import static io.dogpile.region.World.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.dogpile.backend.Backend;
import io.dogpile.backend.ForwardingBackend;
import io.dogpile.backend.Stored;
import io.dogpile.backend.heap.HeapBackend;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The plain life of a region: operations, arguments, closing, settings. */
class RegionTest {

    private final World world = new World();

    @AutoClose
    private final Region<String, String> region = world.region().build();

    @AutoClose
    private final Crew crew = new Crew();

    @Test
    void what_is_put_is_there_until_it_is_removed() {
        region.put("a", "v");
        region.put("b", "w");
        assertThat(region.get("a")).isEqualTo("v");
        assertThat(region.getAll(List.of("a", "b", "c"))).isEqualTo(Map.of("a", "v", "b", "w"));

        region.remove("a");
        region.remove("c");
        assertThat(region.get("a")).isNull();

        region.clear();
        assertThat(region.get("b")).isNull();
    }

    @Test
    void several_values_are_put_and_removed_in_one_trip_and_none_in_no_trip() {
        List<String> trips = new ArrayList<>();
        Backend<String, String> noting = new ForwardingBackend<>() {

            private final HeapBackend<String, String> heap = HeapBackend.unbounded();

            @Override
            public Backend<String, String> delegate() {
                return heap;
            }

            @Override
            public void putAll(Map<? extends String, Stored<String>> entries) {
                trips.add("put " + entries.size());
                ForwardingBackend.super.putAll(entries);
            }

            @Override
            public void removeAll(Collection<? extends String> keys) {
                trips.add("remove " + keys.size());
                ForwardingBackend.super.removeAll(keys);
            }
        };
        try (Region<String, String> noted = world.region().backend(noting).build()) {
            noted.putAll(Map.of("a", "v", "b", "w", "c", "x"));
            assertThat(noted.metadata("a").age()).isZero();
            noted.removeAll(List.of("a", "c", "d"));
            assertThat(noted.getAll(List.of("a", "b", "c"))).isEqualTo(Map.of("b", "w"));

            noted.putAll(Map.of());
            noted.removeAll(List.of());
            assertThat(trips).containsExactly("put 3", "remove 3");
        }
    }

    @Test
    void several_values_that_are_put_or_removed_win_over_loads_under_way() {
        assertThat(region.getOrCreateAll(List.of("a", "b"), keys -> {
                    region.putAll(Map.of("a", "explicit"));
                    region.removeAll(List.of("b"));
                    return Map.of("a", "made", "b", "made");
                }))
                .hasSize(2);

        assertThat(region.getAll(List.of("a", "b"))).isEqualTo(Map.of("a", "explicit"));
        assertThat(region.statistics().fenced()).isEqualTo(2);
    }

    @Test
    void null_is_neither_key_nor_value() {
        List<Consumer<Region<String, String>>> calls = List.of(
                any -> any.get(null),
                any -> any.getAll(null),
                any -> any.getOrCreate(null, key -> "v"),
                any -> any.getOrCreateAll(null, keys -> Map.of()),
                any -> any.put(null, "v"),
                any -> any.put("k", null),
                any -> any.putAll(Collections.singletonMap("k", null)),
                any -> any.putAll(Collections.singletonMap(null, "v")),
                any -> any.remove(null),
                any -> any.removeAll(Collections.singletonList(null)),
                any -> any.invalidate(null),
                any -> any.metadata(null),
                any -> any.isRegenerating(null));

        assertThat(calls).allSatisfy(call -> assertThatNullPointerException().isThrownBy(() -> call.accept(region)));
        assertThat(region.slots().entries().hasNext()).isFalse();
    }

    @Test
    void a_closed_region_refuses_everything_but_questions_about_itself() {
        region.close();
        List<Consumer<Region<String, String>>> calls = List.of(
                any -> any.get("k"),
                any -> any.getAll(List.of("k")),
                any -> any.getOrCreate("k", key -> "v"),
                any -> any.getOrCreateAll(List.of("k"), keys -> Map.of()),
                any -> any.put("k", "v"),
                any -> any.remove("k"),
                Region::clear,
                any -> any.invalidate(Invalidation.HARD),
                any -> any.metadata("k"),
                any -> any.isRegenerating("k"),
                any -> any.read("k", null, key -> "v", ReadOptions.defaults()),
                any -> any.readAll(List.of("k"), Map.of(), keys -> Map.of(), ReadOptions.defaults()));

        assertThat(calls)
                .allSatisfy(call -> assertThatIllegalStateException()
                        .isThrownBy(() -> call.accept(region))
                        .withMessage("region 'books' is closed"));
        assertThat(region.isClosed()).isTrue();
        assertThat(region.name()).isEqualTo("books");
        assertThat(region.statistics().loads()).isZero();
        assertThat(region.settings().freshness().staleFor()).isEqualTo(MINUTE);
        region.close();
    }

    @Test
    void a_flight_under_way_when_its_region_is_closed_answers_its_callers_and_stores_nothing() {
        Gate<String> gate = new Gate<>();
        Crew.Member<String> leader = crew.start(() -> region.getOrCreate("k", gate));
        gate.awaitCall();
        Crew.Member<String> waiter = crew.start(() -> region.getOrCreate("k", gate));
        world.time.awaitWaiting(1);
        region.close();
        gate.open("v");

        assertThat(leader.result()).isEqualTo("v");
        assertThat(waiter.result()).isEqualTo("v");
        Stored<String> stored = region.backend().get("k");
        assertThat(stored == null ? null : stored.value()).isNull();
    }

    @Test
    void a_region_of_its_own_threads_stops_them_when_it_is_closed() {
        Region<String, String> own = Region.<String, String>named("own")
                .expiration(Duration.ofMillis(1))
                .build();
        own.put("k", "v");
        Crew.until(() -> threadsOf("dogpile-own-") > 0);
        own.close();
        Crew.until(() -> threadsOf("dogpile-own-") == 0);
    }

    private static long threadsOf(String prefix) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(prefix))
                .count();
    }

    @Test
    void without_settings_values_are_eternal() {
        try (Region<String, String> plain =
                Region.<String, String>named("plain").build()) {
            assertThat(plain.getOrCreate("k", key -> "v")).isEqualTo("v");
            assertThat(plain.metadata("k").freshUntil()).isNull();
            assertThat(plain.metadata("k").expiresAt()).isNull();
        }
    }

    @Test
    void a_creator_may_be_for_any_type_that_keys_have_and_make_any_type_that_values_have() {
        try (Region<String, Object> loose = world.<String, Object>eternal().build()) {
            Creator<CharSequence, Integer> length = CharSequence::length;

            assertThat(loose.getOrCreate("four", length)).isEqualTo(4);
        }
    }
}
