// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class OutcomeTest {
    private static final long[] THOUSAND =
            LongStream.rangeClosed(1, 1_000).map(TimeUnit.MILLISECONDS::toNanos).toArray();

    @Test
    void countsLoadsThatFollowEachOtherCloselyAsOneGeneration() {
        Outcome outcome = Outcome.of(millis(5, 0, 60, 350, 355, 700), THOUSAND);

        assertThat(outcome.generations()).isEqualTo(3);
        assertThat(outcome.cells()).startsWith("3", "2.00");
    }

    @Test
    void readsPercentilesFromTheSortedTimes() {
        assertThat(Outcome.of(millis(0), THOUSAND).cells())
                .containsExactly("1", "1.00", "1,000", "500.000", "990.000", "999.000", "1000.000");
    }

    @Test
    void survivesTheWayBetweenProcesses() {
        Outcome outcome = Outcome.of(millis(0), THOUSAND);

        assertThat(Outcome.parse(outcome.line())).isEqualTo(outcome);
    }

    private static List<Long> millis(long... starts) {
        return LongStream.of(starts).mapToObj(TimeUnit.MILLISECONDS::toNanos).toList();
    }
}
