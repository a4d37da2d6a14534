// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Short stampedes, with and without faults: what must not happen however busy the machine is. {@code dev/stampede} runs long ones, and
 * judges how long things take.
 */
final class StampedeTest {

    @ParameterizedTest
    @CsvSource({"REDIS, 0, 1", "MEMCACHED, 1, 0", "TIERED, 0, 0", "HAZELCAST, 0, 0"})
    void oneLoadForEachGenerationDeathAndExpiredLease(StoreKind kind, int kills, int pauses) {
        StampedePlan plan = new StampedePlan(kind, 2, 8, Duration.ofSeconds(1), 2, kills, pauses);
        try (StampedeRun run = new StampedeRun(plan)) {
            StampedeResult result = run.run();

            List<String> wrongs = result.wrongs(plan);
            assertThat(wrongs)
                    .as("%s%n%s%n%s", result, result.faults(), run.log())
                    .isEmpty();
        }
    }
}
