// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import static io.dogpile.region.World.MILLI;
import static io.dogpile.region.World.MINUTE;
import static io.dogpile.region.World.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dogpile.config.Option;
import io.dogpile.config.Regeneration;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What callers see of a creator that fails, and what becomes of the old value. */
class FailuresOfLoadsTest {

    private static final Exception BROKEN = new Exception("database is down");

    private final World world = new World();

    @AutoClose
    private final Region<String, String> region =
            world.region().option(Option.COOL_DOWN, Duration.ZERO).build();

    @AutoClose
    private final Region<String, String> forgiving = world.region()
            .option(Option.COOL_DOWN, Duration.ZERO)
            .staleIfError(MINUTE)
            .build();

    @AutoClose
    private final Crew crew = new Crew();

    private static String broken(String key) throws Exception {
        throw BROKEN;
    }

    @Test
    void all_who_wait_share_the_failure_each_with_an_exception_of_its_own() {
        Gate<String> gate = new Gate<>();
        List<Crew.Member<String>> all = crew.startAll(8, () -> region.getOrCreate("k", gate));
        world.time.awaitWaiting(7);
        gate.fail(BROKEN);

        Set<Throwable> failures = all.stream().map(Crew.Member::failure).collect(Collectors.toCollection(HashSet::new));
        assertThat(failures)
                .hasSize(8)
                .allSatisfy(failure -> assertThat(failure)
                        .isInstanceOf(RegenerationException.class)
                        .hasMessage(
                                "region 'books': making the value of key k failed: java.lang.Exception: database is down")
                        .cause()
                        .isSameAs(BROKEN));
        assertThat(gate.calls()).isEqualTo(1);
        assertThat(region.statistics().loadFailures()).isEqualTo(1);
        assertThat(region.slots().read("k")).isNull();
    }

    @Test
    void the_next_caller_tries_again() {
        assertThatThrownBy(() -> region.getOrCreate("k", FailuresOfLoadsTest::broken))
                .hasCause(BROKEN);
        assertThat(region.getOrCreate("k", key -> "v")).isEqualTo("v");
    }

    @Test
    void a_failure_returns_the_stale_value_and_leaves_it_as_it_was() {
        region.put("k", "old");
        world.advance(MINUTE);
        var expiresAt = region.metadata("k").expiresAt();

        assertThat(region.getOrCreate("k", FailuresOfLoadsTest::broken)).isEqualTo("old");
        assertThat(region.metadata("k").expiresAt()).isEqualTo(expiresAt);
        assertThat(region.slots().read("k").lease()).isNull();
        assertThat(region.statistics().staleAfterFailure()).isEqualTo(1);
    }

    @Test
    void a_stale_value_that_expires_while_its_load_fails_is_not_returned() {
        region.put("k", "old");
        world.advance(MINUTE);

        assertThatThrownBy(() -> region.getOrCreate("k", key -> {
                    world.advance(MINUTE);
                    throw BROKEN;
                }))
                .hasCause(BROKEN);
    }

    @Test
    void a_value_that_is_invalidated_for_good_while_its_load_fails_is_not_returned() {
        region.put("k", "old");
        world.advance(MINUTE);

        assertThatThrownBy(() -> region.getOrCreate("k", key -> {
                    region.invalidate(Invalidation.HARD);
                    throw BROKEN;
                }))
                .hasCause(BROKEN);
    }

    @Test
    void an_expired_value_stands_in_for_a_failed_load_as_long_as_the_region_allows() {
        forgiving.put("k", "old");
        world.advance(MINUTE.multipliedBy(3).minus(MILLI));
        assertThat(forgiving.getOrCreate("k", FailuresOfLoadsTest::broken)).isEqualTo("old");
        assertThat(forgiving.get("k")).isNull();
        assertThat(forgiving.statistics().staleAfterFailure()).isEqualTo(1);

        world.advance(MILLI);
        assertThatThrownBy(() -> forgiving.getOrCreate("k", FailuresOfLoadsTest::broken))
                .hasCause(BROKEN);
    }

    @Test
    void an_expired_value_that_may_stand_in_for_failures_is_served_to_nobody_else() {
        forgiving.put("k", "old");
        world.advance(MINUTE.multipliedBy(2));
        Gate<String> gate = new Gate<>();
        Crew.Member<String> leader = crew.start(() -> forgiving.getOrCreate("k", gate));
        gate.awaitCall();
        Crew.Member<String> waiter = crew.start(() -> forgiving.getOrCreate("k", gate));
        world.time.awaitWaiting(1);
        gate.fail(BROKEN);

        assertThat(leader.result()).isEqualTo("old");
        assertThat(waiter.result()).isEqualTo("old");
        assertThat(forgiving.statistics().staleAfterFailure()).isEqualTo(2);
    }

    @Test
    void a_caller_who_insists_on_a_new_value_is_told_of_the_failure() {
        region.put("k", "fresh");

        assertThatExceptionOfType(RegenerationException.class)
                .isThrownBy(
                        () -> region.read("k", region.slots().read("k"), FailuresOfLoadsTest::broken, ReadOptions.ANEW))
                .withCause(BROKEN);
        assertThat(region.get("k")).isEqualTo("fresh");
        assertThat(region.slots().read("k").lease()).isNull();
    }

    @Test
    void a_failure_in_the_background_leaves_the_stale_value() {
        try (Region<String, String> background = world.region()
                .option(Option.REGENERATION, Regeneration.BACKGROUND)
                .build()) {
            background.put("k", "old");
            world.advance(MINUTE);
            assertThat(background.getOrCreate("k", FailuresOfLoadsTest::broken)).isEqualTo("old");
            world.background.runAll();

            assertThat(background.getOrCreate("k", key -> "rests")).isEqualTo("old");
            assertThat(world.background.waiting()).isZero();
            world.advance(SECOND);
            background.getOrCreate("k", key -> "new");
            world.background.runAll();
            assertThat(background.get("k")).isEqualTo("new");
        }
    }

    @Test
    void a_rule_of_lifetimes_that_fails_is_a_failure_of_the_load() {
        try (Region<String, String> ruled = world.region()
                .lifetimes(new Lifetimes<>() {
                    @Override
                    public long ofCreated(String key, String value) {
                        throw new IllegalStateException("no rule for " + key);
                    }

                    @Override
                    public long ofUpdated(String key, String value) {
                        return 1;
                    }
                })
                .build()) {
            assertThatExceptionOfType(RegenerationException.class)
                    .isThrownBy(() -> ruled.getOrCreate("k", key -> "v"))
                    .withMessageContaining("no rule for k");
            assertThat(ruled.slots().read("k")).isNull();
            assertThat(ruled.isRegenerating("k")).isFalse();
        }
    }

    @Test
    void a_long_key_is_shortened_in_messages() {
        String key = "x".repeat(1_000);

        assertThatThrownBy(() -> region.getOrCreate(key, FailuresOfLoadsTest::broken))
                .hasMessageContaining("key " + "x".repeat(64) + "... failed");
    }
}
