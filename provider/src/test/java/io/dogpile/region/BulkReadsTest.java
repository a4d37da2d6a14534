// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import static io.dogpile.region.World.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dogpile.config.Option;
import io.dogpile.config.Regeneration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Many keys at once: one call of the creator, the same flights, no deadlock. */
class BulkReadsTest {

    private final World world = new World();

    @AutoClose
    private final Region<String, String> region = world.region().build();

    @AutoClose
    private final Crew crew = new Crew();

    private final List<Set<String>> asked = new CopyOnWriteArrayList<>();

    private Map<String, String> make(Set<String> keys) {
        asked.add(keys);
        Map<String, String> made = new HashMap<>();
        keys.forEach(key -> made.put(key, "made " + key));
        return made;
    }

    @Test
    void the_creator_is_asked_once_for_all_keys_that_are_missing() {
        region.put("b", "there");

        assertThat(region.getOrCreateAll(List.of("c", "b", "a", "c"), this::make))
                .containsExactly(Map.entry("c", "made c"), Map.entry("b", "there"), Map.entry("a", "made a"));
        assertThat(asked).containsExactly(Set.of("a", "c"));
        assertThat(region.get("a")).isEqualTo("made a");
        assertThat(region.statistics().loads()).isEqualTo(2);
    }

    @Test
    void no_key_is_no_question() {
        assertThat(region.getOrCreateAll(List.of(), this::make)).isEmpty();
        assertThat(asked).isEmpty();
    }

    @Test
    void keys_that_others_make_are_waited_for() {
        Gate<String> gate = new Gate<>();
        crew.start(() -> region.getOrCreate("b", gate));
        gate.awaitCall();
        Crew.Member<Map<String, String>> many =
                crew.start(() -> region.getOrCreateAll(List.of("a", "b", "c"), this::make));
        world.time.awaitWaiting(1);

        assertThat(region.get("a")).isEqualTo("made a");
        gate.open("made by another");
        assertThat(many.result())
                .containsExactly(Map.entry("a", "made a"), Map.entry("b", "made by another"), Map.entry("c", "made c"));
        assertThat(asked).containsExactly(Set.of("a", "c"));
    }

    @Test
    void callers_with_the_same_keys_in_any_order_do_not_wait_for_each_other() throws Exception {
        List<List<String>> orders =
                List.of(List.of("a", "b", "c"), List.of("c", "b", "a"), List.of("b", "c", "a"), List.of("c", "a"));
        for (int round = 0; round < 200; round++) {
            CyclicBarrier start = new CyclicBarrier(orders.size());
            List<Crew.Member<Map<String, String>>> all = new ArrayList<>();
            for (List<String> order : orders) {
                all.add(crew.start(() -> {
                    start.await(Crew.PATIENCE_SECONDS, TimeUnit.SECONDS);
                    return region.getOrCreateAll(order, this::make);
                }));
            }
            for (int i = 0; i < orders.size(); i++) {
                assertThat(all.get(i).result()).containsOnlyKeys(orders.get(i)).containsEntry("a", "made a");
            }
            region.clear();
        }
        assertThat(region.statistics().waitTimeouts()).isZero();
    }

    @Test
    void what_the_creator_leaves_out_has_no_value_and_what_nobody_asked_for_is_ignored() {
        Map<String, String> some = new HashMap<>();
        some.put("a", "v");
        some.put("b", null);
        some.put("extra", "v");

        assertThat(region.getOrCreateAll(List.of("a", "b", "c"), keys -> some)).containsExactly(Map.entry("a", "v"));
        assertThat(region.slots().read("b")).isNull();
        assertThat(region.slots().read("c")).isNull();
        assertThat(region.slots().read("extra")).isNull();
    }

    @Test
    void a_creator_without_answer_has_failed() {
        assertThatExceptionOfType(RegenerationException.class)
                .isThrownBy(() -> region.getOrCreateAll(List.of("a"), keys -> null))
                .withMessageContaining("the creator returned no map");
    }

