// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.examples.cluster;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** The live table: one row a second. For one thread. */
final class Table {

    private final PrintStream out;
    private final Ledger ledger;
    private boolean toldDeath;
    private boolean toldTakeover;

    Table(PrintStream out, Ledger ledger) {
        this.out = out;
        this.ledger = ledger;
    }

    void head() {
        out.println("second  processes  generation  loads per generation    reads   stale  waits   p99 ms");
    }

    void row(int second, long processes) {
        Report report = ledger.second();
        long generations = ledger.generations();
        out.printf(
                Locale.ROOT,
                "%6d  %9d  %10d  %20.2f  %,7d  %,6d  %5d  %7.2f%s%n",
                second,
                processes,
                generations,
                generations == 0 ? 0 : (double) ledger.loads() / generations,
                report.reads(),
                report.stale(),
                report.waits(),
                report.p99Micros() / 1000.0,
                news());
    }

    private String news() {
        String news = "";
        if (ledger.killed() != 0 && !toldDeath) {
            toldDeath = true;
            news += "  kill -9 " + ledger.killed() + ", which was making the value";
        }
        Duration takeover = ledger.takeover();
        if (takeover != null && !toldTakeover) {
            toldTakeover = true;
            news += "  taken over after " + takeover.toMillis() + " ms";
        }
        return news;
    }
}
