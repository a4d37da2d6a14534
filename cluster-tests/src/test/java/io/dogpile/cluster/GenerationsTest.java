// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What counts as one load too many. */
final class GenerationsTest {

    private final Generations generations = new Generations(1_000, 50);

    @Test
    void aLoadAfterTheLifetimeBeginsAGeneration() {
        generations.has(generations.begin(0), 100);
        generations.has(generations.begin(1_100), 1_200);

        assertThat(generations.generations()).isEqualTo(2);
        assertThat(generations.extra()).isZero();
    }

    @Test
    void aLoadWhileAnotherIsUnderWayIsExtra() {
        generations.begin(0);
        generations.begin(10);

        assertThat(generations.extra()).isEqualTo(1);
    }

    @Test
    void aLoadWhileTheValueLivesIsExtra() {
        generations.has(generations.begin(0), 100);
        generations.begin(1_049);

        assertThat(generations.extra()).isEqualTo(1);
    }

    @Test
    void clocksMayDisagreeALittle() {
        generations.has(generations.begin(0), 100);
        generations.begin(1_050);

        assertThat(generations.extra()).isZero();
    }

    @Test
    void whatNobodyHasDoesNotExpire() {
        generations.begin(0);
        generations.begin(5_000);

        assertThat(generations.extra()).isEqualTo(1);
    }

    @Test
    void aLoadThatWasOvertakenNeitherEndsNorProlongsAGeneration() {
        long stopped = generations.begin(0);
        generations.has(generations.begin(1_000), 1_100);
        generations.has(stopped, 2_000);
        generations.begin(2_100);

        assertThat(generations.loads()).isEqualTo(3);
        assertThat(generations.generations()).isEqualTo(2);
        assertThat(generations.extra()).isEqualTo(1);
    }

    @Test
    void aLoadThatFoundTheStoreAwayIsOfNoGeneration() {
        generations.has(generations.begin(0), 100);
        long alone = generations.begin(600);
        generations.has(alone, 700);
        assertThat(generations.extra()).isEqualTo(1);

        generations.unstored(alone);
        generations.has(generations.begin(1_100), 1_200);

        assertThat(generations.loads()).isEqualTo(3);
        assertThat(generations.unstored()).isEqualTo(1);
        assertThat(generations.generations()).isEqualTo(2);
        assertThat(generations.extra()).isZero();
    }

    @Test
    void aLoadThatFoundTheStoreAwayHidesNoneThatIsOneTooMany() {
        generations.has(generations.begin(0), 100);
        generations.unstored(generations.begin(200));
        generations.begin(300);

        assertThat(generations.extra()).isEqualTo(1);
    }
}
