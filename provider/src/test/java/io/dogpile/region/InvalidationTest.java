// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import static io.dogpile.region.World.MINUTE;
import static io.dogpile.region.World.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A region invalidated as a whole, hard and soft. */
class InvalidationTest {

    private final World world = new World();

    @AutoClose
    private final Region<String, String> region = world.region().build();

    @Test
    void hard_makes_everything_that_was_written_before_absent() {
        region.put("k", "v");
        region.invalidate(Invalidation.HARD);

        assertThat(state()).isEqualTo(State.ABSENT);
        assertThat(region.get("k")).isNull();
        assertThat(region.metadata("k")).isNull();
        assertThat(region.getOrCreate("k", key -> "new")).isEqualTo("new");
        assertThat(region.get("k")).isEqualTo("new");
    }

    @Test
    void soft_makes_what_was_fresh_stale_until_the_end_it_already_had() {
        region.put("k", "old");
        world.advance(SECOND);
        var expiresAt = region.metadata("k").expiresAt();
        region.invalidate(Invalidation.SOFT);

        assertThat(state()).isEqualTo(State.STALE);
        assertThat(region.get("k")).isNull();
        assertThat(region.metadata("k").expiresAt()).isEqualTo(expiresAt);
        assertThat(region.getOrCreate("k", key -> {
                    throw new Exception("too bad");
                }))
                .isEqualTo("old");
        world.advance(Duration.ofSeconds(119));
        assertThat(state()).isEqualTo(State.ABSENT);
    }

    @Test
    void soft_makes_eternal_values_stale_too() {
        try (Region<String, String> eternal = world.<String, String>eternal().build()) {
            eternal.put("k", "old");
            eternal.invalidate(Invalidation.SOFT);

            assertThat(eternal.get("k")).isNull();
            assertThat(eternal.slots().state(eternal.slots().read("k"))).isEqualTo(State.STALE);
            assertThat(eternal.getOrCreate("k", key -> "new")).isEqualTo("new");
            assertThat(eternal.get("k")).isEqualTo("new");
        }
    }

    @Test
    void a_later_soft_does_not_undo_a_hard() {
        region.put("k", "v");
        region.invalidate(Invalidation.HARD);
        region.invalidate(Invalidation.SOFT);

        assertThat(state()).isEqualTo(State.ABSENT);
    }

    @Test
    void a_hard_after_a_soft_counts() {
        region.put("k", "v");
        region.invalidate(Invalidation.SOFT);
        region.invalidate(Invalidation.HARD);

        assertThat(state()).isEqualTo(State.ABSENT);
    }

    @Test
    void generations_decide_and_not_clocks() {
        region.put("before", "v");
        region.invalidate(Invalidation.HARD);
        region.put("after", "v");

        assertThat(region.get("before")).isNull();
        assertThat(region.get("after")).isEqualTo("v");
    }

    @Test
    void what_was_invalidated_for_good_does_not_stand_in_for_a_failure() {
        try (Region<String, String> forgiving =
                world.region().staleIfError(MINUTE).build()) {
            forgiving.put("k", "v");
            forgiving.invalidate(Invalidation.HARD);

            assertThatThrownBy(() -> forgiving.getOrCreate("k", key -> {
                        throw new Exception("too bad");
                    }))
                    .hasMessageContaining("too bad");
        }
    }

    private State state() {
        return region.slots().state(region.slots().read("k"));
    }
}
