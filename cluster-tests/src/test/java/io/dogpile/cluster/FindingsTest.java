// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What the processes of a stampede tell, put together. */
final class FindingsTest {

    private final Findings findings = new Findings();

    private void told(String line) {
        findings.add("jvm0", Said.parse(line));
    }

    @Test
    void aReadOfAnOlderLoadAfterANewerOneIsAStaleOverwrite() {
        told("@seen 1 100 900 []");
        told("@seen 2 1000 1900 []");
        told("@seen 1 " + Sightings.NEVER + " 1001 []");

        assertThat(findings.staleOverwrites()).isEqualTo(1);
    }

    @Test
    void readsThatBeganBeforeTheNewerValueWasSeenProveNothing() {
        told("@seen 1 100 1000 []");
        told("@seen 2 1000 1900 []");

        assertThat(findings.staleOverwrites()).isZero();
    }

    @Test
    void theNewerValueNeedNotBeTheNextOne() {
        told("@seen 1 100 3001 []");
        told("@seen 2 " + Sightings.NEVER + " " + Sightings.NEVER + " []");
        told("@seen 3 3000 3500 []");

        assertThat(findings.staleOverwrites()).isEqualTo(1);
    }

    @Test
    void ofAHundredWaitersTheSlowestIsLeftOut() {
        told("@seen 1 1 1 [900000]");
        for (int i = 0; i < 99; i++) {
            told("@seen 1 1 1 [" + (1_001 + i) + "]");
        }

        assertThat(findings.p99WaitMillis()).isEqualTo(2);
    }

    @Test
    void theLastStatisticsOfEachLifeCount() {
        findings.add("0/0", Said.parse("@stats 1 0 0"));
        findings.add("0/0", Said.parse("@stats 2 0 1"));
        findings.add("0/1", Said.parse("@stats 1 1 0"));

        assertThat(findings.fenced()).isEqualTo(3);
        assertThat(findings.failures()).isEqualTo(1);
        assertThat(findings.hangs()).isEqualTo(1);
    }
}
