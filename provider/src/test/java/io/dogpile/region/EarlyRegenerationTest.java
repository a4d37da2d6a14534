// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import static io.dogpile.region.World.MILLI;
import static io.dogpile.region.World.MINUTE;
import static io.dogpile.region.World.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.dogpile.backend.Stored;
import io.dogpile.config.Option;
import io.dogpile.config.Regeneration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Hot values that are regenerated before they go stale, by chance. */
class EarlyRegenerationTest {

    private final World world = new World();

    @AutoClose
    private final Region<String, String> region =
            world.region().option(Option.EARLY_REGENERATION, 1.0).build();

    @AutoClose
    private final Crew crew = new Crew();

    /** Chance by which a value is due when its end is nearer than the time it took to make. */
    private static final double AT_ONE_COST = 1 - Math.exp(-1.000001);

    private void load(String value) {
        region.getOrCreate("k", key -> {
            world.advance(SECOND);
            return value;
        });
    }

    @Test
    void chance_and_the_time_that_a_load_takes_decide_how_early() {
        load("first");
        world.random.next(AT_ONE_COST);
        world.advance(MINUTE.minus(SECOND).minus(MILLI));
        assertThat(region.getOrCreate("k", key -> "early")).isEqualTo("first");

        world.advance(MILLI);
        assertThat(region.getOrCreate("k", key -> "early")).isEqualTo("early");
        assertThat(region.get("k")).isEqualTo("early");
    }

    @Test
    void the_dice_are_cast_once_for_each_read() {
        load("v");
        world.advance(MINUTE.minus(SECOND));
        Stored<String> stored = region.slots().read("k");
        SplittableRandom random = new SplittableRandom(42);
        EarlyRegeneration rule = new EarlyRegeneration(1, random);
        int due = 0;
        for (int i = 0; i < 10_000; i++) {
            due += rule.isDue(stored, stored.freshUntil(), region.slots().now()) ? 1 : 0;
        }
        int loads = 0;
        for (int i = 0; i < 10_000; i++) {
            world.random.next(random.nextDouble());
            long before = region.statistics().loads();
            region.read("k", region.slots().read("k"), key -> null, ReadOptions.defaults());
            loads += (int) (region.statistics().loads() - before);
        }

        assertThat(due / 10_000.0).isCloseTo(Math.exp(-1), within(0.02));
        assertThat(loads / 10_000.0).isCloseTo(Math.exp(-1), within(0.02));
    }

    @Test
    void others_get_the_fresh_value_meanwhile() {
        load("first");
        world.random.next(0.999999999);
        world.advance(MINUTE.minus(SECOND));
        Gate<String> gate = new Gate<>();
        Crew.Member<String> leader = crew.start(() -> region.getOrCreate("k", gate));
        gate.awaitCall();

        assertThat(region.getOrCreate("k", key -> "never")).isEqualTo("first");
        assertThat(region.get("k")).isEqualTo("first");
        assertThat(region.statistics().staleServed()).isZero();
        gate.open("early");
        assertThat(leader.result()).isEqualTo("early");
    }

    @Test
    void in_the_background_the_caller_gets_the_fresh_value_too() {
        try (Region<String, String> background = world.region()
                .option(Option.EARLY_REGENERATION, 1.0)
                .option(Option.REGENERATION, Regeneration.BACKGROUND)
                .build()) {
            background.getOrCreate("k", key -> {
                world.advance(SECOND);
                return "first";
            });
            world.random.next(0.999999999);
            world.advance(MINUTE.minus(SECOND));

            assertThat(background.getOrCreate("k", key -> "early")).isEqualTo("first");
            world.background.runAll();
            assertThat(background.get("k")).isEqualTo("early");
        }
    }

    @Test
    void an_early_load_that_fails_returns_the_fresh_value_and_counts_no_stale_one() {
        load("first");
        world.random.next(0.999999999);
        world.advance(MINUTE.minus(SECOND));

        assertThat(region.getOrCreate("k", key -> {
                    throw new Exception("too bad");
                }))
                .isEqualTo("first");
        assertThat(region.statistics().staleAfterFailure()).isZero();
    }

    @Test
    void values_that_were_put_or_never_end_are_not_regenerated_early() {
        world.random.next(0.999999999);
        region.put("put", "v");
        world.advance(MINUTE.minus(MILLI));
        assertThat(region.getOrCreate("put", key -> "early")).isEqualTo("v");

        try (Region<String, String> eternal = world.<String, String>eternal()
                .option(Option.EARLY_REGENERATION, 1.0)
                .build()) {
            eternal.getOrCreate("k", key -> {
                world.advance(SECOND);
                return "v";
            });
            assertThat(eternal.getOrCreate("k", key -> "early")).isEqualTo("v");
        }
    }
}
