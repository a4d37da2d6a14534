// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import io.dogpile.backend.Backend;
import io.dogpile.backend.Terms;
import io.dogpile.backend.heap.HeapBackend;
import io.dogpile.config.RegionSettings;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.StressOptions;

/** How thoroughly interleavings are explored, and regions to explore: time stands still, and waiting is without end. */
final class Exploration {

    /** Set by {@code -Dlincheck.deep=true}: minutes instead of seconds. */
    private static final boolean DEEP = Boolean.getBoolean("lincheck.deep");

    static final int SCHEDULES = DEEP ? 20_000 : 1_000;

    private static final RegionSettings SETTINGS = RegionSettings.defaults();

    private Exploration() {}

    static ModelCheckingOptions modelChecking() {
        return new ModelCheckingOptions()
                .iterations(DEEP ? 100 : 8)
                .invocationsPerIteration(DEEP ? 2_000 : 150)
                .threads(2)
                .actorsPerThread(3)
                .actorsBefore(1)
                .actorsAfter(2);
    }

    static StressOptions stress() {
        return new StressOptions()
                .iterations(DEEP ? 100 : 10)
                .invocationsPerIteration(DEEP ? 10_000 : 500)
                .threads(3)
                .actorsPerThread(3)
                .actorsBefore(1)
                .actorsAfter(2);
    }

    static Region<Integer, Integer> region(UnaryOperator<Backend<Integer, Integer>> proxy) {
        Time still = new Time(() -> Instant.EPOCH, () -> 0, Exploration::awaitForEver);
        ManualScheduler scheduler = new ManualScheduler();
        Environment environment = new Environment(still, new FixedRandom(0), Runnable::run, scheduler);
        Lifetimes<Integer, Integer> eternal = Lifetimes.constant(Terms.FOREVER);
        Messages messages = new Messages("explored");
        // What a builder does, without the reading of settings, which would be explored each time anew.
        Sweeper<Integer, Integer> sweeper = new Sweeper<>(scheduler, null, false);
        Slots<Integer, Integer> slots = new Slots<>(
                proxy.apply(HeapBackend.unbounded()), environment, SETTINGS.freshness(), false, sweeper);
        Regenerator<Integer, Integer> regenerator = new Regenerator<>(
                slots, environment, SETTINGS, new Policies<>(eternal, null), new Counters(), sweeper, messages);
        return new Region<>(SETTINGS, regenerator, messages, eternal, () -> {});
    }

    private static boolean awaitForEver(CompletableFuture<?> future, long nanos) {
        future.join();
        return true;
    }
}
