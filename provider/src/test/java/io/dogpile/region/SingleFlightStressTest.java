// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.dogpile.config.Option;
import io.dogpile.config.Regeneration;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many threads, few keys, and values that are hardly made when they are stale again. */
class SingleFlightStressTest {

    private static final int THREADS = 8;
    private static final int READS = 20_000;
    private static final int KEYS = 8;
    private static final List<Integer> ALL = IntStream.range(0, KEYS).boxed().toList();
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** A load of one key that is running. */
    private static final class Running {

        /** How many operations on the key were over when the read began that has led to this load. */
        final long over;

        Running(long over) {
            this.over = over;
        }
    }

    @AutoClose
    private final Environment machine = Environment.system("stress");

    private final AtomicLong millis = new AtomicLong();
    private final Happenings removals = new Happenings(KEYS);
    private final List<Set<Running>> running =
            IntStream.range(0, KEYS).mapToObj(key -> noneRunning()).toList();
    private final AtomicReference<@Nullable String> twice = new AtomicReference<>();
    private final long seed = Long.getLong("dogpile.seed", new Random().nextLong());

    private static Set<Running> noneRunning() {
        return ConcurrentHashMap.newKeySet();
    }

    @ParameterizedTest
    @EnumSource
    void each_key_is_loaded_by_one_at_a_time_however_many_ask_for_it(Regeneration regeneration) {
        try (Region<Integer, String> region = Region.<Integer, String>named("stress")
                        .environment(Yielding.environment(machine, () -> Instant.ofEpochMilli(millis.get())))
                        .expiration(Duration.ofMillis(2))
                        .staleFor(Duration.ofMillis(2))
                        .option(Option.REGENERATION, regeneration)
                        .build();
                Crew crew = new Crew()) {
            List<Crew.Member<Void>> members = IntStream.range(0, THREADS)
                    .mapToObj(thread -> crew.start(() -> read(region, new Random(seed + thread))))
                    .toList();
            assertTimeoutPreemptively(LIMIT, () -> {
                for (Crew.Member<Void> member : members) {
                    member.task().get();
                }
            });

            assertThat(twice).hasNullValue();
            assertThat(region.statistics().coalesced())
                    .as("reads that met a load")
                    .isPositive();
        }
    }

    private Void read(Region<Integer, String> region, Random random) {
        for (int i = 0; i < READS; i++) {
            List<Integer> keys = new ArrayList<>(ALL);
            Collections.shuffle(keys, random);
            switch (random.nextInt(32)) {
                case 0 -> removals.toKey(keys.get(0), () -> region.remove(keys.get(0)));
                case 1, 2, 3, 4 -> millis.incrementAndGet();
                default -> Thread.onSpinWait();
            }
            if (random.nextInt(4) == 0) {
                readAll(region, keys.subList(0, 2 + random.nextInt(3)));
            } else {
                read(region, keys.get(0));
            }
        }
        return null;
    }

    private void read(Region<Integer, String> region, int key) {
        long over = removals.ended(key);
        requireOwn(key, region.getOrCreate(key, made -> make(Map.of(made, over)).get(made)));
    }

    private void readAll(Region<Integer, String> region, List<Integer> keys) {
        Map<Integer, Long> over = new HashMap<>();
        keys.forEach(key -> over.put(key, removals.ended(key)));
        Map<Integer, String> values = region.getOrCreateAll(keys, missing -> {
            Map<Integer, Long> needed = new HashMap<>(over);
            needed.keySet().retainAll(missing);
            return make(needed);
        });
        if (!List.copyOf(values.keySet()).equals(keys)) {
            throw new AssertionError("-Ddogpile.seed=" + seed + ": asked for " + keys + ", got " + values);
        }
        values.forEach(this::requireOwn);
    }

    private void requireOwn(int key, @Nullable String value) {
        if (value == null || !value.startsWith(key + " ")) {
            throw new AssertionError("-Ddogpile.seed=" + seed + ": asked for " + key + ", got " + value);
        }
    }

    private Map<Integer, String> make(Map<Integer, Long> keys) {
        Map<Integer, String> made = new HashMap<>();
        Map<Integer, Running> mine = new HashMap<>();
        try {
            keys.forEach((key, over) -> mine.put(key, begin(key, over)));
            Thread.yield();
            keys.forEach((key, over) -> made.put(key, key + " made at " + millis));
            return made;
        } finally {
            mine.forEach((key, load) -> running.get(key).remove(load));
        }
    }

    /** Of two loads that run together, at least the later one meets the other here. */
    private Running begin(int key, long over) {
        Running mine = new Running(over);
        running.get(key).add(mine);
        for (Running other : running.get(key)) {
            // If all operations were over before either read began, none of the loads can have been overtaken.
            long begun = removals.begun(key);
            if (other != mine && other.over == begun && over == begun) {
                twice.compareAndSet(null, "-Ddogpile.seed=" + seed + ": two loads of " + key + " at the same time");
            }
        }
        return mine;
    }
}
