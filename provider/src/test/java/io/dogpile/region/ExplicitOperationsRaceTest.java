// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import static org.assertj.core.api.Assertions.assertThat;

import io.dogpile.backend.Stored;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Threads that load and threads that write, remove and invalidate, all at the same time and as they like. */
class ExplicitOperationsRaceTest {

    private static final int THREADS = 4;
    private static final int ROUNDS = 2_000;
    private static final int KEYS = 4;
    private static final long PUT = Long.MAX_VALUE;

    /** A value, and how many operations on its key had begun when its load did; {@link #PUT} if it was not loaded. */
    private record Made(int key, long after) {}

    enum Kind {
        UNBOUNDED(UnaryOperator.identity()),
        BOUNDED(builder -> builder.backend("heap", Map.of("maximum-size", "100"))),
        LISTENED_TO(builder -> builder.listener(new RegionListener<>() {
            @Override
            public void expired(Integer key, Stored<Made> stored) {}

            @Override
            public void regenerated(Integer key, @Nullable Made previous, Made value) {}
        }));

        final UnaryOperator<RegionBuilder<Integer, Made>> change;

        Kind(UnaryOperator<RegionBuilder<Integer, Made>> change) {
            this.change = change;
        }
    }

    @AutoClose
    private final Environment machine = Environment.system("race");

    private final Happenings happenings = new Happenings(KEYS);
    private final long seed = Long.getLong("dogpile.seed", new Random().nextLong());

    @ParameterizedTest
    @EnumSource
    void nobody_sees_what_was_begun_before_an_operation_once_that_has_returned(Kind kind) {
        RegionBuilder<Integer, Made> builder = Region.<Integer, Made>named("race")
                .environment(Yielding.environment(machine, machine.time().clock()));
        try (Region<Integer, Made> region = kind.change.apply(builder).build();
                Crew crew = new Crew()) {
            List<Crew.Member<Void>> members = IntStream.range(0, THREADS)
                    .mapToObj(thread -> crew.start(() -> race(region, new Random(seed + thread))))
                    .toList();
            members.forEach(Crew.Member::result);

            assertThat(region.statistics().fenced())
                    .as("loads that were overtaken")
                    .isPositive();
            for (int key = 0; key < KEYS; key++) {
                assertThat(region.isRegenerating(key)).isFalse();
            }
        }
    }

    private Void race(Region<Integer, Made> region, Random random) {
        for (int round = 0; round < ROUNDS; round++) {
            int key = random.nextInt(KEYS);
            switch (random.nextInt(8)) {
                case 0 -> happenings.toKey(key, () -> region.put(key, new Made(key, PUT)));
                case 1, 2 -> happenings.toKey(key, () -> region.remove(key));
                case 3 -> happenings.toAll(whatHappensToAll(region, random));
                case 4, 5 -> load(region, List.of(key), random);
                case 6 -> load(region, List.of(key, (key + 1) % KEYS, (key + 3) % KEYS), random);
                default -> load(region, List.of((key + 2) % KEYS, (key + 1) % KEYS), random);
            }
            look(region);
        }
        return null;
    }

    private static Runnable whatHappensToAll(Region<Integer, Made> region, Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> region::clear;
            case 1 -> () -> region.invalidate(Invalidation.HARD);
            default -> () -> region.invalidate(Invalidation.SOFT);
        };
    }

    private void look(Region<Integer, Made> region) {
        for (int key = 0; key < KEYS; key++) {
            long latest = happenings.latest(key);
            requireAfter(latest, key, region.get(key), "stored");
        }
    }

    private void load(Region<Integer, Made> region, List<Integer> keys, Random random) {
        ReadOptions<Object, Object> options = random.nextInt(4) == 0 ? ReadOptions.ANEW : ReadOptions.defaults();
        Map<Integer, Long> latest = new HashMap<>();
        keys.forEach(key -> latest.put(key, happenings.latest(key)));
        Map<Integer, Answer<Made>> answers = keys.size() > 1
                ? region.readAll(keys, region.slots().lookUpAll(keys), this::make, options)
                : Map.of(
                        keys.get(0),
                        region.read(
                                keys.get(0),
                                region.slots().read(keys.get(0)),
                                key -> make(Set.of(key)).get(key),
                                options));
        assertThat(answers).containsOnlyKeys(keys);
        answers.forEach((key, answer) -> {
            // What was invalidated softly may be served, and has been there before.
            if (answer.source() != Answer.Source.STALE) {
                requireAfter(latest.get(key), key, answer.value(), "answered");
            }
        });
    }

    /** Gives others time to overtake. */
    private Map<Integer, Made> make(Set<Integer> keys) {
        Map<Integer, Made> made = new HashMap<>();
        keys.forEach(key -> made.put(key, new Made(key, happenings.begun(key))));
        int first = keys.iterator().next();
        for (int i = 0; i < 4 && happenings.begun(first) == made.get(first).after; i++) {
            Thread.yield();
        }
        return made;
    }

    private void requireAfter(long latest, int key, @Nullable Made value, String how) {
        if (value != null && (value.key != key || value.after < latest)) {
            throw new AssertionError("-Ddogpile.seed=" + seed + ": " + value + " is " + how + " under " + key
                    + " after operation " + latest + " has returned");
        }
    }
}
