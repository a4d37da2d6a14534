// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import static io.dogpile.region.World.MILLI;
import static io.dogpile.region.World.MINUTE;
import static io.dogpile.region.World.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.dogpile.config.Option;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Crowds that want the same at the same time, in one process and in two that share a store; in virtual time. */
class StampedesTest {

    private static final int CALLERS = 8;

    private final World world = new World();
    private final Gate<String> gate = new Gate<>();

    @AutoClose
    private final Crew crew = new Crew();

    /** Where the callers are. */
    private enum Place {
        /** All in one process, over its heap. */
        HEAP(1) {
            @Override
            List<Region<String, String>> regions(World world, Duration expiration) {
                return List.of(builder(world, expiration).build());
            }
        },
        /** In two processes, over a store of bytes. */
        SHARED(2) {
            @Override
            List<Region<String, String>> regions(World world, Duration expiration) {
                return processes(new SharedBytes(), world, expiration);
            }
        },
        /** In two processes, over a store whose clients know how it recognises what they wrote. */
        KNOWN(2) {
            @Override
            List<Region<String, String>> regions(World world, Duration expiration) {
                SharedBytes store = new SharedBytes();
                store.comparesContent = true;
                return processes(store, world, expiration);
            }
        };

        private static List<Region<String, String>> processes(SharedBytes store, World world, Duration expiration) {
            return IntStream.of(1, 2)
                    .mapToObj(holder -> builder(world, expiration)
                            .environment(new Environment(
                                    world.time.asTime(),
                                    new FixedRandom(holder / 10.0),
                                    world.background,
                                    world.scheduler))
                            .bytes(store.client())
                            .build())
                    .toList();
        }

        private final int processes;

        Place(int processes) {
            this.processes = processes;
        }

        abstract List<Region<String, String>> regions(World world, Duration expiration);

        private static RegionBuilder<String, String> builder(World world, Duration expiration) {
            return world.region().expiration(expiration).option(Option.LEASE, Duration.ofSeconds(3));
        }
    }

