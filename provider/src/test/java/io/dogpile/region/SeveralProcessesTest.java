// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import static io.dogpile.region.World.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dogpile.backend.Backend;
import io.dogpile.backend.BackendException;
import io.dogpile.backend.ChangeListener;
import io.dogpile.backend.ForwardingBackend;
import io.dogpile.backend.Stored;
import io.dogpile.backend.heap.HeapBackend;
import io.dogpile.config.OnBackendFailure;
import io.dogpile.config.Option;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two processes over one store, in virtual time: leases keep them apart, and end when their holder does. */
final class SeveralProcessesTest {

    private static final Duration LEASE = Duration.ofSeconds(3);

    private final World world = new World();
    private final World elsewhere = new World();
    private final Crew crew = new Crew();
    private final Store store = new Store();
    private final AtomicInteger loads = new AtomicInteger();
    private final Region<String, String> here = region(world, 1);
    private final Region<String, String> there = region(elsewhere, 2);

    @AfterEach
    void endThreads() {
        crew.close();
    }

    @Test
    void oneProcessLoadsAndTheOtherWaitsForIt() {
        Slow load = new Slow("1");
        Crew.Member<String> first = crew.start(() -> here.getOrCreate("a", load));
        load.awaitStart();
        List<Crew.Member<String>> others = crew.startAll(8, () -> there.getOrCreate("a", key -> count("2")));
        elsewhere.time.awaitWaiting(8);

        load.finish();

        assertThat(first.result()).isEqualTo("1");
        untilDone(elsewhere, others);
        assertThat(others).extracting(Crew.Member::result).containsOnly("1");
        assertThat(loads).hasValue(1);
    }

    @Test
    void aStaleValueIsServedEverywhereWhileOneProcessMakesANewOne() {
        here.getOrCreate("a", key -> "old");
        advance(MINUTE);
        Slow load = new Slow("new");
        Crew.Member<String> first = crew.start(() -> here.getOrCreate("a", load));
        load.awaitStart();

        assertThat(there.getOrCreate("a", key -> count("2"))).isEqualTo("old");
        assertThat(there.statistics().staleServed()).isEqualTo(1);

        load.finish();
        assertThat(first.result()).isEqualTo("new");
        assertThat(there.getOrCreate("a", key -> count("2"))).isEqualTo("new");
        assertThat(loads).hasValue(1);
    }

    @Test
    void aHolderThatDiesDelaysOthersByItsLeaseAtMost() {
        store.put("a", leaseOfTheDead());
        Crew.Member<String> waiter = crew.start(() -> there.getOrCreate("a", key -> count("2")));
        elsewhere.time.awaitWaiting(1);

        elsewhere.advance(LEASE.minusMillis(1));
        Crew.until(() -> elsewhere.time.isEachWaiterAsleep());
        assertThat(waiter.task().isDone()).isFalse();
        untilDone(elsewhere, List.of(waiter));

        assertThat(waiter.result()).isEqualTo("2");
        assertThat(elsewhere.time.passed()).isLessThan(LEASE.plusMillis(250));
    }

    @Test
    void aHolderThatDiesDelaysNobodyWhoHasAStaleValue() {
        here.put("a", "old");
        advance(MINUTE);
        Stored<String> old = store.get("a");
        store.put("a", old.with(old.terms().lease(leaseOfTheDead().lease())));

        assertThat(there.getOrCreate("a", key -> count("2"))).isEqualTo("old");
        elsewhere.advance(LEASE);
        assertThat(there.getOrCreate("a", key -> count("2"))).isEqualTo("2");
    }

    @Test
    void aLoadThatTakesLongerThanALeaseKeepsIt() {
        Slow load = new Slow("1");
        Crew.Member<String> first = crew.start(() -> here.getOrCreate("a", load));
        load.awaitStart();
        Crew.Member<String> waiter = crew.start(() -> there.getOrCreate("a", key -> count("2")));
        elsewhere.time.awaitWaiting(1);
        for (int i = 0; i < 20; i++) {
            Crew.until(() -> elsewhere.time.isEachWaiterAsleep());
            world.advance(Duration.ofSeconds(1));
            world.scheduler.advance(Duration.ofSeconds(1));
            elsewhere.advance(Duration.ofSeconds(1));
        }
        assertThat(waiter.task().isDone()).isFalse();

        load.finish();

        assertThat(first.result()).isEqualTo("1");
        untilDone(elsewhere, List.of(waiter));
        assertThat(waiter.result()).isEqualTo("1");
        assertThat(loads).hasValue(1);
        assertThat(here.statistics().fenced()).isZero();
    }

