// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.benchmarks.stores;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs benchmarks whose iterations are taken in turns, each in a JVM of its own. */
record Harness(StoreKind kind, int port, Effort effort) {

    /** For the threads of clients, which end with the JVM. */
    private static final String NO_WAITING = "-Djmh.shutdownTimeout=0";

    private static final Path LOGS = Path.of("benchmarks", "target", "jmh");

    /**
     * The scores of all measured iterations, in the order of the turns.
     *
     * @param turns how many take turns
     */
    List<Double> scores(Class<?> benchmark, Map<String, String> parameters, int threads, int turns) {
        String log = kind.id() + "-" + benchmark.getSimpleName()
                + String.join("", parameters.values()).replaceAll("[^0-9]", "") + "-" + threads + ".log";
        OptionsBuilder options = new OptionsBuilder();
        parameters.forEach(options::param);
        options.include("^" + Pattern.quote(benchmark.getName()) + "\\.")
                .param("kind", kind.name())
                .threads(threads)
                .forks(1)
                .jvmArgs("-Xms512m", "-Xmx512m", "-XX:+UseG1GC", "-D" + Turns.PORT + "=" + port, NO_WAITING)
                .warmupIterations(turns * effort.warmUpRounds())
                .warmupTime(TimeValue.milliseconds(effort.warmUpMillis()))
                .measurementIterations(turns * effort.rounds())
                .measurementTime(TimeValue.milliseconds(effort.millis()))
                .shouldFailOnError(true)
                .output(LOGS.resolve(log).toString());
        try {
            Files.createDirectories(LOGS);
            RunResult result = new Runner(options.build()).runSingle();
            return result.getBenchmarkResults().stream()
                    .flatMap(fork -> fork.getIterationResults().stream())
                    .map(iteration -> iteration.getPrimaryResult().getScore())
                    .toList();
        } catch (RunnerException e) {
            throw new IllegalStateException("see " + LOGS.resolve(log), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How long to measure. A round is one iteration of each contender in each operation. */
    record Effort(int warmUpRounds, int warmUpMillis, int rounds, int millis) {

        static final Effort QUICK = new Effort(6, 200, 7, 150);
        static final Effort FULL = new Effort(12, 300, 15, 250);

        /** After so many rounds two contenders as well as three begin again in the same order. */
        private static final int CYCLE = 6;

        Effort {
            if (warmUpRounds % CYCLE != 0) {
                throw new IllegalArgumentException("the first measured round would begin with another contender than"
                        + " the first of all: " + warmUpRounds + " rounds of warm-up are no multiple of " + CYCLE);
            }
        }

        @Override
        public String toString() {
            return warmUpRounds + " rounds of " + warmUpMillis + " ms of warm-up and " + rounds + " of " + millis
                    + " ms measured, taken in turns in one JVM for each number of threads";
        }
    }
}
