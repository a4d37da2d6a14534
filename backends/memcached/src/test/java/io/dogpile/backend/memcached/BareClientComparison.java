// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.memcached;

import com.sun.management.OperatingSystemMXBean;
import io.dogpile.backend.Backend;
import io.dogpile.backend.Stored;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import net.spy.memcached.CachedData;
import net.spy.memcached.ConnectionFactoryBuilder;
import net.spy.memcached.MemcachedClient;
import net.spy.memcached.transcoders.Transcoder;

/**
 * The backend beside the bare client, in turns in one JVM and at one server, with values of 200 bytes: {@code main} prints the
 * medians of the ratios of all rounds. On a busy machine the processor time says more than the speed.
 */
final class BareClientComparison {

    private static final int KEYS = 1_000;
    private static final int BULK = 100;

    private final Backend<String, byte[]> backend;
    private final MemcachedClient bare;
    private final List<String> keys =
            IntStream.range(0, KEYS).mapToObj(i -> "key:" + i).toList();
    private final Stored<byte[]> value = Memcached.value(new byte[184]);

    private BareClientComparison(Backend<String, byte[]> backend, MemcachedClient bare) {
        this.backend = backend;
        this.bare = bare;
    }

    /** Arguments: rounds, milliseconds of a turn. */
    public static void main(String[] args) throws Exception {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 15;
        long millis = args.length > 1 ? Long.parseLong(args[1]) : 200;
        try (Memcached server = new Memcached("-m", "256");
                Backend<String, byte[]> backend = server.open("bench")) {
            MemcachedClient bare = new MemcachedClient(
                    new ConnectionFactoryBuilder().setDaemon(true).build(),
                    List.of(new InetSocketAddress("127.0.0.1", server.process().port())));
            BareClientComparison comparison = new BareClientComparison(backend, bare);
            comparison.fill();
            for (int threads : new int[] {1, 8}) {
                comparison.compare("get", threads, rounds, millis, 1, comparison::backendGet, comparison::bareGet);
                comparison.compare("put", threads, rounds, millis, 1, comparison::backendPut, comparison::barePut);
                comparison.compare(
                        "getAll(100)",
                        threads,
                        rounds,
                        millis,
                        BULK,
                        comparison::backendGetAll,
                        comparison::bareGetAll);
            }
            bare.shutdown();
        }
    }

    private void fill() throws Exception {
        for (String key : keys) {
            backend.put(key, value);
            bare.set(key, 0, value.value(), IDENTITY).get();
        }
    }

    /** How many operations a second, and nanoseconds of this process's processors for each. */
    private record Turn(double speed, double cost) {}

    private void compare(String name, int threads, int rounds, long millis, int unit, Runnable ours, Runnable theirs)
            throws InterruptedException {
        List<Double> speeds = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        List<Double> costs = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            boolean first = round % 2 == 0;
            Turn one = turn(threads, millis, first ? ours : theirs);
            Turn two = turn(threads, millis, first ? theirs : ours);
            Turn our = first ? one : two;
            Turn their = first ? two : one;
            if (round >= rounds / 3) {
                speeds.add(our.speed() * unit);
                ratios.add(our.speed() / their.speed());
                costs.add(our.cost() / their.cost());
            }
        }
        System.out.printf(
                "%-12s %2d threads: %,10.0f/s, %.2f of the bare client, at %.2f of its processor time%n",
                name, threads, median(speeds), median(ratios), median(costs));
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static Turn turn(int threads, long millis, Runnable operation) throws InterruptedException {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        LongAdder done = new LongAdder();
        long cpu = system.getProcessCpuTime();
        long start = System.nanoTime();
        long end = start + TimeUnit.MILLISECONDS.toNanos(millis);
        List<Thread> crew = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Thread thread = new Thread(() -> {
                while (System.nanoTime() < end) {
                    operation.run();
                    done.increment();
                }
            });
            crew.add(thread);
            thread.start();
        }
        for (Thread thread : crew) {
            thread.join();
        }
        double nanos = System.nanoTime() - start;
        return new Turn(done.sum() * 1e9 / nanos, (system.getProcessCpuTime() - cpu) / done.doubleValue());
    }

    private String any() {
        return keys.get(ThreadLocalRandom.current().nextInt(KEYS));
    }

    private List<String> some() {
        int from = ThreadLocalRandom.current().nextInt(KEYS - BULK);
        return keys.subList(from, from + BULK);
    }

    private static void require(boolean hit) {
        if (!hit) {
            throw new AssertionError("a miss");
        }
    }

    private void backendGet() {
        require(backend.get(any()) != null);
    }

    private void bareGet() {
        require(bare.get(any(), IDENTITY) != null);
    }

    private void backendPut() {
        backend.put(any(), value);
    }

    private void barePut() {
        try {
            require(bare.set(any(), 0, value.value(), IDENTITY).get());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private void backendGetAll() {
        require(backend.getAll(some()).size() == BULK);
    }

    private void bareGetAll() {
        require(bare.getBulk(some(), IDENTITY).size() == BULK);
    }

    private static final Transcoder<byte[]> IDENTITY = new Transcoder<>() {
        @Override
        public boolean asyncDecode(CachedData data) {
            return false;
        }

        @Override
        public CachedData encode(byte[] bytes) {
            return new CachedData(0, bytes, getMaxSize());
        }

        @Override
        public byte[] decode(CachedData data) {
            return data.getData();
        }

        @Override
        public int getMaxSize() {
            return CachedData.MAX_SIZE;
        }
    };
}
