// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import io.dogpile.backend.Stored;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Judges single values: by their tags, and by the application's strategy. */
final class Verdicts<K, V> {

    private final @Nullable Tagging<K, V> tagging;
    private final @Nullable InvalidationStrategy<K> strategy;
    private final KnownGenerations generations;
    private final InstantSource clock;

    Verdicts(
            @Nullable Tagging<K, V> tagging,
            @Nullable InvalidationStrategy<K> strategy,
            KnownGenerations generations,
            InstantSource clock) {
        this.tagging = tagging;
        this.strategy = strategy;
        this.generations = generations;
        this.clock = clock;
    }

    boolean areByTags() {
        return tagging != null;
    }

    /** How the stored value was invalidated, beside its region; null if it was not. */
    @Nullable
    Invalidation of(K key, Stored<V> stored) {
        V value = stored.value();
        State state = value == null ? State.ABSENT : generations.state(stored, clock);
        if (value == null || state == State.ABSENT) {
            return null;
        }
        Invalidation byTags = byTags(key, value, stored.generation());
        InvalidationStrategy<K> rule = strategy;
        if (rule == null || byTags == Invalidation.HARD) {
            return byTags;
        }
        Invalidation byRule = rule.judge(key, EntryMetadata.of(stored, state, clock.millis()));
        return byRule == null ? byTags : byRule;
    }

    /** How a value of a generation was invalidated by its tags; null if it was not. */
    @Nullable
    Invalidation byTags(K key, V value, long generation) {
        Map<String, Generations.Floor> floors = generations.known().tags();
        if (tagging == null || floors.isEmpty()) {
            return null;
        }
        Generations.Floor highest = Generations.Floor.NONE;
        for (String tag : tagging.tags(key, value)) {
            highest = highest.joined(floors.getOrDefault(tag, Generations.Floor.NONE));
        }
        return highest.verdict(generation);
    }
}