    @Test
    void aLeaseIsRenewedNoLongerThanALoadMayTake() {
        Slow load = new Slow("1");
        Crew.Member<String> first = crew.start(() -> here.getOrCreate("a", load));
        load.awaitStart();
        for (int i = 0; i < 61; i++) {
            world.advance(Duration.ofSeconds(1));
            world.scheduler.advance(Duration.ofSeconds(1));
        }
        Stored<String> slot = store.get("a");
        world.advance(Duration.ofSeconds(1));
        world.scheduler.advance(Duration.ofSeconds(1));

        assertThat(store.get("a")).isSameAs(slot);
        load.finish();
        assertThat(first.result()).isEqualTo("1");
    }

    @Test
    void aResultThatAnotherProcessOvertookIsNotStored() {
        Slow load = new Slow("1");
        Crew.Member<String> first = crew.start(() -> here.getOrCreate("a", load));
        load.awaitStart();
        there.put("a", "explicit");
        load.finish();

        assertThat(first.result()).isEqualTo("1");
        assertThat(here.get("a")).isEqualTo("explicit");
        assertThat(here.statistics().fenced()).isEqualTo(1);
    }

    @Test
    void whoeverComesAfterARemovalLoadsAtOnceAlthoughAnotherProcessIsLoading() {
        Slow load = new Slow("1");
        Crew.Member<String> first = crew.start(() -> here.getOrCreate("a", load));
        load.awaitStart();
        there.remove("a");

        assertThat(there.getOrCreate("a", key -> count("2"))).isEqualTo("2");

        load.finish();
        first.result();
        assertThat(here.get("a")).isEqualTo("2");
    }

    @Test
    void waitingForAnotherProcessHasAnEnd() {
        store.put("a", leaseOfTheDead());
        Region<String, String> impatient = region(elsewhere, 3, Option.WAIT_AT_MOST, Duration.ofSeconds(1));
        Crew.Member<String> waiter = crew.start(() -> impatient.getOrCreate("a", key -> count("2")));
        elsewhere.time.awaitWaiting(1);
        untilDone(elsewhere, List.of(waiter));

        assertThat(waiter.failure()).isInstanceOf(WaitException.class).hasMessageContaining("another process");
        assertThat(loads).hasValue(0);
    }

    @Test
    void aStoreThatTellsOfChangesIsNotPolled() {
        store.tells = true;
        Region<String, String> told = region(elsewhere, 3);
        Slow load = new Slow("1");
        Crew.Member<String> first = crew.start(() -> here.getOrCreate("a", load));
        load.awaitStart();
        Crew.Member<String> waiter = crew.start(() -> told.getOrCreate("a", key -> count("2")));
        elsewhere.time.awaitWaiting(1);

        load.finish();
        first.result();

        assertThat(waiter.result()).as("without time passing").isEqualTo("1");
    }

    @Test
    void aStoreIsNotAskedToTellOfChangesBeforeSomebodyWaitsForAnotherProcess() {
        store.tells = true;
        Region<String, String> told = region(elsewhere, 3);
        assertThat(told.getOrCreate("b", key -> count("1"))).isEqualTo("1");
        assertThat(store.listeners).isEmpty();

        Slow load = new Slow("1");
        Crew.Member<String> first = crew.start(() -> here.getOrCreate("a", load));
        load.awaitStart();
        Crew.Member<String> waiter = crew.start(() -> told.getOrCreate("a", key -> count("2")));
        elsewhere.time.awaitWaiting(1);
        assertThat(store.listeners).hasSize(1);

        load.finish();
        first.result();
        waiter.result();
        assertThat(store.listeners).as("once and for all").hasSize(1);
    }

    @Test
    void callersOfManyKeysInOppositeOrderDoNotWaitForEachOther() {
        Slow load = new Slow("1");
        Crew.Member<Map<String, String>> first = crew.start(() -> here.getOrCreateAll(List.of("a", "b"), keys -> {
            load.awaitFinish();
            return Map.of("a", "1", "b", "1");
        }));
        load.awaitStart();
        Crew.Member<Map<String, String>> second =
                crew.start(() -> there.getOrCreateAll(List.of("c", "b", "a"), keys -> Map.of("c", "2")));
        elsewhere.time.awaitWaiting(1);
        assertThat(here.get("c"))
                .as("does not wait for the others to be stored")
                .isEqualTo("2");

        load.finish();

        first.result();
        untilDone(elsewhere, List.of(second));
        assertThat(second.result())
                .containsEntry("a", "1")
                .containsEntry("b", "1")
                .containsEntry("c", "2");
    }

