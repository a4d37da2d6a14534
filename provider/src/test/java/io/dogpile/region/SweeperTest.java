// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import static io.dogpile.region.World.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import io.dogpile.backend.ForwardingBackend;
import io.dogpile.backend.Stored;
import io.dogpile.backend.heap.HeapBackend;
import io.dogpile.config.Option;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What is of no use to anybody leaves the heap, asked for or not. */
class SweeperTest {

    private static final Duration EVERY = Duration.ofSeconds(10);

    private final World world = new World();
    private final RecordingListener listener = new RecordingListener();

    @AutoClose
    private final Region<String, String> region =
            world.region().listener(listener).build();

    @AutoClose
    private final Crew crew = new Crew();

    private static boolean isStored(Region<String, String> region, String key) {
        return region.slots().read(key) != null;
    }

    @Test
    void what_has_expired_leaves_the_heap_and_the_listener_is_told() {
        region.put("k", "v");
        world.advance(MINUTE.multipliedBy(2));
        region.put("young", "v");
        world.scheduler.advance(EVERY);

        assertThat(isStored(region, "k")).isFalse();
        assertThat(isStored(region, "young")).isTrue();
        assertThat(listener.told).containsExactly("expired k=v");
    }

    @Test
    void what_is_stale_stays_and_so_does_what_may_stand_in_for_failures() {
        try (Region<String, String> forgiving =
                world.region().staleIfError(MINUTE).build()) {
            forgiving.put("k", "v");
            world.advance(MINUTE.multipliedBy(3).minusMillis(1));
            world.scheduler.advance(EVERY);
            assertThat(isStored(forgiving, "k")).isTrue();

            world.advance(Duration.ofMillis(1));
            world.scheduler.advance(EVERY);
            assertThat(isStored(forgiving, "k")).isFalse();
        }
    }

    @Test
    void what_was_invalidated_for_good_leaves_without_an_event() {
        region.put("k", "v");
        region.invalidate(Invalidation.HARD);
        world.scheduler.advance(EVERY);

        assertThat(isStored(region, "k")).isFalse();
        assertThat(listener.told).isEmpty();
    }

    @Test
    void eternal_values_that_were_invalidated_for_good_leave_too() {
        try (Region<String, String> eternal = world.<String, String>eternal().build()) {
            eternal.put("k", "v");
            eternal.invalidate(Invalidation.HARD);
            world.scheduler.advance(EVERY);

            assertThat(isStored(eternal, "k")).isFalse();
        }
    }

    @Test
    void a_lease_whose_holder_is_gone_leaves_when_it_is_surely_over() {
        Slots<String, String> slots = region.slots();
        slots.put("k", slots.leased(null, new io.dogpile.backend.Lease(1, 1, 60_000), slots.generation(), slots.now()));

        world.advance(MINUTE.multipliedBy(2).minusMillis(1));
        world.scheduler.advance(EVERY);
        assertThat(isStored(region, "k")).isTrue();
        world.advance(Duration.ofMillis(1));
        world.scheduler.advance(EVERY);
        assertThat(isStored(region, "k")).isFalse();
        assertThat(listener.told).isEmpty();
    }

    @Test
    void an_expired_value_that_is_being_regenerated_stays_until_that_is_over() {
        region.put("k", "old");
        world.advance(MINUTE.multipliedBy(2));
        Gate<String> gate = new Gate<>();
        Crew.Member<String> leader = crew.start(() -> region.getOrCreate("k", gate));
        gate.awaitCall();
        world.scheduler.advance(EVERY);
        assertThat(isStored(region, "k")).isTrue();
        gate.open("new");

        assertThat(leader.result()).isEqualTo("new");
        assertThat(region.get("k")).isEqualTo("new");
        assertThat(region.statistics().fenced()).isZero();
    }

    @Test
    void a_key_that_an_operation_has_for_itself_is_left_for_another_time() {
        region.put("k", "v");
        world.advance(MINUTE.multipliedBy(2));
        KeyLocks.Hold hold =
                crew.start(() -> region.slots().locks().acquire("k")).result();
        world.scheduler.advance(EVERY);
        assertThat(isStored(region, "k")).isTrue();

        hold.close();
        world.scheduler.advance(EVERY);
        assertThat(isStored(region, "k")).isFalse();
    }

    @Test
    void a_listener_that_fails_does_not_end_the_sweeping() {
        listener.fails = true;
        region.put("a", "v");
        region.put("b", "v");
        world.advance(MINUTE.multipliedBy(2));
        world.scheduler.advance(EVERY);
        assertThat(isStored(region, "a") || isStored(region, "b")).isFalse();

        region.put("c", "v");
        world.advance(MINUTE.multipliedBy(2));
        world.scheduler.advance(EVERY);
        assertThat(isStored(region, "c")).isFalse();
    }

    @Test
    void a_backend_that_fails_once_does_not_end_the_sweeping() {
        boolean[] fails = {true};
        HeapBackend<String, String> heap = HeapBackend.unbounded();
        try (Region<String, String> proxied = world.region()
                .backend(new ForwardingBackend<>() {
                    @Override
                    public HeapBackend<String, String> delegate() {
                        return heap;
                    }

                    @Override
                    public Iterator<Map.Entry<String, Stored<String>>> entries() {
                        if (fails[0]) {
                            throw new IllegalStateException("away");
                        }
                        return heap.entries();
                    }
                })
                .build()) {
            proxied.put("k", "v");
            world.advance(MINUTE.multipliedBy(2));
            world.scheduler.advance(EVERY);
            fails[0] = false;
            world.scheduler.advance(EVERY);

            assertThat(isStored(proxied, "k")).isFalse();
        }
    }

    @Test
    void nobody_sweeps_as_long_as_nothing_can_expire_or_where_the_backend_does_so_itself() {
        int before = world.scheduler.scheduled();
        try (Region<String, String> eternal = world.<String, String>eternal().build();
                Region<String, String> none =
                        world.region().option(Option.BACKEND, "null").build()) {
            eternal.put("k", "v");
            none.put("k", "v");
            none.getOrCreate("k", key -> "v");
            assertThat(world.scheduler.scheduled()).isEqualTo(before);

            region.put("k", "v");
            region.put("l", "v");
            assertThat(world.scheduler.scheduled()).isEqualTo(before + 1);
        }
    }

    @Test
    void a_closed_region_is_not_swept() {
        region.put("k", "v");
        region.close();

        assertThat(world.scheduler.scheduled()).isZero();
    }

    @Test
    void a_region_that_nobody_closed_and_nobody_knows_any_more_is_not_swept() {
        WeakReference<Region<String, String>> forgotten = new WeakReference<>(forgettable());
        Crew.until(() -> {
            System.gc();
            return forgotten.get() == null;
        });
        Crew.until(() -> {
            System.gc();
            world.scheduler.advance(EVERY);
            return world.scheduler.scheduled() == 0;
        });
    }

    private Region<String, String> forgettable() {
        Region<String, String> forgettable = world.region().build();
        forgettable.put("k", "v");
        return forgettable;
    }
}
