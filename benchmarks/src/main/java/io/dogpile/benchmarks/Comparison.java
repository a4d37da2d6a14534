// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.benchmarks;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.runner.RunnerException;

/** Measures workloads with all peers in turn, so that what the machine does meanwhile befalls them alike. */
final class Comparison {
    private final List<Peer> peers;
    private final int rounds;
    private final Throughput throughput;
    private final Measurements measurements = new Measurements();

    Comparison(List<Peer> peers, Effort effort, Path logs) {
        this.peers = peers;
        this.rounds = effort.rounds();
        this.throughput = new Throughput(effort, logs);
    }

    Measurements measure(List<Workload> workloads) {
        for (Workload workload : workloads) {
            System.out.printf("[%d of %d] %s%n", workloads.indexOf(workload) + 1, workloads.size(), workload.title());
            measure(workload);
        }
        return measurements;
    }

    private void measure(Workload workload) {
        Map<Peer, Throughput.Samples> contestants = new EnumMap<>(Peer.class);
        for (Peer peer : peers) {
            String refusal = workload.of(peer).refusal();
            if (refusal == null) {
                contestants.put(peer, new Throughput.Samples());
            } else {
                miss(workload, peer, refusal);
            }
        }
        for (int round = 0; round < rounds; round++) {
            contestants.entrySet().removeIf(contestant -> !succeeds(workload, contestant));
        }
        contestants.forEach((peer, samples) -> measurements.add(workload, peer, samples.rate(), samples.bytes()));
    }

    private boolean succeeds(Workload workload, Map.Entry<Peer, Throughput.Samples> contestant) {
        try {
            throughput.measure(workload, contestant.getKey(), contestant.getValue());
            return true;
        } catch (RunnerException failure) {
            miss(workload, contestant.getKey(), "failed: " + firstCause(failure));
            return false;
        }
    }

    private void miss(Workload workload, Peer peer, String reason) {
        Cell missing = new Cell.Missing(reason);
        measurements.add(workload, peer, missing, missing);
    }

    private static String firstCause(Throwable failure) {
        if (failure.getSuppressed().length > 0) {
            return firstCause(failure.getSuppressed()[0]);
        }
        return failure.getCause() == null ? String.valueOf(failure.getMessage()) : firstCause(failure.getCause());
    }
}