    @Test
    void withoutTheBackendReadsLoadOnceForAllInOneProcess() {
        store.away = true;
        Slow load = new Slow("1");
        List<Crew.Member<String>> callers = crew.startAll(8, () -> here.getOrCreate("a", load));
        load.awaitStart();
        world.time.awaitWaiting(7);
        load.finish();

        assertThat(callers).extracting(Crew.Member::result).containsOnly("1");
        assertThat(loads).hasValue(1);
        assertThat(here.statistics().notStored()).isEqualTo(1);
        assertThat(here.getOrCreateAll(List.of("b", "c"), keys -> Map.of("b", "2")))
                .containsExactly(Map.entry("b", "2"));
        assertThat(here.get("b")).isNull();
    }

    @Test
    void oneReadFailsOnceAtTheBackendAtMostHoweverManyKeysItAsksFor() {
        store.away = true;

        assertThat(here.getOrCreate("a", key -> count("1"))).isEqualTo("1");
        assertThat(here.statistics().backendFailures()).isEqualTo(1);
        assertThat(here.getOrCreateAll(List.of("b", "c", "d"), keys -> Map.of("b", "2")))
                .containsExactly(Map.entry("b", "2"));
        assertThat(here.statistics().backendFailures()).isEqualTo(2);
        assertThat(here.statistics().notStored()).isEqualTo(4);
    }

    @Test
    void whoFindsTheBackendAwayDuringALoadWaitsForThatLoad() {
        Slow load = new Slow("1");
        Crew.Member<String> first = crew.start(() -> here.getOrCreate("a", load));
        load.awaitStart();
        store.away = true;
        Crew.Member<String> second = crew.start(() -> here.getOrCreate("a", key -> count("2")));
        world.time.awaitWaiting(1);
        load.finish();

        assertThat(List.of(first.result(), second.result())).containsOnly("1");
        assertThat(loads).hasValue(1);
    }

    @Test
    void withoutTheBackendReadsFailIfTheyAreTold() {
        Region<String, String> strict = region(world, 3, Option.ON_BACKEND_FAILURE, OnBackendFailure.FAIL);
        store.away = true;

        assertThatThrownBy(() -> strict.getOrCreate("a", key -> count("1"))).isInstanceOf(BackendException.class);
        assertThatThrownBy(() -> strict.get("a")).isInstanceOf(BackendException.class);
        assertThat(loads).hasValue(0);
    }

