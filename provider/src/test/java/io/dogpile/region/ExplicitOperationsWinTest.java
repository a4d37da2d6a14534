// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import static io.dogpile.region.World.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import io.dogpile.backend.Stored;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Ten thousand explicit operations, each inside a load that is running: the operation always wins. */
class ExplicitOperationsWinTest {

    private static final int OPERATIONS = 10_000;
    private static final List<String> KEYS = List.of("a", "b", "c", "d");

    /** Kinds of regions on the heap, and for how many minutes their values are fresh and then stale. */
    enum Kind {
        NEVER_STALE(world -> world.region().staleFor(Duration.ZERO), 1, 0),
        STALE_FOR_A_WHILE(World::region, 1, 1),
        ETERNAL(World::eternal, OPERATIONS, OPERATIONS),
        BOUNDED(world -> world.region().backend("heap", Map.of("maximum-size", "100")), 1, 1),
        LISTENED_TO(world -> world.region().listener(new DeafListener()), 1, 1);

        final Function<World, RegionBuilder<String, String>> region;
        final long freshFor;
        final long staleFor;

        Kind(Function<World, RegionBuilder<String, String>> region, long freshFor, long staleFor) {
            this.region = region;
            this.freshFor = freshFor;
            this.staleFor = staleFor;
        }
    }

    /** That there is a listener makes flights land in another way. */
    private static final class DeafListener implements RegionListener<String, String> {
        @Override
        public void expired(String key, Stored<String> stored) {}

        @Override
        public void regenerated(String key, @Nullable String previous, String value) {}
    }

    /** A load under way, and what has become of its keys so far. */
    private static final class Flying {
        final Map<String, String> made = new LinkedHashMap<>();
        final Set<String> overtaken = new HashSet<>();

        @Nullable
        Future<@Nullable String> waiter;

        @Nullable
        String waiterGets;
    }

    private final World world = new World();
    private final long seed = Long.getLong("dogpile.seed", new Random().nextLong());
    private final Random random = new Random(seed);
    private final List<String> story = new ArrayList<>();

    @AutoClose("shutdownNow")
    private final ExecutorService operator = startedThread();

    @AutoClose("shutdownNow")
    private final ExecutorService companion = startedThread();

    private ExpectedSlots expected = new ExpectedSlots(0, 0);
    private int operations;
    private int number;

    /** Started before any load, for the threads that a load starts work for it. */
    private static ExecutorService startedThread() {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        Crew.get(thread.submit(() -> {}));
        return thread;
    }

    @ParameterizedTest
    @EnumSource
    void whatever_happens_to_keys_while_they_are_loaded_is_what_is_left(Kind kind) {
        expected = new ExpectedSlots(kind.freshFor, kind.staleFor);
        try (Region<String, String> region = kind.region.apply(world).build()) {
            while (operations < OPERATIONS) {
                story.clear();
                pass(random.nextInt(3));
                loadOnce(region);
            }
        } catch (RuntimeException | AssertionError failure) {
            throw new AssertionError("-Ddogpile.seed=" + seed + ", operation " + operations + ": " + story, failure);
        }
    }

    private void pass(int minutes) {
        story.add(minutes + " minutes pass");
        for (int i = 0; i < minutes; i++) {
            world.advance(MINUTE);
            expected.step();
        }
    }

    private void loadOnce(Region<String, String> region) {
        List<String> keys = new ArrayList<>(KEYS);
        Collections.shuffle(keys, random);
        keys = keys.subList(0, 1 + random.nextInt(3));
        boolean insist = random.nextInt(4) == 0 || keys.stream().allMatch(key -> expected.fresh(key) != null);
        story.add((insist ? "load " : "read ") + keys);
        Map<String, @Nullable String> answers = new LinkedHashMap<>();
        Set<String> asked = new LinkedHashSet<>();
        for (String key : keys) {
            if (insist || expected.fresh(key) == null) {
                asked.add(key);
            } else {
                answers.put(key, expected.fresh(key));
            }
        }
        long fenced = region.statistics().fenced();
        Flying flying = new Flying();

        Map<String, Answer<String>> answered = read(region, keys, insist, asking -> {
            assertThat(asking).isEqualTo(asked);
            return fly(region, flying, asking);
        });

        answers.putAll(flying.made);
        answered.forEach((key, answer) -> assertThat(answer.value()).as(key).isEqualTo(answers.get(key)));
        assertThat(answered).hasSameSizeAs(answers);
        assertThat(region.statistics().fenced() - fenced).as("fenced").isEqualTo(flying.overtaken.size());
        landed(region, flying);
    }

