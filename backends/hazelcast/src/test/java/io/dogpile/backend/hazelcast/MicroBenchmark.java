// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.hazelcast;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import io.dogpile.backend.Backend;
import io.dogpile.backend.Stored;
import io.dogpile.backend.testkit.server.FreePorts;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * What the backend costs beside the bare map, in one JVM and by turns: {@code main} prints operations per second of both, and the
 * quotient. Arguments: rounds, and milliseconds of each measurement.
 */
final class MicroBenchmark {

    private static final int KEYS = 10_000;
    private static final int BULK = 100;
    private static final long HOUR = 3_600_000;

    private final List<String> keys =
            IntStream.range(0, KEYS).mapToObj(i -> "books:key:" + i).toList();
    private final Stored<byte[]> value =
            Process.value("x".repeat(184), InstantSource.system().millis() + HOUR);
    private final byte[] bytes = value.value();
    private final int rounds;
    private final long nanos;

    private MicroBenchmark(int rounds, long millis) {
        this.rounds = rounds;
        this.nanos = millis * 1_000_000;
    }

    public static void main(String[] args) {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 5;
        long millis = args.length > 1 ? Long.parseLong(args[1]) : 500;
        MicroBenchmark benchmark = new MicroBenchmark(rounds, millis);
        String cluster = Process.clusterName();
        int port = FreePorts.next();
        Process process = new Process();
        try (Backend<String, byte[]> member = process.open("books", Process.member(cluster, port));
                Backend<String, byte[]> client = process.open("books", Process.client(cluster, Process.at(port)))) {
            Clients.insist(() -> client.get("key"));
            benchmark.run(
                    "member",
                    member,
                    Hazelcast.getAllHazelcastInstances().iterator().next());
            benchmark.run(
                    "client",
                    client,
                    HazelcastClient.getAllHazelcastClients().iterator().next());
        }
    }

    private void run(String name, Backend<String, byte[]> backend, HazelcastInstance instance) {
        IMap<String, byte[]> map = instance.getMap("dogpile.books");
        keys.forEach(key -> backend.put(key, value));
        compare(name + " get", 1, i -> backend.get(key(i)), i -> map.get(key(i)));
        compare(
                name + " put",
                1,
                i -> backend.put(key(i), value),
                i -> map.set(key(i), bytes, 3_602, TimeUnit.SECONDS));
        compare(
                name + " getAll(" + BULK + "), per key",
                BULK,
                i -> backend.getAll(bulk(i)),
                i -> map.getAll(new HashSet<>(bulk(i))));
        compare(
                name + " get and replace",
                1,
                i -> backend.replace(key(i), backend.get(key(i)), value),
                i -> map.replace(key(i), map.get(key(i)), bytes));
    }

    private String key(int i) {
        return keys.get((i * 31 & Integer.MAX_VALUE) % KEYS);
    }

    private List<String> bulk(int i) {
        int from = (i * BULK & Integer.MAX_VALUE) % (KEYS - BULK);
        return keys.subList(from, from + BULK);
    }

    private void compare(String what, int each, IntConsumer ours, IntConsumer bare) {
        double best = 0;
        double bestBare = 0;
        double[] quotients = new double[rounds];
        rate(ours);
        rate(bare);
        for (int round = 0; round < rounds; round++) {
            double rate = rate(ours) * each;
            double bareRate = rate(bare) * each;
            quotients[round] = rate / bareRate;
            best = Math.max(best, rate);
            bestBare = Math.max(bestBare, bareRate);
        }
        Arrays.sort(quotients);
        System.out.printf(
                "%-32s %,12.0f/s  bare %,12.0f/s  best/best %.2f  median %.2f%n",
                what, best, bestBare, best / bestBare, quotients[rounds / 2]);
    }

    private double rate(IntConsumer operation) {
        long start = System.nanoTime();
        int count = 0;
        long elapsed;
        do {
            for (int i = 0; i < 50; i++) {
                operation.accept(count++);
            }
            elapsed = System.nanoTime() - start;
        } while (elapsed < nanos);
        return count * 1e9 / elapsed;
    }
}