    @Test
    void aStoreThatFailsWhileAnAsynchronousReaderWaitsLeavesNoFlightBehind() {
        Region<String, String> strict = region(elsewhere, 3, Option.ON_BACKEND_FAILURE, OnBackendFailure.FAIL);
        store.put("a", leaseOfTheDead());
        CompletableFuture<String> waiter = strict.async()
                .getOrCreate("a", key -> CompletableFuture.completedStage(count("1")))
                .toCompletableFuture();
        elsewhere.background.runAll();
        assertThat(strict.isRegenerating("a")).isTrue();

        store.away = true;
        elsewhere.advance(Duration.ofSeconds(1));
        elsewhere.scheduler.advance(Duration.ofSeconds(1));
        elsewhere.background.runAll();

        assertThat(waiter).isCompletedExceptionally();
        store.away = false;
        Crew.Member<String> next = crew.start(() -> strict.getOrCreate("a", key -> count("2")));
        untilDone(elsewhere, List.of(next));
        assertThat(next.result()).isEqualTo("2");
        assertThat(elsewhere.time.passed()).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void aStoreThatFailsToTellOfChangesIsPolled() {
        store.tells = true;
        store.failsToTell = true;
        Slow load = new Slow("1");
        Crew.Member<String> first = crew.start(() -> here.getOrCreate("a", load));
        load.awaitStart();
        Crew.Member<String> waiter = crew.start(() -> there.getOrCreate("a", key -> count("2")));
        elsewhere.time.awaitWaiting(1);

        load.finish();

        assertThat(first.result()).isEqualTo("1");
        untilDone(elsewhere, List.of(waiter));
        assertThat(waiter.result()).isEqualTo("1");
        assertThat(store.questions).as("asked to tell of changes").isEqualTo(1);
        elsewhere.advance(Duration.ofSeconds(10));
        store.failsToTell = false;
        store.put("b", leaseOfTheDead());
        Crew.Member<String> next = crew.start(() -> there.getOrCreate("b", key -> count("2")));
        untilDone(elsewhere, List.of(next));
        assertThat(store.questions).isEqualTo(2);
    }

    @Test
    void withoutTheBackendWritesFail() {
        store.away = true;

        assertThatThrownBy(() -> here.put("a", "1")).isInstanceOf(BackendException.class);
        assertThatThrownBy(() -> here.remove("a")).isInstanceOf(BackendException.class);
    }

    @Test
    void aBackendThatGoesAwayDuringALoadDoesNotTakeTheValueFromItsCallers() {
        assertThat(here.getOrCreate("a", key -> {
                    store.away = true;
                    return count("1");
                }))
                .isEqualTo("1");

        assertThat(here.statistics().notStored()).isEqualTo(1);
        store.away = false;
        assertThat(here.getOrCreate("a", key -> count("2")))
                .as("its own lease is nobody's now")
                .isEqualTo("2");
    }

    private String count(String value) {
        loads.incrementAndGet();
        return value;
    }

    private void advance(Duration duration) {
        world.advance(duration);
        elsewhere.advance(duration);
    }

    /** Lets time pass in steps that are shorter than any pause, until all are done. */
    private static void untilDone(World world, List<? extends Crew.Member<?>> members) {
        Crew.until(new Crew.Condition() {
            @Override
            public boolean holds() {
                boolean done = members.stream().allMatch(member -> member.task().isDone());
                if (!done && world.time.isEachWaiterAsleep()) {
                    world.advance(Duration.ofMillis(1));
                }
                return done;
            }
        });
    }

    private static Stored<String> leaseOfTheDead() {
        return new Stored<>(
                null,
                new io.dogpile.backend.Terms(0, 0, 0, 3_000, 0)
                        .lease(new io.dogpile.backend.Lease(99, 1, LEASE.toMillis())),
                0);
    }

    private Region<String, String> region(World of, long holder) {
        return region(of, holder, Option.LEASE, LEASE);
    }

    private <T> Region<String, String> region(World of, long holder, Option<T> option, T value) {
        Environment environment = of.environment();
        return Region.<String, String>named("books")
                .expiration(MINUTE)
                .staleFor(MINUTE)
                .option(Option.LEASE, LEASE)
                .option(option, value)
                .environment(new Environment(
                        environment.time(), new FixedRandom(holder / 10.0), environment.background(), of.scheduler))
                .backend(store.client())
                .build();
    }

    /** A creator that begins, and ends when it is told to. */
    private final class Slow implements Creator<String, String> {

        private final CountDownLatch started = new CountDownLatch(1);
        private final CountDownLatch finished = new CountDownLatch(1);
        private final String value;

        Slow(String value) {
            this.value = value;
        }

        @Override
        public String create(String key) {
            awaitFinish();
            return count(value);
        }

        void awaitFinish() {
            started.countDown();
            Crew.await(finished);
        }

        void awaitStart() {
            Crew.await(started);
        }

        void finish() {
            finished.countDown();
        }
    }

    /** A store that two processes share. */
    private static final class Store {

        private final HeapBackend<String, String> heap = HeapBackend.unbounded();
        private final List<ChangeListener<? super String>> listeners = new ArrayList<>();
        private volatile boolean away;
        private volatile boolean tells;
        private volatile boolean failsToTell;
        private volatile int questions;

        Stored<String> get(String key) {
            return heap.get(key);
        }

        void put(String key, Stored<String> stored) {
            heap.put(key, stored);
        }

        Backend<String, String> client() {
            return new Client();
        }

        private final class Client implements ForwardingBackend<String, String> {

            @Override
            public Backend<String, String> delegate() {
                if (away) {
                    throw new BackendException(BackendException.Kind.UNAVAILABLE, "the store is away", null);
                }
                return heap;
            }

            @Override
            public void put(String key, Stored<String> stored) {
                delegate().put(key, stored);
                changed(key, () -> true);
            }

            @Override
            public boolean replace(String key, @Nullable Stored<String> expected, @Nullable Stored<String> update) {
                return changed(key, () -> delegate().replace(key, expected, update));
            }

            @Override
            public boolean watch(ChangeListener<? super String> listener) {
                questions++;
                if (failsToTell) {
                    throw new BackendException(BackendException.Kind.UNKNOWN, "no answer", null);
                }
                if (tells) {
                    listeners.add(listener);
                }
                return tells;
            }

            @Override
            public boolean isLocal() {
                return false;
            }

            @Override
            public boolean dropsExpired() {
                return true;
            }

            private boolean changed(String key, BooleanSupplier change) {
                boolean done = change.getAsBoolean();
                listeners.forEach(listener -> listener.changed(key));
                return done;
            }

            @Override
            public void close() {}

            @Override
            public String toString() {
                return "store";
            }
        }
    }
}
