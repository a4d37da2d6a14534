// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.examples.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class VerdictTest {

    private static final Duration LIMIT = Duration.ofSeconds(2);

    @Test
    void aDeathCostsOneLoadMore() {
        assertThat(verdict(5, 3, 1, 1, LIMIT, 0).broken()).isEmpty();
        assertThat(verdict(5, 3, 0, 0, Duration.ZERO, 0).broken())
                .containsExactly("more than one load for each generation and death");
    }

    @Test
    void aRunInWhichNobodyWasKilledShowsNoTakeover() {
        assertThat(verdict(3, 3, 1, 0, Duration.ZERO, 0).broken())
                .singleElement()
                .asString()
                .startsWith("no takeover was shown");
        assertThat(verdict(3, 3, 0, 0, Duration.ZERO, 0).broken()).isEmpty();
    }

    @Test
    void aDeathAfterWhichNobodyTakesOverInTimeIsABrokenPromise() {
        assertThat(verdict(3, 3, 1, 1, LIMIT.plusMillis(1), 0).broken())
                .containsExactly("nobody took over within 2000 ms");
    }

    @Test
    void whatIsBrokenIsSaid() {
        assertThat(verdict(5, 3, 0, 0, Duration.ZERO, 2).toString())
                .contains("Broken: more than one load", "2 reads failed");
    }

    private static Verdict verdict(
            long loads, long generations, long expectedDeaths, long deaths, Duration takeover, long failed) {
        Report report = new Report(10, 1, 0, failed, 5, 0);
        return new Verdict(loads, generations, expectedDeaths, deaths, takeover, LIMIT, report);
    }
}
