// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.examples.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ClusterTest {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void aProcessThatDiesWhileItMakesTheValueIsReplacedByAnother() throws Exception {
        // What is promised is a quarter of a second; a machine that builds gets some more.
        Settings small = new Settings(
                Path.of("cluster.properties"),
                2,
                4,
                Duration.ofMillis(100),
                Duration.ofMillis(500),
                Duration.ofSeconds(2),
                Duration.ofSeconds(8),
                Duration.ofSeconds(4));

        Verdict verdict = new Cluster(small, new PrintStream(printed, true, StandardCharsets.UTF_8)).run();

        assertThat(verdict.broken())
                .as(printed.toString(StandardCharsets.UTF_8))
                .isEmpty();
        assertThat(verdict.deaths()).isEqualTo(1);
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("kill -9")
                .contains("taken over after " + verdict.takeover().toMillis() + " ms");
    }

    @Test
    void aBrokenPromiseIsSaid() {
        Report report = new Report(10, 1, 0, 2, 5, 0);
        Verdict verdict = new Verdict(5, 3, 0, Duration.ZERO, Duration.ZERO, report);
        assertThat(verdict.broken()).hasSize(2);
        assertThat(verdict.toString()).contains("Broken: more than one load", "2 reads failed");
    }
}
