// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.dogpile.config.Option;
import io.dogpile.config.Regeneration;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many threads, few keys, and values that are hardly made when they are stale again. */
class SingleFlightStressTest {

    private static final int THREADS = 8;
    private static final int READS = 20_000;
    private static final int KEYS = 8;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /**
     * A load of one key that is running.
     *
     * @param over how many operations on the key were over when the read began that has led to it
     */
    private record Running(long over) {}

    @AutoClose
    private final Environment machine = Environment.system("stress");

    private final AtomicLong millis = new AtomicLong();
    private final Happenings removals = new Happenings(KEYS);
    private final List<Set<Running>> running =
            IntStream.range(0, KEYS).mapToObj(key -> identities()).toList();
    private final AtomicLong loads = new AtomicLong();
    private final long seed = Long.getLong("dogpile.seed", new Random().nextLong());

    private static Set<Running> identities() {
        return ConcurrentHashMap.newKeySet();
    }

    private Environment environment() {
        InstantSource clock = () -> Instant.ofEpochMilli(millis.get());
        Time time = new Time(clock, machine.time().nanos(), machine.time().waiting());
        return new Environment(time, machine.random(), machine.background(), machine.maintenance());
    }

    @ParameterizedTest
    @EnumSource
    void each_key_is_loaded_by_one_at_a_time_however_many_ask_for_it(Regeneration regeneration) {
        try (Region<Integer, String> region = Region.<Integer, String>named("stress")
                        .environment(environment())
                        .expiration(Duration.ofMillis(2))
                        .staleFor(Duration.ofMillis(2))
                        .option(Option.REGENERATION, regeneration)
                        .build();
                Crew crew = new Crew()) {
            List<Crew.Member<Void>> members = IntStream.range(0, THREADS)
                    .mapToObj(thread -> crew.start(() -> read(region, new Random(seed + thread))))
                    .toList();
            assertTimeoutPreemptively(LIMIT, () -> members.forEach(member -> member.task().get()));

            assertThat(region.statistics().coalesced()).as("reads that met a load").isPositive();
            assertThat(region.statistics().loads()).isEqualTo(loads.get());
        }
    }
}
