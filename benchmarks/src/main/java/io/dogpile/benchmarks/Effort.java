// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.benchmarks;

import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * How long everything is measured.
 *
 * @param rounds how often the peers are measured one after the other, each time in a fresh JVM
 */
record Effort(
        List<Workload> workloads,
        int rounds,
        Iterations warmup,
        Iterations measured,
        int heapEntries,
        int firstPuts,
        int stampedeSeconds) {

    static Effort full() {
        return new Effort(Matrix.full(), 2, new Iterations(2, 700), new Iterations(4, 300), 1_000_000, 5, 6);
    }

    static Effort quick() {
        return new Effort(Matrix.quick(), 1, new Iterations(2, 300), new Iterations(3, 150), 1_000_000, 3, 2);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "each figure from %d fresh JVM(s) with %s of warm-up and %s measured",
                rounds,
                warmup,
                measured);
    }

    record Iterations(int count, int millis) {
        TimeValue time() {
            return TimeValue.milliseconds(millis);
        }

        @Override
        public String toString() {
            return count + " x " + millis + " ms";
        }
    }
}
