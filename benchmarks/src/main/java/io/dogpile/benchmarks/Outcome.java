// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.benchmarks;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/** What came of a stampede; times are in milliseconds. */
record Outcome(double generations, double loads, double gets, double p50, double p99, double p999, double max) {
    static final List<String> HEADER =
            List.of("generations", "loads per generation", "gets", "p50", "p99", "p99.9", "max");

    static Outcome of(Collection<Long> loadStarts, long[] sortedNanos) {
        return new Outcome(
                generations(loadStarts),
                loadStarts.size(),
                sortedNanos.length,
                millis(sortedNanos, 0.5),
                millis(sortedNanos, 0.99),
                millis(sortedNanos, 0.999),
                millis(sortedNanos, 1));
    }

    static Outcome parse(String line) {
        double[] parts =
                Arrays.stream(line.split(" ")).mapToDouble(Double::parseDouble).toArray();
        return new Outcome(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5], parts[6]);
    }

    String line() {
        return DoubleStream.of(generations, loads, gets, p50, p99, p999, max)
                .mapToObj(String::valueOf)
                .collect(Collectors.joining(" "));
    }

    /** The figures under {@link #HEADER}. */
    List<String> cells() {
        return List.of(
                String.format(Locale.ROOT, "%.0f", generations),
                String.format(Locale.ROOT, "%.2f", loads / generations),
                String.format(Locale.ROOT, "%,.0f", gets),
                String.format(Locale.ROOT, "%.3f", p50),
                String.format(Locale.ROOT, "%.3f", p99),
                String.format(Locale.ROOT, "%.3f", p999),
                String.format(Locale.ROOT, "%.3f", max));
    }

    // Loads belong to one generation if they begin soon after its first one. Half of the time for which a value is
    // fresh tells
    // them apart both where that time counts from the end of a load and where it counts from its begin.
    private static int generations(Collection<Long> loadStarts) {
        long soon = TimeUnit.MILLISECONDS.toNanos(Stampede.FRESH_MILLIS) / 2;
        int generations = 0;
        long first = 0;
        for (long start : loadStarts.stream().sorted().toList()) {
            if (generations == 0 || start - first >= soon) {
                generations++;
                first = start;
            }
        }
        return generations;
    }

    private static double millis(long[] sortedNanos, double quantile) {
        int index = (int) Math.ceil(quantile * sortedNanos.length) - 1;
        return sortedNanos[Math.max(0, index)] / 1e6;
    }
}
