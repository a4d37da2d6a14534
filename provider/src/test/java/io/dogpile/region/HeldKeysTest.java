// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import static io.dogpile.region.World.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import io.dogpile.config.OnWaitTimeout;
import io.dogpile.config.Option;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Flights and operations that have a key for themselves while user code runs: they keep out of each other's way. */
class HeldKeysTest {

    private final World world = new World();

    @AutoClose
    private final Region<String, String> region = world.region().build();

    @AutoClose
    private final Crew crew = new Crew();

    private final Gate<String> gate = new Gate<>();

    /** Holds a key on a thread of its own until it is told to end, having done its work then. */
    private final class Holder {
        private final CountDownLatch held = new CountDownLatch(1);
        private final CountDownLatch end = new CountDownLatch(1);
        private final Crew.Member<Object> member;

        private Holder(Region<String, String> where, String key, Runnable work) {
            member = crew.start(() -> {
                try (KeyLocks.Hold hold = where.slots().locks().acquire(key)) {
                    held.countDown();
                    Crew.await(end);
                    work.run();
                    return hold;
                }
            });
            Crew.await(held);
        }

        private void end() {
            end.countDown();
            member.result();
        }
    }

    @Test
    void a_load_of_a_key_that_an_operation_has_begins_when_that_is_over() {
        Holder holder = new Holder(region, "k", () -> {});
        Crew.Member<String> reader = crew.start(() -> region.getOrCreate("k", gate));
        Crew.untilBlocked(reader.thread());
        assertThat(gate.calls()).isZero();
        assertThat(region.slots().read("k")).isNull();
        holder.end();

        gate.awaitCall();
        gate.open("v");
        assertThat(reader.result()).isEqualTo("v");
        assertThat(region.get("k")).isEqualTo("v");
    }

    @Test
    void a_reader_that_waited_for_an_operation_gets_what_that_has_written() {
        Holder holder = new Holder(region, "k", () -> region.put("k", "written"));
        Crew.Member<String> reader = crew.start(() -> region.getOrCreate("k", gate));
        Crew.untilBlocked(reader.thread());
        holder.end();

        assertThat(reader.result()).isEqualTo("written");
        assertThat(gate.calls()).isZero();
    }

    @Test
    void a_stale_value_is_served_while_an_operation_has_its_key() {
        region.put("k", "old");
        world.advance(MINUTE);
        Holder holder = new Holder(region, "k", () -> {});

        assertThat(region.getOrCreate("k", gate)).isEqualTo("old");
        assertThat(region.getOrCreateAll(List.of("k"), keys -> Map.of())).containsEntry("k", "old");
        holder.end();
    }

    @Test
    void a_reader_does_not_wait_for_an_operation_for_ever() {
        try (Region<String, String> impatient =
                world.region().option(Option.WAIT_AT_MOST, Duration.ofMillis(1)).build()) {
            Holder holder = new Holder(impatient, "k", () -> {});
            Crew.Member<String> reader = crew.start(() -> impatient.getOrCreate("k", gate));

            assertThat(reader.failure())
                    .isInstanceOf(WaitException.class)
                    .hasMessageMatching(
                            "region 'books': waited \\d+ ms for key k, which an operation or another process has had for itself"
                                    + " all the while \\(wait-at-most is 1 ms\\)");
            assertThat(impatient.statistics().waitTimeouts()).isEqualTo(1);
            assertThat(impatient.isRegenerating("k")).isFalse();
            holder.end();
        }
    }

    @Test
    void a_reader_that_waited_for_an_operation_in_vain_loads_for_itself_if_told_so() {
        try (Region<String, String> impatient = world.region()
                .option(Option.WAIT_AT_MOST, Duration.ofMillis(1))
                .option(Option.ON_WAIT_TIMEOUT, OnWaitTimeout.LOAD)
                .build()) {
            Holder holder = new Holder(impatient, "k", () -> {});

            assertThat(impatient.getOrCreate("k", key -> "v")).isEqualTo("v");
            assertThat(impatient.getOrCreateAll(List.of("k"), keys -> Map.of("k", "w")))
                    .containsEntry("k", "w");
            holder.end();
            assertThat(impatient.get("k")).isNull();
        }
    }

    @Test
    void a_reader_that_waits_for_an_operation_can_be_interrupted() {
        Holder holder = new Holder(region, "k", () -> {});
        Crew.Member<String> reader = crew.start(() -> region.getOrCreate("k", gate));
        Crew.untilBlocked(reader.thread());
        reader.thread().interrupt();

        assertThat(reader.failure())
                .isInstanceOf(WaitException.class)
                .hasMessage("region 'books': interrupted while waiting for key k");
        holder.end();
    }

    @Test
    void an_operation_may_load_the_key_that_it_has() {
        try (KeyLocks.Hold hold = region.slots().locks().acquire("k")) {
            assertThat(region.getOrCreate("k", key -> "v")).isEqualTo("v");
            assertThat(hold).isNotNull();
        }
        assertThat(region.get("k")).isEqualTo("v");
    }

    @Test
    void an_operation_may_wait_for_a_flight_that_cannot_land_before_it_ends() {
        Crew.Member<String> leader = crew.start(() -> region.getOrCreate("k", gate));
        gate.awaitCall();
        String[] read = new String[1];
        Holder holder = new Holder(region, "k", () -> read[0] = region.getOrCreate("k", key -> "never"));
        gate.open("v");
        holder.end();

        assertThat(read[0]).isEqualTo("v");
        assertThat(leader.result()).isEqualTo("v");
        assertThat(region.get("k")).isEqualTo("v");
    }

    @Test
    void a_flight_whose_key_an_operation_writes_while_it_lands_is_fenced() {
        Crew.Member<String> leader = crew.start(() -> region.getOrCreate("k", gate));
        gate.awaitCall();
        Holder holder = new Holder(region, "k", () -> region.put("k", "written"));
        gate.open("made");
        Crew.untilBlocked(leader.thread());
        holder.end();

        assertThat(leader.result()).isEqualTo("made");
        assertThat(region.get("k")).isEqualTo("written");
        assertThat(region.statistics().fenced()).isEqualTo(1);
    }

    @Test
    void a_load_of_many_announces_all_of_them_before_it_waits_for_an_operation_on_one() {
        Crew.Member<Map<String, String>> leader = crew.start(() -> region.getOrCreateAll(
                List.of("a", "b"), keys -> Map.of("a", "made a", "b", "made " + gate.create("b"))));
        gate.awaitCall();
        String[] read = new String[1];
        Holder holder = new Holder(region, "a", () -> read[0] = region.getOrCreate("b", key -> "never"));
        gate.open("b");
        Crew.untilBlocked(leader.thread());
        holder.end();

        assertThat(leader.result()).hasSize(2);
        assertThat(read[0]).isEqualTo("made b");
        assertThat(region.get("a")).isEqualTo("made a");
        assertThat(region.get("b")).isEqualTo("made b");
    }

    @Test
    void a_flight_does_not_wait_for_an_operation_for_ever_to_land() {
        try (Region<String, String> impatient =
                world.region().option(Option.WAIT_AT_MOST, Duration.ofMillis(1)).build()) {
            Holder[] holder = new Holder[1];
            assertThat(impatient.getOrCreate("k", key -> {
                        holder[0] = new Holder(impatient, key, () -> {});
                        return "v";
                    }))
                    .isEqualTo("v");

            assertThat(impatient.get("k")).isNull();
            assertThat(impatient.statistics().fenced()).isEqualTo(1);
            holder[0].end();
            assertThat(impatient.getOrCreate("k", key -> "v2")).isEqualTo("v2");
        }
    }
}
