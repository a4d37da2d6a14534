// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import static io.dogpile.region.World.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import io.dogpile.config.Option;
import io.dogpile.config.Regeneration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An explicit operation on a key wins over a regeneration that is under way. */
class OvertakenFlightsTest {

    /** What can happen to a key while its value is being made, and what is there afterwards. */
    enum Operation {
        PUT((region, key) -> region.put(key, "put"), "put"),
        REMOVE(Region::remove, null),
        CLEAR((region, key) -> region.clear(), null),
        INVALIDATE_HARD((region, key) -> region.invalidate(Invalidation.HARD), null),
        INVALIDATE_SOFT((region, key) -> region.invalidate(Invalidation.SOFT), null),
        REPLACE(Operation::replace, "replaced");

        final BiConsumer<Region<String, String>, String> action;
        final @Nullable String leaves;

        Operation(BiConsumer<Region<String, String>, String> action, @Nullable String leaves) {
            this.action = action;
            this.leaves = leaves;
        }

        /** As a facade does it: look, decide, replace. */
        private static void replace(Region<String, String> region, String key) {
            Slots<String, String> slots = region.slots();
            KeyLocks.Stripe stripe = slots.locks().enter(key);
            try {
                boolean done = slots.replace(key, slots.read(key), slots.stamp("replaced", 60_000));
                assertThat(done).isTrue();
            } finally {
                stripe.release();
            }
        }

        static Stream<Operation> removals() {
            return Arrays.stream(values()).filter(operation -> operation.leaves == null);
        }
    }

    private final World world = new World();

    @AutoClose
    private final Region<String, String> region = world.region().build();

    @AutoClose
    private final Crew crew = new Crew();

    private final Gate<String> overtaken = new Gate<>();
    private final Gate<String> later = new Gate<>();

    @ParameterizedTest
    @EnumSource
    void those_who_wait_get_the_value_and_it_is_not_stored(Operation operation) {
        Crew.Member<String> leader = crew.start(() -> region.getOrCreate("k", overtaken));
        overtaken.awaitCall();
        Crew.Member<String> waiter = crew.start(() -> region.getOrCreate("k", later));
        world.time.awaitWaiting(1);

        operation.action.accept(region, "k");
        overtaken.open("made before");

        assertThat(leader.result()).isEqualTo("made before");
        assertThat(waiter.result()).isEqualTo("made before");
        assertThat(region.get("k")).isEqualTo(operation.leaves);
        assertThat(region.statistics().fenced()).isEqualTo(1);
        assertThat(later.calls()).isZero();
        assertThat(region.isRegenerating("k")).isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            names = {"PUT", "REPLACE"},
            mode = EnumSource.Mode.EXCLUDE)
    void who_comes_after_it_starts_a_flight_of_his_own_at_once(Operation operation) {
        Crew.Member<String> leader = crew.start(() -> region.getOrCreate("k", overtaken));
        overtaken.awaitCall();
        operation.action.accept(region, "k");

        Crew.Member<String> newcomer = crew.start(() -> region.getOrCreate("k", later));
        later.awaitCall();
        Crew.Member<String> another = crew.start(() -> region.getOrCreate("k", key -> "never"));
        world.time.awaitWaiting(1);
        overtaken.open("made before");
        assertThat(leader.result()).isEqualTo("made before");
        assertThat(region.get("k")).isNull();
        assertThat(newcomer.task().isDone()).isFalse();
        later.open("made after");

        assertThat(newcomer.result()).isEqualTo("made after");
        assertThat(another.result()).isEqualTo("made after");
        assertThat(region.get("k")).isEqualTo("made after");
        assertThat(region.statistics().fenced()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"PUT", "REPLACE"})
    void who_comes_after_a_write_gets_what_was_written(Operation operation) {
        Crew.Member<String> leader = crew.start(() -> region.getOrCreate("k", overtaken));
        overtaken.awaitCall();
        operation.action.accept(region, "k");

        assertThat(region.getOrCreate("k", later)).isEqualTo(operation.leaves);
        overtaken.open("made before");
        leader.result();
        assertThat(region.getOrCreate("k", later)).isEqualTo(operation.leaves);
    }

    @ParameterizedTest
    @EnumSource
    void the_same_holds_for_the_regeneration_of_a_stale_value(Operation operation) {
        region.put("k", "old");
        world.advance(MINUTE);
        Crew.Member<String> leader = crew.start(() -> region.getOrCreate("k", overtaken));
        overtaken.awaitCall();
        operation.action.accept(region, "k");
        overtaken.open("made before");

        assertThat(leader.result()).isEqualTo("made before");
        assertThat(region.get("k")).isEqualTo(operation.leaves);
    }

    @ParameterizedTest
    @EnumSource
    void the_same_holds_for_regeneration_in_the_background(Operation operation) {
        try (Region<String, String> background = world.region()
                .option(Option.REGENERATION, Regeneration.BACKGROUND)
                .build()) {
            background.put("k", "old");
            world.advance(MINUTE);
            background.getOrCreate("k", key -> {
                operation.action.accept(background, key);
                return "made before";
            });
            world.background.runAll();

            assertThat(background.get("k")).isEqualTo(operation.leaves);
            assertThat(background.statistics().fenced()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_same_holds_for_each_key_of_a_load_of_many(Operation operation) {
        var values = region.getOrCreateAll(List.of("a", "b"), keys -> {
            operation.action.accept(region, "a");
            return Map.of("a", "made a", "b", "made b");
        });

        assertThat(values).containsEntry("a", "made a").containsEntry("b", "made b");
        assertThat(region.get("a")).isEqualTo(operation.leaves);
        boolean all = operation.name().startsWith("INVALIDATE") || operation == Operation.CLEAR;
        assertThat(region.get("b")).isEqualTo(all ? null : "made b");
    }

    @Test
    void a_loader_that_writes_its_own_key_wins_over_its_own_result() {
        assertThat(region.getOrCreate("k", key -> {
                    region.put(key, "put");
                    return "made";
                }))
                .isEqualTo("made");
        assertThat(region.get("k")).isEqualTo("put");
    }

    @Test
    void a_flight_that_was_overtaken_by_a_write_and_then_fails_answers_with_what_was_written() {
        Crew.Member<String> leader = crew.start(() -> region.getOrCreate("k", overtaken));
        overtaken.awaitCall();
        region.put("k", "put");
        overtaken.fail(new IllegalStateException("too bad"));

        assertThat(leader.result()).isEqualTo("put");
        assertThat(region.get("k")).isEqualTo("put");
    }
}
