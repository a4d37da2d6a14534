// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import static io.dogpile.region.World.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import io.dogpile.config.Option;
import io.dogpile.config.Regeneration;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Who makes a value, who waits for it, and who gets the old one. */
class RegenerationTest {

    private final World world = new World();

    @AutoClose
    private final Region<String, String> region = world.region().build();

    @AutoClose
    private final Region<String, String> background =
            world.region().option(Option.REGENERATION, Regeneration.BACKGROUND).build();

    @AutoClose
    private final Crew crew = new Crew();

    private final Gate<String> gate = new Gate<>();

    @Test
    void an_absent_value_is_made_once_for_everybody_who_asks_meanwhile() {
        List<Crew.Member<String>> all = crew.startAll(16, () -> region.getOrCreate("k", gate));
        world.time.awaitWaiting(15);
        gate.open("v");

        assertThat(all).extracting(Crew.Member::result).containsOnly("v");
        assertThat(gate.calls()).isEqualTo(1);
        assertThat(region.get("k")).isEqualTo("v");
        assertThat(region.statistics().loads()).isEqualTo(1);
        assertThat(region.statistics().coalesced()).isEqualTo(15);
        assertThat(region.statistics().waits()).isEqualTo(15);
    }

    @Test
    void the_value_can_be_read_as_soon_as_a_waiter_has_it() {
        Crew.Member<String> leader = crew.start(() -> region.getOrCreate("k", gate));
        gate.awaitCall();
        Crew.Member<String> waiter =
                crew.start(() -> region.getOrCreate("k", key -> "another") + " and " + region.get("k"));
        world.time.awaitWaiting(1);
        gate.open("v");

        assertThat(waiter.result()).isEqualTo("v and v");
        assertThat(leader.result()).isEqualTo("v");
    }

    @Test
    void a_fresh_value_is_returned_without_asking_anybody() {
        region.put("k", "v");

        assertThat(region.getOrCreate("k", gate)).isEqualTo("v");
        assertThat(gate.calls()).isZero();
        assertThat(region.read("k", region.slots().read("k"), gate, ReadOptions.defaults()))
                .isEqualTo(Answer.fresh("v"));
    }

    @Test
    void the_caller_that_finds_a_stale_value_makes_the_new_one_and_nobody_else_waits() {
        region.put("k", "old");
        world.advance(MINUTE);
        Crew.Member<String> leader = crew.start(() -> region.getOrCreate("k", gate));
        gate.awaitCall();

        assertThat(region.getOrCreate("k", key -> "another")).isEqualTo("old");
        assertThat(region.isRegenerating("k")).isTrue();
        assertThat(region.metadata("k").regenerating()).isTrue();
        assertThat(region.statistics().staleServed()).isEqualTo(1);
        assertThat(region.statistics().waits()).isZero();
        gate.open("new");
        assertThat(leader.result()).isEqualTo("new");
        assertThat(region.get("k")).isEqualTo("new");
        assertThat(region.metadata("k").regenerating()).isFalse();
    }

    @Test
    void in_the_background_nobody_waits_for_the_new_value_of_a_stale_key() {
        background.put("k", "old");
        world.advance(MINUTE);

        assertThat(background.getOrCreate("k", key -> "new")).isEqualTo("old");
        assertThat(background.getOrCreate("k", key -> "another")).isEqualTo("old");
        assertThat(world.background.waiting()).isEqualTo(1);
        world.background.runAll();

        assertThat(background.get("k")).isEqualTo("new");
        assertThat(background.statistics().backgroundRegenerations()).isEqualTo(1);
        assertThat(background.statistics().staleServed()).isEqualTo(2);
    }

    @Test
    void in_the_background_an_absent_value_is_still_made_by_the_caller() {
        assertThat(background.getOrCreate("k", key -> "v")).isEqualTo("v");
        assertThat(world.background.waiting()).isZero();
    }

    @Test
    void when_the_executor_refuses_a_stale_value_stays_and_the_next_caller_tries_again() {
        background.put("k", "old");
        world.advance(MINUTE);
        world.background.refuse();

        assertThat(background.getOrCreate("k", gate)).isEqualTo("old");
        assertThat(background.getOrCreate("k", gate)).isEqualTo("old");
        assertThat(gate.calls()).isZero();
        assertThat(background.isRegenerating("k")).isFalse();
        assertThat(background.statistics().backgroundRejected()).isEqualTo(2);
    }

    @Test
    void when_the_executor_breaks_the_caller_is_told_and_the_key_is_free() {
        try (Region<String, String> broken = world.region()
                .option(Option.REGENERATION, Regeneration.BACKGROUND)
                .executor(task -> {
                    throw new IllegalStateException("broken");
                })
                .build()) {
            broken.put("k", "old");
            world.advance(MINUTE);

            org.assertj.core.api.Assertions.assertThatIllegalStateException()
                    .isThrownBy(() -> broken.getOrCreate("k", gate))
                    .withMessage("broken");
            assertThat(broken.isRegenerating("k")).isFalse();
        }
    }

    @Test
    void a_task_that_an_executor_loses_is_given_up_after_the_time_of_a_load() {
        background.put("k", "old");
        world.advance(MINUTE);
        assertThat(background.getOrCreate("k", gate)).isEqualTo("old");
        world.background.forget();
        world.advance(MINUTE);

        assertThat(background.getOrCreate("k", key -> "new")).isEqualTo("new");
    }

    @Test
    void a_task_that_comes_too_late_leaves_the_one_that_took_its_place_alone() {
        background.put("k", "old");
        world.advance(MINUTE);
        background.getOrCreate("k", key -> "too late");
        world.advance(MINUTE);
        Crew.Member<String> successor = crew.start(() -> background.getOrCreate("k", gate));
        gate.awaitCall();

        world.background.runAll();
        assertThat(background.statistics().loads()).isZero();
        gate.open("new");

        assertThat(successor.result()).isEqualTo("new");
        assertThat(background.get("k")).isEqualTo("new");
        assertThat(background.statistics().fenced()).isZero();
    }

    @Test
    void whoever_wins_the_lease_late_looks_once_more_and_does_not_load() {
        AtomicInteger loads = new AtomicInteger();
        var seen = region.slots().read("k");
        region.put("k", "v");

        Answer<String> answer =
                region.read("k", seen, key -> "load " + loads.incrementAndGet(), ReadOptions.defaults());

        assertThat(answer).isEqualTo(Answer.fresh("v"));
        assertThat(loads).hasValue(0);
    }

    @Test
    void a_caller_who_insists_gets_a_new_value_although_there_is_a_fresh_one() {
        region.put("k", "v");

        assertThat(region.read("k", region.slots().read("k"), key -> "new", ReadOptions.ANEW))
                .isEqualTo(Answer.made("new"));
        assertThat(region.get("k")).isEqualTo("new");
    }

    @Test
    void a_new_value_lives_from_the_moment_it_was_made() {
        Crew.Member<String> leader = crew.start(() -> region.getOrCreate("k", gate));
        gate.awaitCall();
        world.advance(Duration.ofSeconds(30));
        gate.open("v");
        leader.result();

        assertThat(region.metadata("k").age()).isZero();
        assertThat(region.statistics().loadNanos())
                .isEqualTo(Duration.ofSeconds(30).toNanos());
    }
}