    @Test
    void a_map_that_cannot_be_asked_is_a_failure_of_the_creator_and_leaves_no_lease() {
        assertThatExceptionOfType(RegenerationException.class)
                .isThrownBy(() -> region.getOrCreateAll(
                        List.of("a", "b"),
                        keys ->
                                new TreeMap<>((x, y) -> {
                                    throw new ClassCastException("cannot compare");
                                }) {
                                    private static final long serialVersionUID = 1L;

                                    @Override
                                    public String get(Object key) {
                                        throw new ClassCastException("cannot compare");
                                    }
                                }))
                .withMessageContaining("cannot compare");
        assertThat(region.slots().read("a")).isNull();
        assertThat(region.slots().read("b")).isNull();
        assertThat(region.isRegenerating("a")).isFalse();
    }

    @Test
    void a_failure_is_for_all_keys_of_the_load_and_for_all_who_wait_for_one_of_them() {
        Exception broken = new Exception("database is down");
        CyclicBarrier inside = new CyclicBarrier(2);
        Crew.Member<Map<String, String>> many = crew.start(() -> region.getOrCreateAll(List.of("a", "b"), keys -> {
            inside.await(Crew.PATIENCE_SECONDS, TimeUnit.SECONDS);
            inside.await(Crew.PATIENCE_SECONDS, TimeUnit.SECONDS);
            throw broken;
        }));
        await(inside);
        Crew.Member<String> one = crew.start(() -> region.getOrCreate("b", key -> "never"));
        world.time.awaitWaiting(1);
        await(inside);

        assertThat(many.failure()).hasCause(broken).hasMessageContaining("key a");
        assertThat(one.failure()).hasCause(broken).hasMessageContaining("key b");
        assertThat(region.slots().read("a")).isNull();
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(Crew.PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void stale_values_come_back_when_their_load_fails_and_missing_ones_are_a_failure() {
        region.put("a", "old");
        world.advance(MINUTE);

        assertThat(region.getOrCreateAll(List.of("a"), keys -> {
                    throw new Exception("database is down");
                }))
                .containsEntry("a", "old");
        world.advance(MINUTE);
        assertThatThrownBy(() -> region.getOrCreateAll(List.of("a"), keys -> {
                    throw new Exception("database is down");
                }))
                .hasMessageContaining("key a");
    }

    @Test
    void in_the_background_stale_keys_are_one_load_and_missing_ones_another() {
        try (Region<String, String> background = world.region()
                .option(Option.REGENERATION, Regeneration.BACKGROUND)
                .build()) {
            background.put("a", "old a");
            background.put("b", "old b");
            world.advance(MINUTE);
            background.put("c", "fresh c");

            assertThat(background.getOrCreateAll(List.of("a", "b", "c", "d"), this::make))
                    .containsExactly(
                            Map.entry("a", "old a"),
                            Map.entry("b", "old b"),
                            Map.entry("c", "fresh c"),
                            Map.entry("d", "made d"));
            world.background.runAll();
            assertThat(asked).containsExactly(Set.of("d"), Set.of("a", "b"));
            assertThat(background.get("a")).isEqualTo("made a");
        }
    }

    @Test
    void a_caller_who_insists_gets_new_values_for_all() {
        region.put("a", "fresh");

        assertThat(region.readAll(List.of("a", "b"), Map.of(), this::make, ReadOptions.ANEW))
                .containsExactly(Map.entry("a", Answer.made("made a")), Map.entry("b", Answer.made("made b")));
    }

    @Test
    void the_creator_cannot_change_what_it_is_asked_for() {
        assertThatThrownBy(() -> region.getOrCreateAll(List.of("a"), keys -> {
                    keys.clear();
                    return Map.of();
                }))
                .hasCauseInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void null_among_the_keys_is_refused_before_anything_happens() {
        assertThatNullPointerException().isThrownBy(() -> region.getOrCreateAll(Arrays.asList("a", null), this::make));
        assertThatNullPointerException().isThrownBy(() -> region.getAll(Arrays.asList("a", null)));
        assertThat(asked).isEmpty();
    }
}
