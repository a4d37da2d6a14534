// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import static io.dogpile.region.World.MILLI;
import static io.dogpile.region.World.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import io.dogpile.backend.Stored;
import io.dogpile.config.Option;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Fresh, stale, absent: what a value is good for, and when that changes. */
class StatesTest {

    private final World world = new World();
    private final Region<String, String> region = world.region().build();

    @Test
    void a_value_is_fresh_up_to_the_last_millisecond_of_its_lifetime() {
        region.put("k", "v");

        world.advance(MINUTE.minus(MILLI));
        assertThat(state("k")).isEqualTo(State.FRESH);
        assertThat(region.get("k")).isEqualTo("v");

        world.advance(MILLI);
        assertThat(state("k")).isEqualTo(State.STALE);
        assertThat(region.get("k")).isNull();
    }

    @Test
    void a_value_is_stale_up_to_the_last_millisecond_before_it_expires() {
        region.put("k", "v");

        world.advance(MINUTE.multipliedBy(2).minus(MILLI));
        assertThat(state("k")).isEqualTo(State.STALE);

        world.advance(MILLI);
        assertThat(state("k")).isEqualTo(State.ABSENT);
        assertThat(region.metadata("k")).isNull();
    }

    @Test
    void without_time_to_be_stale_a_value_goes_from_fresh_to_absent() {
        try (Region<String, String> exact =
                world.region().staleFor(Duration.ZERO).build()) {
            exact.put("k", "v");
            world.advance(MINUTE.minus(MILLI));
            assertThat(exact.get("k")).isEqualTo("v");

            world.advance(MILLI);
            assertThat(exact.slots().state(exact.slots().read("k"))).isEqualTo(State.ABSENT);
            assertThat(exact.getOrCreate("k", key -> "new")).isEqualTo("new");
        }
    }

    @Test
    void a_region_serves_stale_values_of_any_age_unless_it_is_told_otherwise() {
        try (Region<String, String> lenient =
                world.<String, String>eternal().expiration(MINUTE).build()) {
            lenient.put("k", "old");
            world.advance(Duration.ofDays(10_000));

            assertThat(lenient.slots().state(lenient.slots().read("k"))).isEqualTo(State.STALE);
            assertThat(lenient.metadata("k").expiresAt()).isNull();
        }
    }

    @Test
    void a_value_without_lifetime_stays_fresh_for_ever() {
        try (Region<String, String> eternal = world.<String, String>eternal().build()) {
            eternal.put("k", "v");
            world.advance(Duration.ofDays(100_000));

            assertThat(eternal.get("k")).isEqualTo("v");
            assertThat(eternal.metadata("k").freshUntil()).isNull();
        }
    }

    @Test
    void a_lifetime_of_zero_stores_nothing_and_removes_what_was_there() {
        try (Region<String, String> none = world.region()
                .lifetimes(new Lifetimes<>() {
                    @Override
                    public long ofCreated(String key, String value) {
                        return value.equals("kept") ? FOREVER : 0;
                    }

                    @Override
                    public long ofUpdated(String key, String value) {
                        return ofCreated(key, value);
                    }
                })
                .build()) {
            none.put("k", "kept");
            none.put("k", "not kept");
            assertThat(none.get("k")).isNull();
            none.put("k", "kept");
            none.putAll(Map.of("k", "not kept", "l", "kept"));
            assertThat(none.getAll(List.of("k", "l"))).isEqualTo(Map.of("l", "kept"));

            assertThat(none.getOrCreate("k", key -> "made")).isEqualTo("made");
            assertThat(none.slots().read("k")).isNull();
        }
    }

    private static final long FOREVER = io.dogpile.backend.Terms.FOREVER;

    @Test
    void only_what_can_make_a_value_returns_a_stale_one() {
        region.put("k", "old");
        world.advance(MINUTE);
        Gate<String> gate = new Gate<>();

        try (Crew crew = new Crew()) {
            Crew.Member<String> leader = crew.start(() -> region.getOrCreate("k", gate));
            gate.awaitCall();

            assertThat(region.getOrCreate("k", key -> "another")).isEqualTo("old");
            assertThat(region.getOrCreateAll(List.of("k"), keys -> Map.of())).containsEntry("k", "old");
            assertThat(region.get("k")).isNull();
            assertThat(region.getAll(List.of("k"))).isEmpty();
            gate.open("new");
            assertThat(leader.result()).isEqualTo("new");
        }
    }

    @Test
    void metadata_tells_what_is_known_about_a_value() {
        region.put("k", "v");
        world.advance(Duration.ofSeconds(90));

        EntryMetadata metadata = region.metadata("k");

        assertThat(metadata.state()).isEqualTo(State.STALE);
        assertThat(metadata.age()).isEqualTo(Duration.ofSeconds(90));
        assertThat(metadata.freshUntil()).isEqualTo(metadata.created().plus(MINUTE));
        assertThat(metadata.expiresAt()).isEqualTo(metadata.created().plus(MINUTE.multipliedBy(2)));
        assertThat(metadata.regenerating()).isFalse();
        assertThat(region.metadata("other")).isNull();
    }

    @Test
    void jitter_shortens_lifetimes_by_its_fraction_at_most_and_eternal_ones_not_at_all() {
        try (Region<String, String> spread =
                        world.region().option(Option.JITTER, 0.5).build();
                Region<String, String> eternal = world.<String, String>eternal()
                        .option(Option.JITTER, 0.5)
                        .build()) {
            assertThat(lifetimeOf(spread, 0)).isEqualTo(60_000);
            assertThat(lifetimeOf(spread, 0.5)).isEqualTo(45_000);
            assertThat(lifetimeOf(spread, 0.999999)).isBetween(30_000L, 30_001L);
            eternal.put("k", "v");
            assertThat(eternal.metadata("k").freshUntil()).isNull();
        }
    }

    private long lifetimeOf(Region<String, String> spread, double luck) {
        world.random.next(luck);
        spread.put("k", "v");
        Stored<String> stored = spread.slots().read("k");
        return stored.freshUntil() - stored.created();
    }

    @Test
    void a_touched_value_lives_on_from_the_moment_of_the_touch() {
        try (Region<String, String> touchable = world.region().touchable(true).build()) {
            touchable.put("k", "v");
            world.advance(Duration.ofSeconds(59));
            touchable.slots().touch("k", touchable.slots().read("k"), 60_000);
            world.advance(Duration.ofSeconds(59));
            assertThat(touchable.get("k")).isEqualTo("v");

            touchable.slots().touch("k", touchable.slots().read("k"), FOREVER);
            world.advance(Duration.ofDays(1_000));
            assertThat(touchable.get("k")).isEqualTo("v");
        }
    }

    private State state(String key) {
        return region.slots().state(region.slots().read(key));
    }
}
