// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import static io.dogpile.region.World.MILLI;
import static io.dogpile.region.World.MINUTE;
import static io.dogpile.region.World.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dogpile.config.Durations;
import io.dogpile.config.OnWaitTimeout;
import io.dogpile.config.Option;
import io.dogpile.config.Regeneration;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What one call may want otherwise than its region, in each of the ways to read. */
class ReadOptionsTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final ReadOptions<Object, Object> DEFAULTS = ReadOptions.defaults();

    private final World world = new World();

    /** Values are fresh for a minute, and stale for another one. */
    @AutoClose
    private final Region<String, String> region = world.region().build();

    @AutoClose
    private final Region<String, String> forgiving =
            world.region().staleIfError(MINUTE).build();

    @AutoClose
    private final Crew crew = new Crew();

    private final Gate<String> gate = new Gate<>();

    private void assertFresh(ReadOptions<Object, Object> options) {
        assertThat(region.get("k", options)).isEqualTo("v");
        assertThat(region.getAll(List.of("k", "absent"), options)).containsExactly(Map.entry("k", "v"));
        assertThat(region.find("k", options).metadata().state()).isEqualTo(State.FRESH);
        assertThat(region.findAll(List.of("absent", "k"), options)).containsOnlyKeys("k");
        assertThat(region.getOrCreate("k", key -> "made", options)).isEqualTo("v");
        assertThat(region.getOrCreateAll(List.of("k"), keys -> Map.of("k", "made"), options))
                .containsExactly(Map.entry("k", "v"));
    }

    private void assertNotFresh(ReadOptions<Object, Object> options) {
        assertThat(region.get("k", options)).isNull();
        assertThat(region.getAll(List.of("k"), options)).isEmpty();
        assertThat(region.getOrCreate("k", key -> "made", options)).isEqualTo("made");
        region.put("k", "v");
    }

    @Test
    void an_expiration_counts_from_the_creation_whatever_the_value_was_stored_with() {
        region.put("k", "v");
        world.advance(SECOND);

        assertFresh(DEFAULTS.expiration(SECOND.plus(MILLI)));
        assertNotFresh(DEFAULTS.expiration(SECOND));
        world.advance(MINUTE);
        assertFresh(DEFAULTS.expiration(MINUTE.plus(MILLI)));
        assertNotFresh(DEFAULTS);
    }

    @Test
    void never_means_never_in_every_way_to_read() {
        region.put("k", "v");
        world.advance(MINUTE.multipliedBy(2));

        assertThat(region.find("k")).isNull();
        assertFresh(DEFAULTS.neverExpires());
        assertFresh(DEFAULTS.expiration(Durations.UNLIMITED));
        assertFresh(DEFAULTS.ignoringExpiration());
        assertThat(region.find("k", DEFAULTS.neverExpires()).metadata().remaining())
                .isNull();
    }

    @Test
    void who_ignores_expiration_ignores_soft_invalidation_too_and_who_says_never_does_not() {
        region.put("k", "v");
        region.invalidate(Invalidation.SOFT);

        assertFresh(DEFAULTS.ignoringExpiration());
        assertThat(region.find("k", DEFAULTS.neverExpires()).metadata().state()).isEqualTo(State.STALE);
        assertNotFresh(DEFAULTS.neverExpires());
    }

    @Test
    void a_value_that_a_condition_invalidated_softly_is_not_made_fresh_by_a_longer_expiration() {
        region.put("k", "v");
        region.invalidateIf((key, metadata) -> true, Invalidation.SOFT);

        assertThat(region.find("k", DEFAULTS.expiration(HOUR)).metadata().state())
                .isEqualTo(State.STALE);
        assertNotFresh(DEFAULTS.expiration(HOUR));
    }

    @Test
    void nothing_brings_back_what_was_invalidated_for_good() {
        region.put("k", "v");
        region.invalidate(Invalidation.HARD);

        assertThat(region.find("k", DEFAULTS.ignoringExpiration())).isNull();
        assertNotFresh(DEFAULTS.ignoringExpiration());
    }

    @Test
    void what_a_call_with_an_expiration_makes_is_stored_with_that_lifetime() {
        region.getOrCreate("k", key -> "v", DEFAULTS.expiration(HOUR));
        region.getOrCreateAll(List.of("l"), keys -> Map.of("l", "v"), DEFAULTS.neverExpires());
        region.getOrCreate("m", key -> "v", DEFAULTS.ignoringExpiration());

        assertThat(region.find("k").metadata().remaining()).isEqualTo(HOUR);
        assertThat(region.find("l").metadata().remaining()).isNull();
        assertThat(region.find("m").metadata().remaining()).isEqualTo(MINUTE);
    }

    @Test
    void a_call_that_wants_no_stale_value_waits_for_the_new_one() {
        region.put("k", "old");
        world.advance(MINUTE);
        Crew.Member<String> leader = crew.start(() -> region.getOrCreate("k", gate));
        gate.awaitCall();
        Crew.Member<String> strict = crew.start(() -> region.getOrCreate("k", key -> "2", DEFAULTS.neverStale()));
        world.time.awaitWaiting(1);

        assertThat(region.getOrCreate("k", key -> "3")).isEqualTo("old");
        gate.open("new");
        assertThat(List.of(leader.result(), strict.result())).containsOnly("new");
    }

    @Test
    void a_stale_value_is_served_up_to_the_grace_and_no_longer() {
        ReadOptions<Object, Object> graceful = DEFAULTS.staleAtMost(SECOND).regeneration(Regeneration.BACKGROUND);
        region.put("k", "old");
        world.advance(MINUTE.plus(SECOND).minus(MILLI));
        assertThat(region.getOrCreate("k", key -> "new", graceful)).isEqualTo("old");
        world.background.forget();
        world.advance(MILLI);

        assertThat(region.find("k", graceful)).isNull();
        assertThat(region.find("k").value()).isEqualTo("old");
    }

    @Test
    void a_softly_invalidated_value_is_stale_for_who_allows_any_and_absent_for_who_does_not() {
        region.put("k", "old");
        region.invalidate(Invalidation.SOFT);

        assertThat(region.find("k", DEFAULTS.staleAtMost(SECOND))).isNotNull();
        assertThat(region.find("k", DEFAULTS.neverStale())).isNull();
    }

    @Test
    void nothing_too_stale_stands_in_after_a_failure() {
        forgiving.put("k", "old");
        world.advance(MINUTE.multipliedBy(2));
        Creator<String, String> broken = key -> {
            throw new IllegalStateException("broken");
        };

        assertThatThrownBy(() -> forgiving.getOrCreate("k", broken, DEFAULTS.neverStale()))
                .isInstanceOf(RegenerationException.class);
        assertThat(forgiving.getOrCreate("k", broken)).isEqualTo("old");
        assertThat(forgiving.getOrCreate("k", broken, DEFAULTS.staleAtMost(HOUR)))
                .isEqualTo("old");
    }

    @Test
    void a_refused_value_is_returned_to_all_who_wait_and_not_stored() {
        ReadOptions<String, String> never = ReadOptions.defaults().cacheIf((key, value) -> !key.equals("k"));
        List<Crew.Member<String>> all = crew.startAll(5, () -> region.getOrCreate("k", gate, never));
        world.time.awaitWaiting(4);
        gate.open("v");

        assertThat(all).extracting(Crew.Member::result).containsOnly("v");
        assertThat(gate.calls()).as("not asked one by one").isEqualTo(1);
        assertThat(region.slots().read("k")).isNull();
        assertThat(region.statistics().fenced()).isZero();
        assertThat(region.getOrCreateAll(List.of("k", "l"), keys -> Map.of("k", "1", "l", "2"), never))
                .containsExactly(Map.entry("k", "1"), Map.entry("l", "2"));
        assertThat(region.getAll(List.of("k", "l"))).containsExactly(Map.entry("l", "2"));
    }

    @Test
    void a_refused_value_leaves_the_old_stale_one_in_place() {
        region.put("k", "old");
        world.advance(MINUTE);

        assertThat(region.getOrCreate("k", key -> "new", DEFAULTS.cacheIf((key, value) -> value.equals("good"))))
                .isEqualTo("new");
        assertThat(region.find("k").value()).isEqualTo("old");
        assertThat(region.find("k").metadata().regenerating()).isFalse();
    }

    @Test
    void a_test_that_throws_is_a_failure_of_the_creator() {
        assertThatThrownBy(() -> region.getOrCreate("k", key -> "v", DEFAULTS.cacheIf((key, value) -> {
                    throw new IllegalStateException("which one?");
                })))
                .isInstanceOf(RegenerationException.class)
                .hasMessageContaining("which one?");
        assertThat(region.isRegenerating("k")).isFalse();
        assertThat(region.statistics().loadFailures()).isEqualTo(1);
    }

    @Test
    void a_call_may_wait_less_than_its_region_and_go_on_by_itself() {
        Crew.Member<String> leader = crew.start(() -> region.getOrCreate("k", gate));
        gate.awaitCall();

        assertThatThrownBy(() -> region.getOrCreate("k", key -> "2", DEFAULTS.waitAtMost(Duration.ZERO)))
                .isInstanceOf(WaitException.class)
                .hasMessageContaining("wait-at-most is 0 ms");
        assertThat(region.getOrCreate(
                        "k", key -> "3", DEFAULTS.waitAtMost(Duration.ZERO).onWaitTimeout(OnWaitTimeout.LOAD)))
                .isEqualTo("3");
        assertThat(region.get("k")).as("is not stored").isNull();
        gate.open("v");
        assertThat(leader.result()).isEqualTo("v");
    }

    @Test
    void a_call_decides_who_makes_the_new_value() {
        try (Region<String, String> background = world.region()
                .option(Option.REGENERATION, Regeneration.BACKGROUND)
                .build()) {
            background.put("k", "old");
            world.advance(MINUTE);

            assertThat(background.getOrCreate("k", key -> "new", DEFAULTS.regeneration(Regeneration.CALLER)))
                    .isEqualTo("new");
            assertThat(world.background.waiting()).isZero();
        }
    }

    @Test
    void who_wants_a_value_anew_gets_one() {
        region.put("k", "v");

        assertThat(region.getOrCreate("k", key -> "new", DEFAULTS.anew())).isEqualTo("new");
        assertThat(region.get("k")).isEqualTo("new");
        assertThat(region.get("k", DEFAULTS.anew())).isNull();
    }

    @Test
    void a_remembered_absence_is_not_prolonged() {
        try (Region<String, String> remembering =
                world.region().option(Option.REMEMBER_NULL, SECOND).build()) {
            remembering.getOrCreate("k", key -> null);
            world.advance(SECOND);

            assertThat(remembering.getOrCreate("k", key -> "v", DEFAULTS.neverExpires()))
                    .isEqualTo("v");
        }
    }

    @Test
    void options_that_make_no_sense_are_refused_when_they_are_made() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DEFAULTS.expiration(Duration.ZERO))
                .withMessageContaining("anew()");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DEFAULTS.staleAtMost(SECOND.negated()))
                .withMessage("staleAtMost: PT-1S is negative");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DEFAULTS.waitAtMost(Duration.ofNanos(1)))
                .withMessage("waitAtMost: PT0.000000001S is less than a millisecond");
        assertThatThrownBy(() -> DEFAULTS.cacheIf(null)).hasMessage("cacheIf");
        assertThatThrownBy(() -> DEFAULTS.expiration(null)).hasMessage("expiration");
    }
}
