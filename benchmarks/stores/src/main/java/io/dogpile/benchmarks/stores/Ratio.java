// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.benchmarks.stores;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * How much faster one is than another, round by round.
 *
 * @param median of all rounds
 * @param low a quarter of the rounds are at most this
 * @param high a quarter of the rounds are at least this
 */
record Ratio(double median, double low, double high) {

    static Ratio of(List<Double> ours, List<Double> theirs) {
        double[] sorted = IntStream.range(0, ours.size())
                .mapToDouble(i -> ours.get(i) / theirs.get(i))
                .sorted()
                .toArray();
        return new Ratio(at(sorted, 0.5), at(sorted, 0.25), at(sorted, 0.75));
    }

    static double median(List<Double> figures) {
        return at(figures.stream().mapToDouble(Double::doubleValue).sorted().toArray(), 0.5);
    }

    private static double at(double[] sorted, double part) {
        double place = part * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.2f (%.2f-%.2f)", median, low, high);
    }
}
