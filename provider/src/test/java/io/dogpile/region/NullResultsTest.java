// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import static io.dogpile.region.World.MINUTE;
import static io.dogpile.region.World.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.dogpile.config.Option;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What becomes of a creator's answer that there is no value. */
class NullResultsTest {

    private final World world = new World();

    @AutoClose
    private final Region<String, String> region = world.region().build();

    @AutoClose
    private final Region<String, String> remembering =
            world.region().option(Option.REMEMBER_NULL, SECOND).build();

    @AutoClose
    private final Crew crew = new Crew();

    private final AtomicInteger loads = new AtomicInteger();

    private String nothing(String key) {
        loads.incrementAndGet();
        return null;
    }

    @Test
    void null_is_shared_by_all_who_wait_and_not_stored() {
        Gate<String> gate = new Gate<>();
        List<Crew.Member<String>> all = crew.startAll(16, () -> region.getOrCreate("k", gate));
        world.time.awaitWaiting(15);
        gate.open(null);

        assertThat(all).extracting(Crew.Member::result).containsOnlyNulls();
        assertThat(gate.calls()).isEqualTo(1);
        assertThat(region.slots().read("k")).isNull();
        assertThat(region.getOrCreate("k", key -> "v")).isEqualTo("v");
    }

    @Test
    void null_takes_the_place_of_a_stale_value() {
        region.put("k", "old");
        world.advance(MINUTE);

        assertThat(region.getOrCreate("k", this::nothing)).isNull();
        assertThat(region.slots().read("k")).isNull();
    }

    @Test
    void null_does_not_take_back_a_value_that_is_fresh() {
        region.put("k", "v");

        assertThat(region.read("k", region.slots().read("k"), this::nothing, ReadOptions.ANEW))
                .isEqualTo(Answer.made(null));
        assertThat(region.get("k")).isEqualTo("v");
        assertThat(region.slots().read("k").lease()).isNull();
    }

    @Test
    void null_is_remembered_for_its_own_time_if_the_region_is_told_to() {
        assertThat(remembering.getOrCreate("k", this::nothing)).isNull();
        assertThat(remembering.getOrCreate("k", this::nothing)).isNull();
        assertThat(remembering.getOrCreateAll(List.of("k"), keys -> Map.of("k", "v")))
                .isEmpty();
        assertThat(loads).hasValue(1);
        assertThat(remembering.get("k")).isNull();
        assertThat(remembering.metadata("k")).isNull();

        world.advance(SECOND);
        assertThat(remembering.getOrCreate("k", this::nothing)).isNull();
        assertThat(loads).hasValue(2);
    }

    @Test
    void a_remembered_null_gives_way_to_a_value() {
        remembering.getOrCreate("k", this::nothing);
        remembering.put("k", "v");

        assertThat(remembering.getOrCreate("k", this::nothing)).isEqualTo("v");
    }

    @Test
    void a_remembered_null_is_swept_when_its_time_is_over_however_long_values_may_be_stale() {
        try (Region<String, String> lenient = world.<String, String>eternal()
                .expiration(MINUTE)
                .option(Option.REMEMBER_NULL, SECOND)
                .build()) {
            lenient.getOrCreate("k", this::nothing);
            assertThat(lenient.slots().read("k")).isNotNull();

            world.advance(SECOND);
            world.scheduler.advance(MINUTE);
            assertThat(lenient.slots().read("k")).isNull();
        }
    }
}
