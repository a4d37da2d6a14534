// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What one process tells of what its readers saw. */
final class SightingsTest {

    private final Sightings sightings = new Sightings("jvm0");

    private List<String> told() {
        PrintStream before = System.out;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            sightings.tell();
        } finally {
            System.setOut(before);
        }
        return said.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void whoWaitsForAnotherProcessIsMeasured() {
        sightings.measure();
        sightings.saw(new Sample(7, "jvm1", "reader-0", 1_000_000), "reader-0", 900_000, 3_000_000);

        assertThat(told()).containsExactly("@seen 7 3000000 900000 [2000]");
    }

    @Test
    void whoDidNotWaitIsNotMeasured() {
        sightings.measure();
        sightings.saw(new Sample(7, "jvm1", "reader-0", 1_000_000), "reader-0", 1_100_000, 1_200_000);

        assertThat(told()).containsExactly("@seen 7 1200000 1100000 []");
    }

    @Test
    void whatAFlightOfTheOwnProcessHandsOutProvesNothingAboutTheStore() {
        Sample own = new Sample(7, "jvm0", "reader-0", 1_000_000);
        sightings.saw(own, "reader-1", 900_000, 1_100_000);
        sightings.saw(own, "reader-0", 100_000, 1_200_000);
        sightings.saw(own, "reader-2", 1_150_000, 1_250_000);

        assertThat(told()).containsExactly("@seen 7 " + Sightings.NEVER + " " + Sightings.NEVER + " []");
    }

    @Test
    void afterTheFlightItDoes() {
        Sample own = new Sample(7, "jvm0", "reader-0", 1_000_000);
        sightings.saw(own, "reader-0", 100_000, 1_200_000);
        sightings.saw(own, "reader-1", 1_300_000, 1_400_000);

        assertThat(told()).containsExactly("@seen 7 " + Sightings.NEVER + " 1300000 []");
    }
}
