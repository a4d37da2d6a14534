// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import static io.dogpile.region.World.MINUTE;
import static io.dogpile.region.World.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Invalidation by the application's rule, and by a condition on keys and metadata. */
final class InvalidationRulesTest {

    private final World world = new World();
    private final Region<String, String> region = world.region().build();

    @Test
    void aStrategySeesKeysAndMetadata() {
        List<String> asked = new ArrayList<>();
        try (Region<String, String> ruled = world.region()
                .invalidation((key, metadata) -> {
                    asked.add(key + " " + metadata.age().toSeconds() + " " + metadata.state());
                    return null;
                })
                .build()) {
            ruled.put("k", "v");
            world.advance(SECOND);

            assertThat(ruled.get("k")).isEqualTo("v");
        }
        assertThat(asked).contains("k 1 FRESH");
    }

    @Test
    void aStrategyMakesValuesAbsentOrStale() {
        try (Region<String, String> ruled = world.region()
                .invalidation((key, metadata) -> metadata.age().compareTo(SECOND) < 0
                        ? null
                        : key.startsWith("h") ? Invalidation.HARD : Invalidation.SOFT)
                .build()) {
            ruled.put("hard", "v");
            ruled.put("soft", "v");
            assertThat(ruled.getAll(List.of("hard", "soft"))).hasSize(2);

            world.advance(SECOND);

            assertThat(ruled.getAll(List.of("hard", "soft"))).isEmpty();
            assertThat(ruled.metadata("hard")).isNull();
            assertThat(ruled.metadata("soft").state()).isEqualTo(State.STALE);
            assertThat(ruled.getOrCreate("hard", key -> "new")).isEqualTo("new");
            assertThat(ruled.getOrCreate("soft", key -> "new")).isEqualTo("new");
            assertThat(ruled.getAll(List.of("hard", "soft"))).isEqualTo(Map.of("hard", "new", "soft", "new"));
        }
    }

    @Test
    void aConditionMakesWhatItHoldsForAbsent() {
        region.put("a1", "v");
        region.put("a2", "v");
        region.put("b1", "v");

        assertThat(region.invalidateIf((key, metadata) -> key.startsWith("a"), Invalidation.HARD))
                .isEqualTo(2);

        assertThat(region.getAll(List.of("a1", "a2", "b1"))).isEqualTo(Map.of("b1", "v"));
    }

    @Test
    void aConditionMakesWhatItHoldsForStaleUntilTheEndItAlreadyHad() {
        region.put("old", "v");
        world.advance(SECOND);
        region.put("young", "v");
        var expiresAt = region.metadata("old").expiresAt();

        assertThat(region.invalidateIf(
                        (key, metadata) -> metadata.age().compareTo(Duration.ZERO) > 0, Invalidation.SOFT))
                .isEqualTo(1);

        assertThat(region.get("young")).isEqualTo("v");
        assertThat(region.metadata("old").state()).isEqualTo(State.STALE);
        assertThat(region.metadata("old").expiresAt()).isEqualTo(expiresAt);
        assertThat(region.invalidateIf((key, metadata) -> key.equals("old"), Invalidation.SOFT))
                .as("there is no more to it")
                .isZero();
        assertThat(region.invalidateIf((key, metadata) -> key.equals("old"), Invalidation.HARD))
                .isEqualTo(1);
        assertThat(region.metadata("old")).isNull();
    }

    @Test
    void whatIsLoadedMeanwhileIsNotStored() {
        List<EntryMetadata> seen = new ArrayList<>();
        assertThat(region.getOrCreate("k", key -> {
                    region.invalidateIf((k, metadata) -> seen.add(metadata), Invalidation.HARD);
                    return "old";
                }))
                .isEqualTo("old");

        assertThat(seen).hasSize(1);
        assertThat(seen.get(0).state()).isEqualTo(State.ABSENT);
        assertThat(seen.get(0).regenerating()).isTrue();
        assertThat(region.get("k")).isNull();
        assertThat(region.statistics().fenced()).isEqualTo(1);
    }

    @Test
    void whatIsMadeAnewMeanwhileIsNotStoredEither() {
        region.put("k", "old");
        world.advance(MINUTE);
        region.getOrCreate("k", key -> {
            region.invalidateIf((k, metadata) -> true, Invalidation.SOFT);
            return "new";
        });

        assertThat(region.get("k")).isNull();
        assertThat(region.metadata("k").state()).isEqualTo(State.STALE);
        assertThat(region.statistics().fenced()).isEqualTo(1);
    }

    @Test
    void aSharedStoreIsSearchedToo() {
        SharedBytes store = new SharedBytes();
        Region<String, String> here = world.region().bytes(store.client()).build();
        Region<String, String> there = world.region().bytes(store.client()).build();
        here.put("a", "v");
        here.put("b", "v");

        assertThat(there.invalidateIf((key, metadata) -> key.equals("a"), Invalidation.HARD))
                .isEqualTo(1);

        assertThat(here.getAll(List.of("a", "b"))).isEqualTo(Map.of("b", "v"));
    }
}
