// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import static io.dogpile.region.World.MINUTE;
import static io.dogpile.region.World.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.dogpile.config.Option;
import io.dogpile.config.Regeneration;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What the listener of a region is told, when, and in which order. */
class ListenersTest {

    private final World world = new World();
    private final RecordingListener listener = new RecordingListener();

    @AutoClose
    private final Region<String, String> region = world.region()
            .listener(listener)
            .option(Option.COOL_DOWN, Duration.ZERO)
            .build();

    @AutoClose
    private final Crew crew = new Crew();

    @Test
    void a_value_that_is_made_where_there_was_none_is_told() {
        region.getOrCreate("k", key -> "v");

        assertThat(listener.told).containsExactly("regenerated k: null -> v");
    }

    @Test
    void a_new_value_in_place_of_a_stale_one_is_told_with_that_one() {
        region.put("k", "old");
        world.advance(MINUTE);
        region.getOrCreate("k", key -> "new");

        assertThat(listener.told).containsExactly("regenerated k: old -> new");
    }

    @Test
    void a_new_value_in_place_of_an_expired_one_is_told_after_the_expiry() {
        region.put("k", "old");
        world.advance(MINUTE.multipliedBy(2));
        region.getOrCreate("k", key -> "new");

        assertThat(listener.told).containsExactly("expired k=old", "regenerated k: null -> new");
    }

    @Test
    void a_new_value_in_place_of_a_fresh_one_is_told_with_that_one() {
        region.put("k", "fresh");
        region.read("k", region.slots().read("k"), key -> "new", ReadOptions.ANEW);

        assertThat(listener.told).containsExactly("regenerated k: fresh -> new");
    }

    @Test
    void an_old_value_that_leaves_because_there_is_none_any_more_has_expired() {
        region.put("k", "old");
        world.advance(MINUTE);
        region.getOrCreate("k", key -> null);

        assertThat(listener.told).containsExactly("expired k=old");
    }

    @Test
    void nothing_is_told_of_results_that_are_not_stored() {
        region.getOrCreate("k", key -> {
            region.put(key, "put");
            return "made";
        });
        region.getOrCreate("l", key -> null);
        region.put("m", "fresh");
        region.read("m", region.slots().read("m"), key -> null, ReadOptions.ANEW);

        assertThat(listener.told).isEmpty();
    }

    @Test
    void explicit_operations_are_not_told() {
        region.put("k", "v");
        region.remove("k");
        region.clear();
        region.invalidate(Invalidation.HARD);

        assertThat(listener.told).isEmpty();
    }

    @Test
    void a_listener_that_does_not_listen_is_not_told() {
        listener.listening = false;
        region.put("k", "old");
        world.advance(MINUTE.multipliedBy(2));
        region.getOrCreate("k", key -> "new");
        world.advance(MINUTE.multipliedBy(2));
        world.scheduler.advance(MINUTE);

        assertThat(listener.told).isEmpty();
        assertThat(region.slots().read("k")).isNull();
    }

    @Test
    void what_a_listener_throws_reaches_the_caller_that_made_the_value_and_nobody_else() {
        listener.fails = true;
        Gate<String> gate = new Gate<>();
        Crew.Member<String> leader = crew.start(() -> region.getOrCreate("k", gate));
        gate.awaitCall();
        Crew.Member<String> waiter = crew.start(() -> region.getOrCreate("k", gate));
        world.time.awaitWaiting(1);
        gate.open("v");

        assertThat(leader.failure()).isInstanceOf(IllegalStateException.class).hasMessage("cannot bear it");
        assertThat(waiter.result()).isEqualTo("v");
        assertThat(region.get("k")).isEqualTo("v");
        assertThat(region.isRegenerating("k")).isFalse();
    }

    @Test
    void what_a_listener_throws_does_not_keep_the_other_keys_of_a_load_from_being_stored() {
        listener.fails = true;

        assertThatIllegalStateException()
                .isThrownBy(() -> region.getOrCreateAll(List.of("a", "b"), keys -> Map.of("a", "v", "b", "v")))
                .withMessage("cannot bear it");
        assertThat(region.getAll(List.of("a", "b"))).hasSize(2);
        assertThat(listener.told).hasSize(2);
    }

    @Test
    void what_a_listener_throws_in_the_background_is_logged_and_the_value_stays() {
        try (Region<String, String> background = world.region()
                .option(Option.REGENERATION, Regeneration.BACKGROUND)
                .listener(listener)
                .build()) {
            listener.fails = true;
            background.put("k", "old");
            world.advance(MINUTE);
            background.getOrCreate("k", key -> "new");
            world.background.runAll();

            assertThat(background.get("k")).isEqualTo("new");
        }
    }

    @Test
    void the_key_is_held_while_the_listener_is_told() {
        try (Region<String, String> held = world.region()
                .listener(new RegionListener<>() {
                    @Override
                    public void expired(String key, io.dogpile.backend.Stored<String> stored) {}

                    @Override
                    public void regenerated(String key, String previous, String value) {
                        listener.told.add(crew.start(() -> tryToEnter(key)).result());
                    }

                    private String tryToEnter(String key) {
                        Slots<String, String> slots = holder[0].slots();
                        return slots.locks().enter(key, 0) == null ? "held" : "free";
                    }
                })
                .build()) {
            holder[0] = held;
            held.getOrCreate("k", key -> "v");

            assertThat(listener.told).containsExactly("held");
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private final Region<String, String>[] holder = new Region[1];

    @Test
    void nothing_is_told_once_the_region_is_closed() {
        Gate<String> gate = new Gate<>();
        Crew.Member<String> leader = crew.start(() -> region.getOrCreate("k", gate));
        gate.awaitCall();
        region.close();
        gate.open("v");

        assertThat(leader.result()).isEqualTo("v");
        assertThat(listener.told).isEmpty();
        world.advance(SECOND);
        world.scheduler.advance(MINUTE);
        assertThat(listener.told).isEmpty();
    }
}
