// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import static org.assertj.core.api.Assertions.assertThat;

import io.dogpile.config.Option;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How often a store is asked, with and without its clients' knowing how it recognises what they wrote. */
class TripsOfLoadsTest {

    private final World world = new World();
    private final SharedBytes store = new SharedBytes();

    private Region<String, String> open(boolean comparesContent) {
        store.comparesContent = comparesContent;
        Region<String, String> region = world.region()
                .expiration(Duration.ofSeconds(10))
                .option(Option.LEASE, Duration.ofSeconds(3))
                .bytes(store.client())
                .build();
        region.get("the record of generations is read once");
        return region;
    }

    private long trips(Runnable operation) {
        long before = store.requests.get();
        operation.run();
        return store.requests.get() - before;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_load_reads_takes_the_lease_and_stores(boolean comparesContent) {
        try (Region<String, String> region = open(comparesContent)) {
            assertThat(trips(() -> region.getOrCreate("k", key -> "v"))).isEqualTo(comparesContent ? 3 : 4);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void so_does_a_load_in_place_of_a_stale_value(boolean comparesContent) {
        try (Region<String, String> region = open(comparesContent)) {
            region.getOrCreate("k", key -> "v");
            region.invalidate(Invalidation.SOFT);
            assertThat(trips(() -> region.getOrCreate("k", key -> "w"))).isEqualTo(comparesContent ? 3 : 4);
            assertThat(region.get("k")).isEqualTo("w");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void what_was_removed_during_its_load_is_not_stored(boolean comparesContent) {
        try (Region<String, String> region = open(comparesContent);
                Region<String, String> elsewhere = open(comparesContent)) {
            region.getOrCreate("k", key -> {
                elsewhere.remove(key);
                return "v";
            });
            assertThat(region.get("k")).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void many_loads_read_at_once(boolean comparesContent) {
        Set<String> keys = IntStream.range(0, 100).mapToObj(i -> "k" + i).collect(Collectors.toSet());
        try (Region<String, String> region = open(comparesContent)) {
            Map<String, String> made = new HashMap<>();
            keys.forEach(key -> made.put(key, "v"));
            assertThat(trips(() -> region.getOrCreateAll(keys, missing -> made)))
                    .isEqualTo(comparesContent ? 300 : 400);
        }
    }
}
