// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import io.dogpile.backend.Backend;
import io.dogpile.config.RegionSettings;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How the core of a region is put together, over any store.
 *
 * @param environment goes by the clock of the store
 * @param judging what invalidates single values
 * @param mangler changes keys on their way to the store; null for none
 * @param fixed whether the region may not be configured anew
 * @param release run when the core is closed, after its store
 */
record Blueprint<K, V>(
        RegionSettings settings,
        Environment environment,
        Policies<K, V> policies,
        Judging<K, V> judging,
        @Nullable UnaryOperator<K> mangler,
        Journal<K> journal,
        Outages outages,
        boolean touchable,
        boolean fixed,
        Runnable release) {

    /** What invalidates single values: their tags and a rule, either or neither. */
    record Judging<K, V>(
            @Nullable Tagging<K, V> tagging, @Nullable InvalidationStrategy<K> strategy) {

        boolean isNone() {
            return tagging == null && strategy == null;
        }
    }

    /**
     * Puts a core together.
     *
     * @param stack the store with its proxies
     * @param actual the store without
     */
    Core<K, V> core(
            Backend<K, V> stack, Backend<?, ?> actual, KnownGenerations generations, Continuity<K, V> continuity) {
        Backend<K, V> store = judged(mangler == null ? stack : new ManglingBackend<>(stack, mangler), generations);
        Sweeper<K, V> sweeper = new Sweeper<>(environment.maintenance(), policies.listener(), !store.dropsExpired());
        Slots<K, V> slots = new Slots<>(
                store,
                generations,
                new Stamps<>(environment, settings.freshness(), touchable, generations),
                environment.time().clock(),
                continuity.locks(),
                sweeper,
                outages);
        Regenerator<K, V> regenerator =
                new Regenerator<>(slots, environment, settings, policies, sweeper, journal, continuity);
        return new Core<>(this, new Core.Ground<>(stack, actual, generations, continuity), regenerator);
    }

    private Backend<K, V> judged(Backend<K, V> store, KnownGenerations generations) {
        return judging.isNone()
                ? store
                : new JudgingBackend<>(
                        store,
                        new Verdicts<>(
                                judging.tagging,
                                judging.strategy,
                                generations,
                                environment.time().clock()));
    }
}
