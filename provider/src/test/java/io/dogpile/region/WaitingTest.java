// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import static io.dogpile.region.World.MILLI;
import static io.dogpile.region.World.MINUTE;
import static io.dogpile.region.World.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.dogpile.config.OnWaitTimeout;
import io.dogpile.config.Option;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** How long callers wait for a flight, what ends their wait, and interrupts. */
class WaitingTest {

    private final World world = new World();

    @AutoClose
    private final Region<String, String> region =
            world.region().option(Option.WAIT_AT_MOST, SECOND).build();

    @AutoClose
    private final Region<String, String> impatient = world.region()
            .option(Option.WAIT_AT_MOST, SECOND)
            .option(Option.ON_WAIT_TIMEOUT, OnWaitTimeout.LOAD)
            .build();

    @AutoClose
    private final Region<String, String> brief = world.region()
            .option(Option.WAIT_AT_MOST, MINUTE)
            .option(Option.LOAD_AT_MOST, SECOND)
            .build();

    @AutoClose
    private final Crew crew = new Crew();

    private final Gate<String> gate = new Gate<>();
    private final Gate<String> second = new Gate<>();

    @Test
    void a_caller_that_has_waited_in_vain_is_told_for_what_for_whom_and_how_long() {
        crew.start(() -> region.getOrCreate("k", gate));
        gate.awaitCall();
        world.advance(SECOND);
        Crew.Member<String> waiter = crew.start(() -> region.getOrCreate("k", gate));
        world.time.awaitWaiting(1);

        world.advance(SECOND.minus(MILLI));
        assertThat(waiter.task().isDone()).isFalse();
        world.advance(MILLI);

        assertThat(waiter.failure())
                .isInstanceOf(WaitException.class)
                .hasMessage(
                        "region 'books': waited 1000 ms for key k, which thread 'crew-0' has been loading for 2000 ms"
                                + " (wait-at-most is 1000 ms)");
        assertThat(region.statistics().waitTimeouts()).isEqualTo(1);
    }

    @Test
    void the_flight_goes_on_when_those_who_waited_for_it_are_gone() {
        Crew.Member<String> leader = crew.start(() -> region.getOrCreate("k", gate));
        gate.awaitCall();
        Crew.Member<String> waiter = crew.start(() -> region.getOrCreate("k", gate));
        world.time.awaitWaiting(1);
        world.advance(SECOND);
        waiter.failure();
        gate.open("v");

        assertThat(leader.result()).isEqualTo("v");
        assertThat(region.get("k")).isEqualTo("v");
    }

    @Test
    void a_caller_that_has_waited_in_vain_loads_for_itself_and_stores_nothing_if_told_so() {
        Crew.Member<String> leader = crew.start(() -> impatient.getOrCreate("k", gate));
        gate.awaitCall();
        Crew.Member<String> waiter = crew.start(() -> impatient.getOrCreate("k", key -> "made meanwhile"));
        world.time.awaitWaiting(1);
        world.advance(SECOND);

        assertThat(waiter.result()).isEqualTo("made meanwhile");
        assertThat(impatient.get("k")).isNull();
        gate.open("v");
        assertThat(leader.result()).isEqualTo("v");
        assertThat(impatient.get("k")).isEqualTo("v");
        assertThat(impatient.statistics().loads()).isEqualTo(2);
    }

    @Test
    void a_load_out_of_impatience_that_fails_is_told_to_its_caller_only() {
        Crew.Member<String> leader = crew.start(() -> impatient.getOrCreate("k", gate));
        gate.awaitCall();
        Crew.Member<String> waiter = crew.start(() -> impatient.getOrCreate("k", key -> {
            throw new IllegalStateException("too bad");
        }));
        world.time.awaitWaiting(1);
        world.advance(SECOND);

        assertThat(waiter.failure()).isInstanceOf(RegenerationException.class).hasMessageContaining("too bad");
        gate.open("v");
        assertThat(leader.result()).isEqualTo("v");
    }

