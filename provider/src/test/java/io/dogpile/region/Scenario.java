// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** What threads do to one key at the same time, and what must never come of it; over any backend, for faults to be planted. */
final class Scenario {

    private static final Integer KEY = 1;
    private static final int PUT = -1;

    private final PlantedFault fault;
    private final Region<Integer, Integer> region;
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger active = new AtomicInteger();

    Scenario(PlantedFault fault) {
        this.fault = fault;
        this.region = Exploration.region(fault::plant);
    }

    /** Each load makes a value of its own. */
    private Integer load(Integer key) {
        require(active.incrementAndGet() == 1, "two loads of one key at a time");
        int number = begun.incrementAndGet();
        active.decrementAndGet();
        if (fault != PlantedFault.NONE) {
            fault.onceLoaded(Exploration.flightsOf(region), key);
        }
        return number;
    }

    private Map<Integer, Integer> loadAll(Set<Integer> keys) {
        Map<Integer, Integer> made = new HashMap<>();
        keys.forEach(key -> made.put(key, begun.incrementAndGet()));
        return made;
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalStateException(otherwise);
        }
    }

    void two_callers_share_one_load() {
        Integer[] got = new Integer[2];
        Exploration.atOnce(
                () -> got[0] = region.getOrCreate(KEY, this::load), () -> got[1] = region.getOrCreate(KEY, this::load));

        require(begun.get() == 1, "the key was loaded " + begun + " times");
        require(got[0] == 1 && got[1] == 1, "callers got different values");
        require(Integer.valueOf(1).equals(region.get(KEY)), "the value was not stored");
        require(!region.isRegenerating(KEY), "a flight stayed behind");
    }

    void three_callers_share_one_load() {
        Runnable call = () -> region.getOrCreate(KEY, this::load);
        Exploration.atOnce(call, call, call);

        require(begun.get() == 1, "the key was loaded " + begun + " times");
    }

    void a_put_is_never_overwritten_by_a_load() {
        Exploration.atOnce(() -> region.getOrCreate(KEY, this::load), () -> region.put(KEY, PUT));

        require(Integer.valueOf(PUT).equals(region.get(KEY)), "the value that was put is gone");
    }

    void a_load_never_comes_back_after_a_removal() {
        removing(() -> region.remove(KEY));
    }

    void a_load_never_comes_back_after_a_clearing() {
        removing(region::clear);
    }

    void a_load_never_comes_back_after_an_invalidation() {
        removing(() -> region.invalidate(Invalidation.HARD));
    }

    private void removing(Runnable operation) {
        int[] before = new int[1];
        Exploration.atOnce(() -> region.getOrCreate(KEY, this::load), () -> {
            before[0] = begun.get();
            operation.run();
        });

        Integer left = region.get(KEY);
        require(left == null || left > before[0], "a result came back that was made before");
    }

    void whoever_comes_after_a_removal_gets_nothing_older() {
        Creator<Integer, Integer> counting = key -> begun.incrementAndGet();
        Exploration.atOnce(() -> region.getOrCreate(KEY, counting), () -> {
            int before = begun.get();
            region.remove(KEY);
            Integer got = region.getOrCreate(KEY, counting);
            require(got != null && got > before, "a newcomer got a result that was made before");
        });
    }

    void callers_with_overlapping_keys_load_each_once() {
        Exploration.atOnce(
                () -> region.getOrCreateAll(List.of(1, 2), this::loadAll),
                () -> region.getOrCreateAll(List.of(2, 1), this::loadAll));

        require(begun.get() == 2, "two keys were loaded " + begun + " times");
    }

    void a_failure_is_shared_and_the_source_not_asked_again() {
        Runnable call = () -> {
            try {
                region.getOrCreate(KEY, key -> {
                    load(key);
                    throw new Exception("too bad");
                });
            } catch (RegenerationException expected) {
                return;
            }
            throw new IllegalStateException("no failure");
        };
        Exploration.atOnce(call, call);

        require(begun.get() == 1, "a broken source was asked " + begun + " times");
    }

    void a_result_of_null_leaves_nothing_behind() {
        Runnable call = () -> region.getOrCreate(KEY, key -> {
            load(key);
            return null;
        });
        Exploration.atOnce(call, call);

        require(region.slots().read(KEY) == null, "a lease stayed behind");
        require(!region.isRegenerating(KEY), "a flight stayed behind");
    }

    void an_operation_that_has_the_key_is_not_disturbed() {
        Slots<Integer, Integer> slots = region.slots();
        Exploration.atOnce(() -> region.getOrCreate(KEY, this::load), () -> {
            try (KeyLocks.Hold hold = slots.locks().acquire(KEY)) {
                var seen = slots.read(KEY);
                require(slots.read(KEY) == seen && hold != null, "the slot changed meanwhile");
                region.getOrCreate(KEY, this::load);
            }
        });

        require(begun.get() == 1, "the key was loaded " + begun + " times");
    }
}
