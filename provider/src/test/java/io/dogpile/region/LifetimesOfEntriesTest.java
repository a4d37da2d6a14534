// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import static io.dogpile.region.World.MINUTE;
import static io.dogpile.region.World.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dogpile.config.Durations;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Creators that say how long a value lives, and what can be read about a value besides itself. */
class LifetimesOfEntriesTest {

    private final World world = new World();

    @AutoClose
    private final Region<String, String> region = world.region().build();

    private static Creator<String, String> lasting(String value, Duration lifetime) {
        return TimedCreator.of(key -> new Timed<>(value, lifetime));
    }

    @Test
    void a_creator_says_how_long_its_value_is_fresh() {
        region.getOrCreate("k", lasting("v", SECOND));
        region.getOrCreate("l", lasting("v", Durations.UNLIMITED));
        region.getOrCreate("m", lasting("v", null));
        region.getOrCreate("n", lasting("v", SECOND), ReadOptions.defaults().expiration(MINUTE));

        assertThat(region.find("k").metadata().remaining()).isEqualTo(SECOND);
        assertThat(region.find("l").metadata().remaining()).isNull();
        assertThat(region.find("m").metadata().remaining())
                .as("as the region says")
                .isEqualTo(MINUTE);
        assertThat(region.find("n").metadata().remaining())
                .as("who makes it knows best")
                .isEqualTo(SECOND);
        world.advance(SECOND);
        assertThat(region.get("k")).isNull();
    }

    @Test
    void a_creator_of_many_says_so_for_each() {
        Map<String, String> made = region.getOrCreateAll(
                List.of("a", "b", "c", "d"),
                TimedBulkCreator.of(keys -> Map.of(
                        "a", new Timed<>("1", SECOND),
                        "b", new Timed<>("2", null),
                        "c", new Timed<>("3", Duration.ZERO))));

        assertThat(made).containsExactly(Map.entry("a", "1"), Map.entry("b", "2"), Map.entry("c", "3"));
        assertThat(region.find("a").metadata().remaining()).isEqualTo(SECOND);
        assertThat(region.find("b").metadata().remaining()).isEqualTo(MINUTE);
        assertThat(region.getAll(List.of("a", "b", "c", "d"))).containsOnlyKeys("a", "b");
    }

    @Test
    void a_value_without_lifetime_is_returned_and_not_stored_and_leaves_the_old_one() {
        region.put("k", "old");
        world.advance(MINUTE);

        assertThat(region.getOrCreate("k", lasting("new", Duration.ZERO))).isEqualTo("new");
        assertThat(region.find("k").value()).isEqualTo("old");
    }

    @Test
    void that_there_is_no_value_is_remembered_as_long_as_the_creator_says() {
        assertThat(region.getOrCreate("k", lasting(null, SECOND))).isNull();

        assertThat(region.getOrCreate("k", key -> "v")).isNull();
        world.advance(SECOND);
        assertThat(region.getOrCreate("k", key -> "v")).isEqualTo("v");
    }

    @Test
    void less_than_a_millisecond_counts_as_one_and_less_than_nothing_is_refused() {
        region.getOrCreate("k", lasting("v", Duration.ofNanos(1)));

        assertThat(region.find("k").metadata().remaining()).isEqualTo(Duration.ofMillis(1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Timed<>("v", Duration.ofSeconds(-1)))
                .withMessage("the lifetime of a value is negative: PT-1S");
    }

    @Test
    void creators_that_answer_nothing_at_all_have_failed() {
        assertThatThrownBy(() -> region.getOrCreate("k", TimedCreator.of(key -> null)))
                .isInstanceOf(RegenerationException.class)
                .hasMessageContaining("the creator returned null");
        assertThatThrownBy(() -> region.getOrCreateAll(List.of("l"), TimedBulkCreator.of(keys -> null)))
                .isInstanceOf(RegenerationException.class)
                .hasMessageContaining("the creator returned no map");
    }

    @Test
    void timed_creators_are_creators_for_whoever_calls_them_directly() throws Exception {
        Map<String, Timed<String>> results = new HashMap<>();
        results.put("a", new Timed<>("1", SECOND));
        results.put("b", new Timed<>(null, SECOND));

        assertThat(lasting("v", SECOND).create("k")).isEqualTo("v");
        assertThat(TimedBulkCreator.<String, String>of(keys -> results).create(results.keySet()))
                .containsExactly(Map.entry("a", "1"));
    }

    @Test
    void a_value_is_found_with_its_age_and_what_is_left_of_it() {
        region.put("k", "v");
        world.advance(SECOND);
        Entry<String> fresh = region.find("k");
        world.advance(MINUTE);
        Entry<String> stale = region.find("k");
        world.advance(MINUTE);

        assertThat(fresh.value()).isEqualTo("v");
        assertThat(fresh.metadata().age()).isEqualTo(SECOND);
        assertThat(fresh.metadata().remaining()).isEqualTo(MINUTE.minus(SECOND));
        assertThat(fresh.metadata().isStale()).isFalse();
        assertThat(stale.metadata().isStale()).isTrue();
        assertThat(stale.metadata().remaining()).isZero();
        assertThat(region.find("k")).isNull();
    }

    @Test
    void many_values_are_found_with_their_metadata_in_the_order_of_their_keys() {
        region.put("a", "1");
        region.put("b", "2");

        assertThat(region.findAll(List.of("b", "x", "a"))).containsOnlyKeys("b", "a");
        assertThat(region.findAll(List.of("b", "x", "a")).keySet()).containsExactly("b", "a");
    }

    @Test
    void a_value_that_is_being_made_anew_says_so() {
        region.put("k", "old");
        world.advance(MINUTE);

        region.getOrCreate("k", key -> {
            assertThat(region.find("k").metadata().regenerating()).isTrue();
            return "new";
        });
        assertThat(region.find("k").metadata().regenerating()).isFalse();
    }
}
