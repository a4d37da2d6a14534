// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs the JMH benchmark of one workload and one peer in a fresh JVM. */
final class Throughput {
    private static final String BYTES_PER_OPERATION = "gc.alloc.rate.norm";

    private final Effort effort;
    private final Path logs;

    Throughput(Effort effort, Path logs) {
        this.effort = effort;
        this.logs = logs;
        try {
            Files.createDirectories(logs);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Adds what one fresh JVM measures to {@code samples}. */
    void measure(Workload workload, Peer peer, Samples samples) throws RunnerException {
        RunResult result = new Runner(options(workload, peer)).runSingle();
        result.getBenchmarkResults().stream()
                .flatMap(fork -> fork.getIterationResults().stream())
                .forEach(iteration ->
                        samples.rates.add(iteration.getPrimaryResult().getScore()));
        samples.bytes.add(Objects.requireNonNull(result.getSecondaryResults().get(BYTES_PER_OPERATION))
                .getScore());
    }

    /** What the workload comes to, in operations a second of all threads together and in bytes for each operation. */
    static final class Samples {
        private final List<Double> rates = new ArrayList<>();
        private final List<Double> bytes = new ArrayList<>();

        Cell rate() {
            return Cell.Figure.of(rates);
        }

        Cell bytes() {
            // How many bytes an operation takes does not scatter, apart from what compilation does to it.
            return new Cell.Figure(Math.rint(Cell.Figure.of(bytes).value()), 0);
        }
    }

    private Options options(Workload workload, Peer peer) {
        Path log = logs.resolve(workload.title().replaceAll("[^A-Za-z0-9]+", "-") + "-" + peer.id() + ".log");
        String heap = workload.entries() > 100_000 ? "1g" : "128m";
        return new OptionsBuilder()
                .include("^" + Operations.class.getName() + "\\."
                        + workload.operation().method() + "$")
                .param("peer", peer.name())
                .param("storeBy", workload.storeBy().name())
                .param("payload", workload.payload().name())
                .param("expiry", workload.expiry().name())
                .param("readThrough", String.valueOf(workload.operation().readThrough()))
                .param("entries", String.valueOf(workload.entries()))
                .threads(workload.threads())
                .forks(1)
                // Touched beforehand: the first use of a page would be charged to whoever allocates most.
                .jvmArgs("-Xms" + heap, "-Xmx" + heap, "-XX:+UseG1GC", "-XX:+AlwaysPreTouch")
                .warmupIterations(effort.warmup().count())
                .warmupTime(effort.warmup().time())
                .measurementIterations(effort.measured().count())
                .measurementTime(effort.measured().time())
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .output(log.toString())
                .build();
    }
}
