// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Epoch time that goes on whatever becomes of the wall clock. */
class SteadyClockTest {

    private static final long HOUR = Duration.ofHours(1).toMillis();

    private final AtomicLong nanos =
            new AtomicLong(Long.MAX_VALUE - Duration.ofSeconds(1).toNanos());
    private final AtomicLong wall =
            new AtomicLong(Instant.parse("2026-11-22T12:00:00Z").toEpochMilli());
    private final SteadyClock clock = new SteadyClock(nanos::get, () -> Instant.ofEpochMilli(wall.get()));

    @AutoClose
    private final Crew crew = new Crew();

    private void pass(long millis) {
        nanos.addAndGet(Duration.ofMillis(millis).toNanos());
        wall.addAndGet(millis);
    }

    @Test
    void it_goes_on_with_the_monotonic_clock_across_the_end_of_its_numbers() {
        long start = clock.millis();
        for (int i = 1; i <= 100; i++) {
            pass(37);
            assertThat(clock.millis()).isEqualTo(start + i * 37);
        }
        assertThat(clock.instant()).isEqualTo(Instant.ofEpochMilli(start + 3_700));
    }

    @Test
    void it_does_not_follow_a_wall_clock_that_is_set_back() {
        long start = clock.millis();
        wall.addAndGet(-HOUR);
        pass(5_000);
        assertThat(clock.millis()).isEqualTo(start + 5_000);

        pass(5_000);
        assertThat(clock.millis()).isEqualTo(start + 10_000);
    }

    @Test
    void it_follows_a_wall_clock_that_is_ahead_within_about_a_second() {
        long start = clock.millis();
        wall.addAndGet(HOUR);
        assertThat(clock.millis()).isEqualTo(start);

        pass(1_001);
        assertThat(clock.millis()).isEqualTo(start + HOUR + 1_001);
        pass(500);
        assertThat(clock.millis()).isEqualTo(start + HOUR + 1_501);
    }

    @Test
    void a_wall_clock_that_jumps_ahead_and_back_again_leaves_it_ahead() {
        long start = clock.millis();
        wall.addAndGet(HOUR);
        pass(2_000);
        clock.millis();
        wall.addAndGet(-HOUR);
        pass(2_000);

        assertThat(clock.millis()).isEqualTo(start + HOUR + 4_000);
    }

    @Test
    void no_thread_ever_sees_it_go_back_whatever_the_wall_clock_does() {
        List<Crew.Member<Object>> readers = crew.startAll(4, () -> {
            long last = clock.millis();
            for (int i = 0; i < 100_000; i++) {
                nanos.addAndGet(50_000);
                if (i % 1_000 == 0) {
                    wall.addAndGet(i % 3_000 == 0 ? HOUR : -HOUR / 2);
                }
                long now = clock.millis();
                assertThat(now).isGreaterThanOrEqualTo(last);
                last = now;
            }
            return null;
        });

        readers.forEach(Crew.Member::result);
    }
}
