// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.examples.quickstart;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** The table and the sentences at the end. */
final class Summary {

    private final PrintStream out;

    Summary(PrintStream out) {
        this.out = out;
    }

    void print(List<Result> results) {
        out.printf(
                Locale.ROOT,
                "%-26s %8s %8s %8s %7s %9s %9s %9s %9s %7s%n",
                "",
                "gets",
                "queries",
                "saved",
                "failed",
                "p50 ms",
                "p99 ms",
                "p99.9 ms",
                "max ms",
                "stale");
        for (Result result : results) {
            out.printf(
                    Locale.ROOT,
                    "%-26s %,8d %,8d %,8d %,7d %9.2f %9.2f %9.2f %9.2f %,7d%n",
                    result.name(),
                    result.latencies().count(),
                    result.queries(),
                    result.saved(),
                    result.failed(),
                    result.latencies().millis(0.5),
                    result.latencies().millis(0.99),
                    result.latencies().millis(0.999),
                    result.latencies().longestMillis(),
                    result.stale());
        }
        out.println();
        out.println(sentences(results.get(0), results.get(1), results.get(2)));
    }

    private static String sentences(Result naive, Result strict, Result stale) {
        return String.format(
                Locale.ROOT,
                "By hand, %d queries ran, the longest wait was %.1f s, and %d callers got an error in the end.%n"
                        + "Read-through ran %d, and nobody waited longer than %.0f ms.%n"
                        + "With stale-for it ran %d, nobody waited longer than %.0f ms,"
                        + " and %,d answers were a little past their expiry.",
                naive.queries(),
                naive.latencies().longestMillis() / 1000,
                naive.failed(),
                strict.queries(),
                strict.latencies().longestMillis(),
                stale.queries(),
                stale.latencies().longestMillis(),
                stale.stale());
    }
}
