// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import static io.dogpile.region.World.MINUTE;
import static io.dogpile.region.World.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.dogpile.config.Option;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** How often a process looks at what another one makes, where the store does not tell. */
final class PausesTest {

    private static final Duration STEP = Duration.ofMillis(5);

    @AutoClose
    private final Crew crew = new Crew();

    @Test
    void the_longest_pause_between_two_looks_is_an_option() {
        assertThat(looksInTwoSeconds(SECOND)).isBetween(5L, 30L);
        assertThat(looksInTwoSeconds(STEP)).isGreaterThan(100L);
    }

    private long looksInTwoSeconds(Duration longestPause) {
        SharedBytes store = new SharedBytes();
        World elsewhere = new World(0.5);
        Gate<String> gate = new Gate<>();
        try (Region<String, String> here = new World()
                        .region()
                        .option(Option.LEASE, MINUTE)
                        .bytes(store.client())
                        .build();
                Region<String, String> there = elsewhere
                        .region()
                        .option(Option.POLL_AT_MOST, longestPause)
                        .bytes(store.client())
                        .build()) {
            Crew.Member<String> holder = crew.start(() -> here.getOrCreate("k", gate));
            gate.awaitCall();
            Crew.Member<String> waiter = crew.start(() -> there.getOrCreate("k", key -> "another"));
            Crew.until(elsewhere.time::isEachWaiterAsleep);
            long before = store.requests.get();
            passTwoSeconds(elsewhere);
            long looks = store.requests.get() - before;
            gate.open("v");
            assertThat(holder.result()).isEqualTo("v");
            elsewhere.advance(SECOND.multipliedBy(2));
            assertThat(waiter.result()).isEqualTo("v");
            return looks;
        }
    }

    private static void passTwoSeconds(World world) {
        Duration end = world.time.passed().plus(SECOND.multipliedBy(2));
        while (world.time.passed().compareTo(end) < 0) {
            world.advance(STEP);
            Crew.until(world.time::isEachWaiterAsleep);
        }
    }
}
