// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import static io.dogpile.region.World.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What an observer of a region is told. */
class ObserverTest {

    private final World world = new World();
    private final Recording told = new Recording();

    @AutoClose
    private final Region<String, String> region = world.region().observer(told).build();

    @AutoClose
    private final Crew crew = new Crew();

    /** Writes down what it is told; fails if it is told to. */
    private static final class Recording implements RegionObserver<Object> {

        private final List<String> events = new CopyOnWriteArrayList<>();
        private volatile boolean fails;

        private void note(String event) {
            events.add(event);
            if (fails) {
                throw new IllegalStateException("cannot bear it");
            }
        }

        @Override
        public void hit(Object key) {
            note("hit " + key);
        }

        @Override
        public void staleServed(Object key) {
            note("stale " + key);
        }

        @Override
        public void loadStarted(Object key) {
            note("started " + key);
        }

        @Override
        public void loadFinished(Object key, long nanos) {
            note("finished " + key + " in " + nanos);
        }

        @Override
        public void loadFailed(Object key, Throwable cause) {
            note("failed " + key + ": " + cause.getMessage());
        }

        @Override
        public void fenced(Object key) {
            note("fenced " + key);
        }

        @Override
        public void leaseLost(Object key) {
            note("lost " + key);
        }

        @Override
        public void undecodable(String cause) {
            note("undecodable");
        }

        @Override
        public void backendFailed(RuntimeException cause) {
            note("backend failed");
        }
    }

    @Test
    void a_load_and_the_hits_after_it_are_told() {
        region.getOrCreate("k", key -> {
            world.advance(Duration.ofNanos(5));
            return "v";
        });
        region.getOrCreate("k", key -> "w");
        region.get("k");
        region.get("k", ReadOptions.defaults());
        region.getAll(List.of("k", "l"));
        region.get("l");

        assertThat(told.events).containsExactly("started k", "finished k in 5", "hit k", "hit k", "hit k", "hit k");
    }

    @Test
    void a_load_of_many_keys_is_told_for_each() {
        region.put("a", "v");
        region.getOrCreateAll(List.of("a", "b", "c"), keys -> Map.of("b", "w"));

        assertThat(told.events)
                .containsExactly("started b", "started c", "finished b in 0", "finished c in 0", "hit a");
    }

    @Test
    void hits_of_reads_that_do_not_wait_are_told() {
        region.put("a", "v");
        region.async().getOrCreate("a", key -> CompletableFuture.completedStage("w"));
        region.async().getOrCreateAll(List.of("a"), keys -> CompletableFuture.completedStage(Map.of()));

        assertThat(told.events).containsExactly("hit a", "hit a");
    }

    @Test
    void a_stale_value_that_is_served_is_told() {
        region.put("k", "old");
        world.advance(MINUTE);
        Gate<String> gate = new Gate<>();
        Crew.Member<String> leader = crew.start(() -> region.getOrCreate("k", gate));
        gate.awaitCall();
        region.getOrCreate("k", key -> "other");
        gate.open("new");
        leader.result();

        assertThat(told.events).containsExactly("started k", "stale k", "finished k in 0");
    }

    @Test
    void a_load_that_fails_is_told_with_its_cause() {
        assertThatExceptionOfType(RegenerationException.class)
                .isThrownBy(() -> region.getOrCreate("k", key -> {
                    throw new IllegalArgumentException("no such book");
                }));

        assertThat(told.events).containsExactly("started k", "failed k: no such book");
    }

    @Test
    void a_result_that_is_fenced_off_is_told_when_others_can_have_the_key() {
        region.getOrCreate("k", key -> {
            region.put("k", "explicit");
            return "loaded";
        });

        assertThat(told.events).containsExactly("started k", "finished k in 0", "fenced k");
        assertThat(region.get("k")).isEqualTo("explicit");
    }

    @Test
    void what_an_observer_throws_reaches_nobody() {
        told.fails = true;

        assertThat(region.getOrCreate("k", key -> "v")).isEqualTo("v");
        assertThat(region.get("k")).isEqualTo("v");
        assertThat(told.events).hasSize(3);
    }

    @Test
    void bytes_that_are_no_value_and_a_store_that_is_away_are_told() {
        SharedBytes server = new SharedBytes();
        try (Region<String, String> shared =
                world.region().observer(told).bytes(server.client()).build()) {
            server.away = true;
            assertThat(shared.getOrCreate("k", key -> "v")).isEqualTo("v");
        }

        assertThat(told.events).contains("backend failed", "started k", "finished k in 0");
    }

    @Test
    void a_lease_that_is_lost_during_a_load_is_told_once() {
        SharedBytes server = new SharedBytes();
        try (Region<String, String> here =
                        world.region().observer(told).bytes(server.client()).build();
                Region<String, String> there =
                        new World(0.5).region().bytes(server.client()).build()) {
            here.getOrCreate("k", key -> {
                there.put("k", "explicit");
                world.scheduler.advance(Duration.ofSeconds(1));
                world.scheduler.advance(Duration.ofSeconds(1));
                return "loaded";
            });
        }

        assertThat(told.events).containsExactly("started k", "lost k", "finished k in 0", "fenced k");
    }

    @Test
    void long_keys_are_shortened_in_logs() {
        assertThat(KeyText.of("k".repeat(300))).isEqualTo("k".repeat(300));
        assertThat(KeyText.of("a".repeat(200) + "z".repeat(200)))
                .isEqualTo("a".repeat(150) + "... (400 characters) ..." + "z".repeat(150));
    }
}
