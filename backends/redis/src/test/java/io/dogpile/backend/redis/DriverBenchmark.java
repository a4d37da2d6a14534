// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.redis;

import io.dogpile.backend.Backend;
import io.dogpile.backend.Stored;
import io.dogpile.backend.testkit.server.ServerProcess;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * The driver beside the bare client, by turns in one JVM on one server: 200-byte values, 1,000 keys. Not run by the
 * build; prints operations per second of either and their ratio, the median of the rounds.
 */
final class DriverBenchmark {

    private static final int KEYS = 1_000;
    private static final int ROUNDS = 41;
    private static final long ROUND_NANOS = TimeUnit.MILLISECONDS.toNanos(Long.getLong("round", 60));

    private final RedisAsyncCommands<String, byte[]> bare;
    private final Backend<String, byte[]> driver;
    private final String[] keys =
            IntStream.range(0, KEYS).mapToObj(i -> "key-" + i).toArray(String[]::new);
    private final List<Stored<byte[]>> values = IntStream.range(0, KEYS)
            .mapToObj(i -> Sample.until(System.currentTimeMillis() + 3_600_000, "x".repeat(184)))
            .toList();

    private DriverBenchmark(RedisAsyncCommands<String, byte[]> bare, Backend<String, byte[]> driver) {
        this.bare = bare;
        this.driver = driver;
    }

    interface Operation {
        Object run(int number) throws Exception;
    }

    public static void main(String[] arguments) throws Exception {
        int threads = Integer.getInteger("threads", 1);
        RedisCodec<String, byte[]> codec = RedisCodec.of(StringCodec.ASCII, ByteArrayCodec.INSTANCE);
        try (ServerProcess server = RedisServers.standalone();
                Backend<String, byte[]> driver = Opened.backend("bench", server.port())) {
            RedisClient client = RedisClient.create(RedisURI.create("127.0.0.1", server.port()));
            new DriverBenchmark(client.connect(codec).async(), driver).run(threads);
            client.shutdown();
        }
    }

    private void run(int threads) throws Exception {
        for (int i = 0; i < KEYS; i++) {
            driver.put(keys[i], values.get(i));
            bare.set("bench:{" + keys[i] + "}", values.get(i).value()).get();
        }
        compare("get", threads, 1, i -> bare.get(wire(i)).get(1, TimeUnit.SECONDS), i -> driver.get(keys[i % KEYS]));
        compare(
                "put",
                threads,
                1,
                i -> bare.set(wire(i), values.get(i % KEYS).value(), SetArgs.Builder.px(3_600_000))
                        .get(1, TimeUnit.SECONDS),
                i -> {
                    driver.put(keys[i % KEYS], values.get(i % KEYS));
                    return null;
                });
        compare("getAll(100)", threads, 100, i -> bareGetAll(i), i -> driver.getAll(hundred(i)));
        compare("putAll(100)", threads, 100, this::barePutAll, this::putAll);
        Stored<byte[]> read = driver.get(keys[0]);
        compare(
                "replace (beside put)",
                threads,
                1,
                i -> bare.set(wire(i), values.get(0).value()).get(1, TimeUnit.SECONDS),
                i -> driver.replace(keys[0], read, read));
    }

    private Object barePutAll(int i) throws Exception {
        List<Future<String>> sent = new ArrayList<>();
        for (String key : hundred(i)) {
            sent.add(bare.set("bench:{" + key + "}", values.get(0).value(), SetArgs.Builder.px(3_600_000)));
        }
        for (Future<String> each : sent) {
            each.get(1, TimeUnit.SECONDS);
        }
        return sent;
    }

    private Object putAll(int i) {
        Map<String, Stored<byte[]>> entries = new HashMap<>();
        hundred(i).forEach(key -> entries.put(key, values.get(0)));
        driver.putAll(entries);
        return entries;
    }

    private String wire(int i) {
        return "bench:{" + keys[i % KEYS] + "}";
    }

    private List<String> hundred(int i) {
        int from = i * 100 % KEYS;
        return Arrays.asList(keys).subList(from, from + 100);
    }

    private Object bareGetAll(int i) throws Exception {
        String[] wires = hundred(i).stream().map(key -> "bench:{" + key + "}").toArray(String[]::new);
        return bare.mget(wires).get(1, TimeUnit.SECONDS);
    }

    private static void compare(String name, int threads, int perRun, Operation bare, Operation driver)
            throws Exception {
        double[] ratios = new double[ROUNDS];
        double[] ours = new double[ROUNDS];
        double[] theirs = new double[ROUNDS];
        measure(threads, bare);
        measure(threads, driver);
        for (int round = 0; round < ROUNDS; round++) {
            theirs[round] = measure(threads, bare) * perRun;
            ours[round] = measure(threads, driver) * perRun;
            ratios[round] = ours[round] / theirs[round];
        }
        System.out.printf(
                "%-22s %2d threads: bare %,10.0f/s, driver %,10.0f/s, ratio %.2f%n",
                name, threads, median(theirs), median(ours), median(ratios));
    }

    private static double measure(int threads, Operation operation) throws Exception {
        long[] counts = new long[threads];
        Thread[] crew = new Thread[threads];
        long start = System.nanoTime();
        for (int t = 0; t < threads; t++) {
            int number = t;
            crew[t] = new Thread(() -> {
                try {
                    int i = number * 31;
                    while (System.nanoTime() - start < ROUND_NANOS) {
                        operation.run(i++);
                        counts[number]++;
                    }
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            crew[t].start();
        }
        for (Thread thread : crew) {
            thread.join();
        }
        return Arrays.stream(counts).sum() * 1e9 / (System.nanoTime() - start);
    }

    private static double median(double[] figures) {
        double[] sorted = figures.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