    @Test
    void a_flight_that_takes_too_long_loses_its_place_and_its_result() {
        Crew.Member<String> slow = crew.start(() -> brief.getOrCreate("k", gate));
        gate.awaitCall();
        Crew.Member<String> waiter = crew.start(() -> brief.getOrCreate("k", second));
        world.time.awaitWaiting(1);
        world.advance(SECOND);
        second.awaitCall();

        gate.open("too late");
        assertThat(slow.result()).isEqualTo("too late");
        assertThat(brief.get("k")).isNull();
        second.open("in time");
        assertThat(waiter.result()).isEqualTo("in time");
        assertThat(brief.get("k")).isEqualTo("in time");
        assertThat(brief.statistics().fenced()).isEqualTo(1);
    }

    @Test
    void a_flight_that_takes_too_long_still_stores_its_result_if_nobody_took_its_place() {
        assertThat(brief.getOrCreate("k", key -> {
                    world.advance(Duration.ofSeconds(10));
                    return "late";
                }))
                .isEqualTo("late");
        assertThat(brief.get("k")).isEqualTo("late");
    }

    @Test
    void the_time_that_a_caller_waits_is_counted_over_all_flights_that_it_waits_for() {
        try (Region<String, String> both = world.region()
                .option(Option.WAIT_AT_MOST, Duration.ofSeconds(3))
                .option(Option.LOAD_AT_MOST, Duration.ofSeconds(2))
                .build()) {
            crew.start(() -> both.getOrCreate("k", gate));
            gate.awaitCall();
            List<Crew.Member<String>> waiters = crew.startAll(2, () -> both.getOrCreate("k", second));
            world.time.awaitWaiting(2);
            world.advance(Duration.ofSeconds(2));
            second.awaitCall();
            world.time.awaitWaiting(1);
            world.advance(SECOND);

            Crew.until(() -> waiters.stream().anyMatch(waiter -> waiter.task().isDone()));
            second.open("v");
            assertThat(waiters.stream().map(WaitingTest::endOf))
                    .satisfiesExactlyInAnyOrder(
                            end -> assertThat(end).isEqualTo("v"),
                            end -> assertThat(end).contains("waited 3000 ms for key k"));
        }
    }

    private static String endOf(Crew.Member<String> member) {
        try {
            return member.result();
        } catch (AssertionError e) {
            return e.getMessage();
        }
    }

    @Test
    void a_waiter_that_is_interrupted_leaves_and_the_flight_goes_on() {
        Crew.Member<String> leader = crew.start(() -> region.getOrCreate("k", gate));
        gate.awaitCall();
        Crew.Member<Boolean> waiter = crew.start(() -> {
            try {
                region.getOrCreate("k", gate);
                return null;
            } catch (WaitException e) {
                assertThat(e).hasMessage("region 'books': interrupted while waiting for key k");
                return Thread.currentThread().isInterrupted();
            }
        });
        world.time.awaitWaiting(1);
        waiter.thread().interrupt();

        assertThat(waiter.result()).isTrue();
        gate.open("v");
        assertThat(leader.result()).isEqualTo("v");
        assertThat(gate.calls()).isEqualTo(1);
    }

    @Test
    void when_the_loading_thread_is_interrupted_another_one_takes_over() {
        Crew.Member<Boolean> leader = crew.start(() -> {
            try {
                region.getOrCreate("k", gate);
                return null;
            } catch (RegenerationException e) {
                assertThat(e).hasCauseInstanceOf(InterruptedException.class);
                return Thread.currentThread().isInterrupted();
            }
        });
        gate.awaitCall();
        Crew.Member<String> waiter = crew.start(() -> region.getOrCreate("k", second));
        world.time.awaitWaiting(1);
        leader.thread().interrupt();

        assertThat(leader.result()).isTrue();
        second.awaitCall();
        second.open("v");
        assertThat(waiter.result()).isEqualTo("v");
        assertThat(region.get("k")).isEqualTo("v");
    }

    @Test
    void an_interrupted_load_of_a_stale_key_returns_the_old_value() {
        region.put("k", "old");
        world.advance(MINUTE);
        Crew.Member<String> leader = crew.start(() -> region.getOrCreate("k", gate) + ", interrupted: "
                + Thread.currentThread().isInterrupted());
        gate.awaitCall();
        leader.thread().interrupt();

        assertThat(leader.result()).isEqualTo("old, interrupted: true");
    }
}