    private Map<String, Answer<String>> read(
            Region<String, String> region, List<String> keys, boolean insist, BulkCreator<String, String> creator) {
        ReadOptions<Object, Object> options = insist ? ReadOptions.ANEW : ReadOptions.defaults();
        if (keys.size() > 1 || random.nextBoolean()) {
            return region.readAll(keys, region.slots().lookUpAll(keys), creator, options);
        }
        String key = keys.get(0);
        Stored<String> seen = region.slots().read(key);
        return Map.of(
                key, region.read(key, seen, made -> creator.create(Set.of(made)).get(made), options));
    }

    /** What goes on while a load is running, on its own thread and on two others. */
    private Map<String, String> fly(Region<String, String> region, Flying flying, Set<String> keys) {
        keys.forEach(key -> flying.made.put(key, "load " + ++number + " of " + key));
        List<String> loaded = List.copyOf(keys);
        if (random.nextBoolean()) {
            follow(region, flying, any(loaded));
        }
        for (int left = random.nextInt(4); left > 0; left--) {
            Crew.get(operator.submit(() -> operate(region, flying, any(random.nextInt(4) == 0 ? KEYS : loaded))));
            String key = any(loaded);
            if (flying.overtaken.contains(key) && random.nextBoolean()) {
                Crew.get(operator.submit(() -> comeAfterwards(region, key)));
            }
        }
        return Map.copyOf(flying.made);
    }

    private String any(List<String> keys) {
        return keys.get(random.nextInt(keys.size()));
    }

    /** Somebody reads the key before anything has happened to it. */
    private void follow(Region<String, String> region, Flying flying, String key) {
        boolean insist = random.nextBoolean();
        story.add("somebody " + (insist ? "loads " : "reads ") + key);
        String served = insist ? null : expected.servable(key);
        flying.waiterGets = served != null ? served : flying.made.get(key);
        Stored<String> seen = region.slots().read(key);
        flying.waiter = companion.submit(() -> region.read(
                        key, seen, never -> "a load of his own", insist ? ReadOptions.ANEW : ReadOptions.defaults())
                .value());
        if (served == null) {
            world.time.awaitWaiting(1);
        } else {
            assertThat(Crew.get(flying.waiter)).isEqualTo(served);
        }
    }

    private void operate(Region<String, String> region, Flying flying, String key) {
        int operation = random.nextInt(9);
        operations++;
        if (operation < 3) {
            String value = "put " + ++number + " of " + key;
            story.add(value);
            region.put(key, value);
            expected.put(key, value);
        } else if (operation < 6) {
            story.add("remove " + key);
            region.remove(key);
            expected.remove(key);
        } else if (operation < 7) {
            story.add("clear");
            region.clear();
            expected.clear();
        } else {
            Invalidation how = operation == 7 ? Invalidation.HARD : Invalidation.SOFT;
            story.add("invalidate " + how);
            region.invalidate(how);
            expected.invalidate(how);
        }
        flying.overtaken.addAll(operation < 6 ? Set.of(key) : Set.copyOf(KEYS));
        flying.overtaken.retainAll(flying.made.keySet());
        KEYS.forEach(each -> assertThat(region.get(each)).as(each).isEqualTo(expected.fresh(each)));
    }

    /** Somebody reads the key after something has happened to it: the load that is running is none of his business. */
    private void comeAfterwards(Region<String, String> region, String key) {
        String own = "load " + ++number + " of " + key;
        story.add("somebody comes for " + key);
        String there = expected.fresh(key);
        assertThat(region.getOrCreate(key, made -> own)).isEqualTo(there != null ? there : own);
        if (there == null) {
            expected.put(key, own);
        }
    }

    private void landed(Region<String, String> region, Flying flying) {
        if (flying.waiter != null) {
            assertThat(Crew.get(flying.waiter)).as("who waited").isEqualTo(flying.waiterGets);
        }
        flying.made.forEach((key, value) -> {
            if (!flying.overtaken.contains(key)) {
                expected.put(key, value);
            }
        });
        for (String key : KEYS) {
            EntryMetadata metadata = region.metadata(key);
            assertThat(region.get(key)).as(key).isEqualTo(expected.fresh(key));
            assertThat(metadata == null ? State.ABSENT : metadata.state())
                    .as(key)
                    .isEqualTo(expected.state(key));
            assertThat(region.isRegenerating(key)).as(key).isFalse();
        }
    }
}
