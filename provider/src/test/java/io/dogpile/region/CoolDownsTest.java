// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import static io.dogpile.region.World.MILLI;
import static io.dogpile.region.World.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dogpile.config.Option;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Keys rest after failures, so that a broken source is asked at a bounded rate. */
class CoolDownsTest {

    private static final Duration FIRST = Duration.ofMillis(100);

    private final World world = new World();

    @AutoClose
    private final Region<String, String> region = world.region()
            .option(Option.COOL_DOWN, FIRST)
            .option(Option.COOL_DOWN_AT_MOST, Duration.ofMillis(200))
            .build();

    @AutoClose
    private final Crew crew = new Crew();

    private final AtomicInteger loads = new AtomicInteger();

    private String broken(Object key) throws Exception {
        loads.incrementAndGet();
        throw new Exception("database is down");
    }

    CoolDownsTest() {
        // The longest rest that chance can give.
        world.random.next(0.9999999);
    }

    @Test
    void a_key_that_failed_is_not_tried_again_before_it_has_rested() {
        assertThatThrownBy(() -> region.getOrCreate("k", this::broken)).hasMessageContaining("failed: ");

        world.advance(FIRST.minus(MILLI));
        assertThatExceptionOfType(RegenerationException.class)
                .isThrownBy(() -> region.getOrCreate("k", key -> "v"))
                .withMessage("region 'books': making the value of key k failed a moment ago, and it is not tried again"
                        + " yet: java.lang.Exception: database is down")
                .havingCause()
                .withMessage("database is down");
        assertThat(loads).hasValue(1);

        world.advance(MILLI);
        assertThat(region.getOrCreate("k", key -> "v")).isEqualTo("v");
    }

    @Test
    void rests_grow_with_each_failure_up_to_the_longest_and_begin_anew_after_a_success() {
        CoolDowns<String> rests = new CoolDowns<>(region.settings().loading(), world.random);

        assertThat(restAfterFailure(rests)).isEqualTo(100);
        assertThat(restAfterFailure(rests)).isEqualTo(150);
        assertThat(restAfterFailure(rests)).isEqualTo(200);
        assertThat(restAfterFailure(rests)).isEqualTo(200);
        rests.succeeded("k");
        assertThat(restAfterFailure(rests)).isEqualTo(100);
    }

    @Test
    void chance_shortens_a_rest_to_half_of_it_at_most() {
        world.random.next(0);

        assertThat(restAfterFailure(new CoolDowns<>(region.settings().loading(), world.random)))
                .isEqualTo(50);
    }

    /** Fails once, and returns after how many milliseconds the key may be tried again. */
    private static long restAfterFailure(CoolDowns<String> rests) {
        long start = -12_345;
        rests.failed("k", new Exception("too bad"), start);
        long nanos = start;
        while (rests.causeOf("k", nanos) != null) {
            nanos += MILLI.toNanos();
        }
        return Duration.ofNanos(nanos - start).toMillis();
    }

    @Test
    void a_key_that_rests_returns_its_stale_value_without_a_load() {
        region.put("k", "old");
        world.advance(MINUTE);
        assertThat(region.getOrCreate("k", this::broken)).isEqualTo("old");

        assertThat(region.getOrCreate("k", this::broken)).isEqualTo("old");
        assertThat(loads).hasValue(1);
        assertThat(region.statistics().staleServed()).isEqualTo(1);
    }

    @Test
    void a_key_that_rests_returns_the_value_that_somebody_puts() {
        assertThatThrownBy(() -> region.getOrCreate("k", this::broken));
        region.put("k", "put");

        assertThat(region.getOrCreate("k", this::broken)).isEqualTo("put");
    }

    @Test
    void other_keys_do_not_rest() {
        assertThatThrownBy(() -> region.getOrCreate("k", this::broken));

        assertThat(region.getOrCreate("l", key -> "v")).isEqualTo("v");
    }

    @Test
    void clearing_the_region_ends_all_rests() {
        assertThatThrownBy(() -> region.getOrCreate("k", this::broken));
        region.clear();

        assertThat(region.getOrCreate("k", key -> "v")).isEqualTo("v");
    }

    @Test
    void a_caller_who_insists_does_not_wait_for_the_end_of_a_rest() {
        assertThatThrownBy(() -> region.getOrCreate("k", this::broken));

        assertThat(region.read("k", null, key -> "v", ReadOptions.ANEW)).isEqualTo(Answer.made("v"));
    }

    @Test
    void a_load_of_many_keys_is_refused_for_the_key_that_rests_and_leaves_the_others_free() {
        assertThatThrownBy(() -> region.getOrCreate("k", this::broken));

        assertThatThrownBy(() -> region.getOrCreateAll(List.of("a", "k", "b"), keys -> Map.of()))
                .hasMessageContaining("key k failed a moment ago");
        assertThat(region.isRegenerating("a")).isFalse();
        assertThat(region.getOrCreate("a", key -> "v")).isEqualTo("v");
    }

    @Test
    void a_load_that_fails_while_another_caller_makes_up_its_mind_counts_for_that_caller_too() {
        Time time = world.time.asTime();
        AtomicInteger untilFailure = new AtomicInteger(Integer.MAX_VALUE);
        List<Region<String, String>> both = new ArrayList<>();
        // The caller asks for the time after it has looked whether the key rests, and before it starts its flight.
        LongSupplier disturbed = () -> {
            if (untilFailure.decrementAndGet() == 0) {
                assertThatThrownBy(() -> both.get(0).getOrCreate("k", this::broken));
            }
            return world.time.nanos();
        };
        both.add(world.region()
                .environment(new Environment(
                        new Time(time.clock(), disturbed, time.waiting()),
                        world.random,
                        world.background,
                        world.scheduler))
                .build());
        untilFailure.set(1);

        assertThatThrownBy(() -> both.get(0).getOrCreate("k", this::broken)).hasMessageContaining("a moment ago");
        assertThat(loads).hasValue(1);
    }

    @Test
    void sixteen_threads_ask_a_broken_source_once_per_rest() {
        for (int rest = 1; rest <= 50; rest++) {
            CountDownLatch start = new CountDownLatch(1);
            List<Crew.Member<String>> all = crew.startAll(16, () -> {
                Crew.await(start);
                return region.getOrCreate("k", this::broken);
            });
            start.countDown();
            all.forEach(member -> assertThat(member.failure()).isInstanceOf(RegenerationException.class));
            assertThat(loads).hasValue(rest);
            world.advance(Duration.ofMillis(200));
        }
    }

    @Test
    void the_number_of_keys_that_rest_is_bounded() {
        for (int i = 0; i < 10_100; i++) {
            String key = "k" + i;
            assertThatThrownBy(() -> region.getOrCreate(key, this::broken));
        }
        int before = loads.get();
        assertThatThrownBy(() -> region.getOrCreate("k10099", this::broken));
        assertThat(loads).hasValue(before + 1);

        world.advance(MINUTE);
        assertThatThrownBy(() -> region.getOrCreate("another", this::broken));
        assertThatThrownBy(() -> region.getOrCreate("another", this::broken)).hasMessageContaining("a moment ago");
    }
}
