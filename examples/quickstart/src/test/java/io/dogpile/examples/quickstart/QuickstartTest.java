// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class QuickstartTest {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void theCacheThatLoadsRunsFewerQueriesThanTheCodeThatLoadsByHand() throws Exception {
        List<Result> results =
                new Quickstart(tiny(), new PrintStream(printed, true, StandardCharsets.UTF_8), false).run();

        Result byHand = results.get(0);
        Result readThrough = results.get(1);
        Result stale = results.get(2);
        assertThat(readThrough.queries()).isPositive().isLessThan(byHand.queries());
        assertThat(stale.queries()).isPositive().isLessThan(byHand.queries());
        assertThat(stale.stale()).isGreaterThan(readThrough.stale());
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains(byHand.queries() + " queries ran")
                .contains("Read-through ran " + readThrough.queries())
                .contains("With stale-for it ran " + stale.queries());
    }

    /** Values live for less time than the phase lasts, and the query takes long enough for every client to run into it. */
    private static Settings tiny() {
        return new Settings(
                16,
                Duration.ofMillis(1),
                Duration.ofMillis(50),
                Duration.ofMillis(200),
                Duration.ofMillis(700),
                Path.of("quickstart-stale.properties"),
                System::nanoTime);
    }
}
