// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import io.dogpile.backend.Backend;
import io.dogpile.backend.Terms;
import io.dogpile.backend.heap.HeapBackend;
import io.dogpile.config.OnBackendFailure;
import io.dogpile.config.RegionSettings;
import java.lang.reflect.Field;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.jetbrains.lincheck.Lincheck;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.StressOptions;

/** How thoroughly interleavings are explored, and regions to explore: time stands still, and waiting is without end. */
final class Exploration {

    /** Set by {@code -Dlincheck.deep=true}: an hour or so instead of seconds. */
    static final boolean DEEP = Boolean.getBoolean("lincheck.deep");

    private static final int SCHEDULES = DEEP ? 2_000 : 30;

    /** Where there is something to be found, exploration ends as soon as it is. */
    private static final int SCHEDULES_TO_FIND_A_FAULT = 20_000;

    private static final RegionSettings SETTINGS = RegionSettings.defaults();

    private Exploration() {}

    static ModelCheckingOptions modelChecking() {
        return new ModelCheckingOptions()
                .iterations(DEEP ? 40 : 3)
                .invocationsPerIteration(DEEP ? 1_000 : 60)
                .threads(2)
                .actorsPerThread(3)
                .actorsBefore(1)
                .actorsAfter(2);
    }

    static StressOptions stress() {
        return new StressOptions()
                .iterations(DEEP ? 50 : 4)
                .invocationsPerIteration(DEEP ? 10_000 : 300)
                .threads(DEEP ? 3 : 2)
                .actorsPerThread(3)
                .actorsBefore(1)
                .actorsAfter(2);
    }

    /** Runs a scenario under one schedule after the other. */
    static void explore(Runnable scenario) {
        Lincheck.runConcurrentTest(SCHEDULES, scenario);
    }

    /** Runs a scenario under one schedule after the other until one is found under which it fails. */
    static void find(Runnable scenario) {
        Lincheck.runConcurrentTest(SCHEDULES_TO_FIND_A_FAULT, scenario);
    }

    /** Runs tasks at the same time, one on the current thread. */
    static void atOnce(Runnable mine, Runnable... others) {
        // Written in full: what happens inside the JDK's streams and collections is hidden from exploration.
        Thread[] threads = new Thread[others.length];
        for (int i = 0; i < others.length; i++) {
            threads[i] = new Thread(others[i]);
            threads[i].start();
        }
        mine.run();
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    static Region<Integer, Integer> region(UnaryOperator<Backend<Integer, Integer>> proxy) {
        Time still = new Time(() -> Instant.EPOCH, () -> 0, Exploration::awaitForEver);
        ManualScheduler scheduler = new ManualScheduler();
        Environment environment = new Environment(still, new FixedRandom(0), Runnable::run, scheduler);
        Lifetimes<Integer, Integer> eternal = Lifetimes.constant(Terms.FOREVER);
        // What a builder does, without the reading of settings, which would be explored each time anew.
        Counters counters = new Counters();
        Journal<Integer> journal = new Journal<>(new Messages("explored"), counters, null, still.nanos());
        Blueprint<Integer, Integer> blueprint = new Blueprint<>(
                SETTINGS,
                environment,
                new Policies<>(eternal, null, null),
                new Blueprint.Judging<>(null, null),
                null,
                journal,
                new Outages("explored", OnBackendFailure.LOAD, journal, still.nanos()),
                false,
                true,
                () -> {});
        Region<Integer, Integer> region = new Region<>("explored", counters);
        Backend<Integer, Integer> store = proxy.apply(HeapBackend.unbounded());
        KnownGenerations generations = new KnownGenerations(null, still.nanos(), failure -> failure);
        region.install(blueprint.core(store, store, generations, Continuity.begun(0)));
        return region;
    }

    /** The table of the flights that are under way: nothing but a fault touches it from outside. */
    static Map<?, ?> flightsOf(Region<?, ?> region) {
        try {
            Object core = field(RegionLife.class, "core").get(region);
            Object regenerator = field(Core.class, "regenerator").get(core);
            Object flights = field(Regenerator.class, "flights").get(regenerator);
            return (Map<?, ?>) field(Flights.class, "running").get(flights);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    private static Field field(Class<?> owner, String name) {
        try {
            Field field = owner.getDeclaredField(name);
            field.setAccessible(true);
            return field;
        } catch (NoSuchFieldException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean awaitForEver(CompletableFuture<?> future, long nanos) {
        future.join();
        return true;
    }
}
