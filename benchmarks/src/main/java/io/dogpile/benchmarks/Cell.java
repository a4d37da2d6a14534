// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.benchmarks;

import java.util.List;
import java.util.stream.DoubleStream;

/** What one peer has in one row of a table. */
sealed interface Cell {
    /**
     * A measured figure.
     *
     * @param value the median
     * @param spread half the distance between the extremes, in parts of the median
     */
    record Figure(double value, double spread) implements Cell {
        static Figure of(List<Double> samples) {
            double[] sorted =
                    samples.stream().mapToDouble(Double::doubleValue).sorted().toArray();
            int middle = sorted.length / 2;
            double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
            double range = DoubleStream.of(sorted).max().orElseThrow() - sorted[0];
            return new Figure(median, range / 2 / median);
        }
    }

    /** No figure, and why. */
    record Missing(String reason) implements Cell {}
}
