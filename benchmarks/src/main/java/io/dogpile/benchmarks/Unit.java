// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.benchmarks;

import java.util.Locale;

/** What figures count, and which of two is the better one. */
enum Unit {
    RATE(true),
    BYTES(false),
    MILLIS(false);

    private final boolean moreIsBetter;

    Unit(boolean moreIsBetter) {
        this.moreIsBetter = moreIsBetter;
    }

    String format(double value) {
        return this == RATE ? withPrefix(value) : String.format(Locale.ROOT, "%,.0f", value);
    }

    double better(double one, double other) {
        return moreIsBetter ? Math.max(one, other) : Math.min(one, other);
    }

    private static String withPrefix(double rate) {
        if (rate < 1e6) {
            return String.format(Locale.ROOT, rate < 1e4 ? "%.2f k" : "%.0f k", rate / 1e3);
        }
        return String.format(Locale.ROOT, rate < 1e7 ? "%.2f M" : "%.1f M", rate / 1e6);
    }
}