    /** One call by each of the callers, who are spread over the processes. */
    private <T> List<Crew.Member<T>> startAll(
            List<Region<String, String>> regions, int callers, Function<Region<String, String>, Callable<T>> call) {
        List<Crew.Member<T>> members = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            members.add(crew.start(call.apply(regions.get(i % regions.size()))));
        }
        return members;
    }

    private void pass(Duration duration) {
        world.advance(duration);
        world.scheduler.advance(duration);
    }

    /** Lets time pass in steps that are shorter than any pause, until all are done. */
    private void untilDone(List<? extends Crew.Member<?>> members) {
        Crew.until(() -> {
            boolean done = members.stream().allMatch(member -> member.task().isDone());
            if (!done && world.time.isEachWaiterAsleep()) {
                pass(MILLI);
            }
            return done;
        });
    }

    private static int loads(List<Region<String, String>> regions) {
        return (int) regions.stream()
                .mapToLong(region -> region.statistics().loads())
                .sum();
    }

    @ParameterizedTest
    @EnumSource
    void a_cold_key_is_loaded_once(Place place) {
        List<Region<String, String>> regions = place.regions(world, MINUTE);
        List<Crew.Member<String>> all = startAll(regions, CALLERS, region -> () -> region.getOrCreate("k", gate));
        world.time.awaitWaiting(CALLERS - 1);
        gate.open("v");
        untilDone(all);

        assertThat(all).extracting(Crew.Member::result).containsOnly("v");
        assertThat(gate.calls()).isEqualTo(1);
        assertThat(loads(regions)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void a_stale_key_is_loaded_once_and_nobody_else_waits(Place place) {
        List<Region<String, String>> regions = place.regions(world, MINUTE);
        regions.get(0).put("k", "old");
        pass(MINUTE);
        Crew.Member<String> leader = crew.start(() -> regions.get(0).getOrCreate("k", gate));
        gate.awaitCall();
        List<Crew.Member<String>> others =
                startAll(regions, CALLERS, region -> () -> region.getOrCreate("k", key -> "another"));

        assertThat(others).extracting(Crew.Member::result).containsOnly("old");
        gate.open("new");
        assertThat(leader.result()).isEqualTo("new");
        assertThat(loads(regions)).isEqualTo(1);
        assertThat(regions).extracting(region -> region.get("k")).containsOnly("new");
    }

    @ParameterizedTest
    @EnumSource
    void a_failing_creator_is_asked_once_in_each_process_and_all_who_wait_are_told(Place place) {
        List<Region<String, String>> regions = place.regions(world, MINUTE);
        List<Crew.Member<String>> all = startAll(regions, CALLERS, region -> () -> region.getOrCreate("k", gate));
        world.time.awaitWaiting(CALLERS - 1);
        gate.fail(new IllegalStateException("broken"));
        untilDone(all);

        assertThat(all)
                .extracting(Crew.Member::failure)
                .allSatisfy(failure -> assertThat(failure).isInstanceOf(RegenerationException.class));
        assertThat(gate.calls()).isEqualTo(place.processes);
        assertThat(regions.get(0).slots().read("k")).as("no lease stays behind").isNull();
    }

    @ParameterizedTest
    @EnumSource
    void a_creator_that_is_slower_than_a_lease_is_asked_once(Place place) {
        List<Region<String, String>> regions = place.regions(world, MINUTE);
        List<Crew.Member<String>> all = startAll(regions, CALLERS, region -> () -> region.getOrCreate("k", gate));
        world.time.awaitWaiting(CALLERS - 1);
        for (int i = 0; i < 20; i++) {
            Crew.until(world.time::isEachWaiterAsleep);
            pass(SECOND);
        }
        gate.open("v");
        untilDone(all);

        assertThat(all).extracting(Crew.Member::result).containsOnly("v");
        assertThat(gate.calls()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void a_value_that_expires_at_once_is_made_once_for_each_time_it_has_expired(Place place) {
        List<Region<String, String>> regions = place.regions(world, MILLI);
        regions.get(0).put("k", "0");
        for (int round = 1; round <= 5; round++) {
            pass(MILLI);
            String old = String.valueOf(round - 1);
            String made = String.valueOf(round);
            Gate<String> slow = new Gate<>();
            Region<String, String> one = regions.get(round % regions.size());
            Crew.Member<String> leader = crew.start(() -> one.getOrCreate("k", slow));
            slow.awaitCall();
            List<Crew.Member<String>> others =
                    startAll(regions, CALLERS, region -> () -> region.getOrCreate("k", key -> "another"));
            assertThat(others).extracting(Crew.Member::result).containsOnly(old);
            slow.open(made);
            assertThat(leader.result()).isEqualTo(made);
            assertThat(loads(regions)).isEqualTo(round);
        }
    }

    @ParameterizedTest
    @EnumSource
    void an_asynchronous_creator_is_asked_once_for_callers_of_both_kinds(Place place) {
        List<Region<String, String>> regions = place.regions(world, MINUTE);
        AtomicInteger calls = new AtomicInteger();
        CompletableFuture<String> promise = new CompletableFuture<>();
        List<CompletableFuture<String>> all = IntStream.range(0, CALLERS)
                .mapToObj(i -> regions.get(i % regions.size())
                        .async()
                        .getOrCreate("k", key -> {
                            calls.incrementAndGet();
                            return promise;
                        })
                        .toCompletableFuture())
                .toList();
        world.background.runAll();
        List<Crew.Member<String>> waiting =
                startAll(regions, 2, region -> () -> region.getOrCreate("k", key -> "another"));
        world.time.awaitWaiting(2);
        pass(SECOND);
        world.background.runAll();

        assertThat(all).noneMatch(CompletableFuture::isDone);
        promise.complete("v");
        Crew.until(() -> {
            world.background.runAll();
            pass(MILLI);
            return all.stream().allMatch(CompletableFuture::isDone);
        });
        untilDone(waiting);
        assertThat(all).extracting(CompletableFuture::join).containsOnly("v");
        assertThat(waiting).extracting(Crew.Member::result).containsOnly("v");
        assertThat(calls).hasValue(1);
        assertThat(loads(regions)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void each_of_many_keys_is_made_once_whatever_the_overlap_and_the_order(Place place) {
        List<Region<String, String>> regions = place.regions(world, MINUTE);
        CountDownLatch opened = new CountDownLatch(1);
        CountDownLatch entered = new CountDownLatch(1);
        Map<String, AtomicInteger> made = new ConcurrentHashMap<>();
        BulkCreator<String, String> creator = keys -> {
            keys.forEach(
                    key -> made.computeIfAbsent(key, any -> new AtomicInteger()).incrementAndGet());
            if (keys.contains("a")) {
                entered.countDown();
                Crew.await(opened);
            }
            return keys.stream().collect(Collectors.toMap(key -> key, key -> "made " + key));
        };
        Crew.Member<Map<String, String>> first =
                crew.start(() -> regions.get(0).getOrCreateAll(List.of("a", "b", "c"), creator));
        Crew.await(entered);
        List<Crew.Member<Map<String, String>>> others = startAll(
                regions, CALLERS, region -> () -> region.getOrCreateAll(List.of("c", "e", "b", "d", "a"), creator));
        world.time.awaitWaiting(CALLERS);
        opened.countDown();
        untilDone(others);

        assertThat(first.result()).containsOnlyKeys("a", "b", "c");
        assertThat(others)
                .extracting(Crew.Member::result)
                .allSatisfy(values -> assertThat(values.keySet()).containsExactly("c", "e", "b", "d", "a"));
        assertThat(made.keySet()).isEqualTo(Set.of("a", "b", "c", "d", "e"));
        assertThat(made.values()).extracting(AtomicInteger::get).containsOnly(1);
    }
}
