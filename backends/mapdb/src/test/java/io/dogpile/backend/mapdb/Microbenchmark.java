// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.mapdb;

import static io.dogpile.backend.mapdb.Opened.forever;

import io.dogpile.backend.Backend;
import io.dogpile.backend.Stored;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntConsumer;
import org.eclipse.collections.api.map.primitive.MutableLongLongMap;
import org.mapdb.CC;
import org.mapdb.HTreeMap;
import org.mapdb.IndexTreeLongLongMap;
import org.mapdb.Serializer;
import org.mapdb.Store;
import org.mapdb.StoreDirect;
import org.mapdb.volume.ByteBufferMemoryVol;
import org.mapdb.volume.FileChannelVol;
import org.mapdb.volume.MappedFileVol;
import org.mapdb.volume.Volume;
import org.mapdb.volume.VolumeFactory;

/**
 * Operations per second of this backend and of a bare map of MapDB over the same medium, in turns in one JVM. Run by hand:
 * {@code java -cp <test class path> io.dogpile.backend.mapdb.Microbenchmark [seconds for each]}.
 */
final class Microbenchmark {

    private static final int KEYS = 100_000;
    private static final byte[] VALUE = new byte[200];
    private static final int ROUNDS = 5;

    private final double seconds;

    private Microbenchmark(double seconds) {
        this.seconds = seconds;
    }

    public static void main(String[] arguments) throws IOException {
        Microbenchmark run = new Microbenchmark(arguments.length == 0 ? 0.5 : Double.parseDouble(arguments[0]));
        Path directory = Files.createTempDirectory("mapdb");
        File mapped = directory.resolve("mapped").toFile();
        File channel = directory.resolve("channel").toFile();
        System.out.println("                 get/s     put/s  replace/s");
        run.compare(
                "direct memory",
                bare(new ByteBufferMemoryVol(true, CC.PAGE_SHIFT, false, 0)),
                Opened.inMemory().open("books"));
        run.compare(
                "direct, bounded",
                bare(new ByteBufferMemoryVol(true, CC.PAGE_SHIFT, false, 0)),
                Opened.inMemory().with("maximum-entries", KEYS * 3 / 4).open("books"));
        run.compare(
                "mapped file",
                bare(new MappedFileVol(mapped, false, 0, CC.PAGE_SHIFT, false, 0, false)),
                Opened.in(directory.resolve("books")).open("books"));
        run.print(
                "  bare, file channel",
                run.measure(operations(bare(new FileChannelVol(channel, false, 0, CC.PAGE_SHIFT, 0)))));
    }

    /** A map as MapDB's own maker would make it, with a counter of entries. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    private static HTreeMap<String, byte[]> bare(Volume volume) {
        StoreDirect store = store(volume);
        Store[] stores = {store, store, store, store, store, store, store, store};
        MutableLongLongMap[] trees = new MutableLongLongMap[8];
        long[] counters = new long[8];
        for (int i = 0; i < 8; i++) {
            trees[i] = new IndexTreeLongLongMap(store, store.put(0, Format.EMPTY_TREE), 7, 4, true);
            counters[i] = store.put(0L, Serializer.LONG_PACKED);
        }
        return HTreeMap.Companion.make(
                Serializer.STRING_ASCII,
                Serializer.BYTE_ARRAY,
                false,
                3,
                7,
                4,
                stores,
                trees,
                0,
                counters,
                0,
                0,
                0,
                0,
                0,
                null,
                null,
                null,
                null,
                0,
                null,
                true,
                null,
                null,
                null);
    }

    private static StoreDirect store(Volume volume) {
        VolumeFactory factory = VolumeFactory.wrap(volume, false);
        return StoreDirect.Companion.make(
                null, factory, 0, false, true, 3, CC.PAGE_SIZE, 0, false, false, false, true, false);
    }

    private void compare(String medium, HTreeMap<String, byte[]> bare, Backend<String, byte[]> backend) {
        List<IntConsumer> theirs = operations(bare);
        List<IntConsumer> ours = operations(backend);
        double[] best = new double[3];
        double[] bestOfTheirs = new double[3];
        List<double[]> ratios = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            double[] their = measure(theirs);
            double[] our = measure(ours);
            double[] ratio = new double[3];
            for (int i = 0; i < 3; i++) {
                bestOfTheirs[i] = Math.max(bestOfTheirs[i], their[i]);
                best[i] = Math.max(best[i], our[i]);
                ratio[i] = our[i] / their[i];
            }
            ratios.add(ratio);
        }
        System.out.println(medium);
        print("  bare", bestOfTheirs);
        print("  backend", best);
        double[] median = new double[3];
        for (int i = 0; i < 3; i++) {
            int column = i;
            median[i] =
                    ratios.stream().mapToDouble(ratio -> ratio[column]).sorted().toArray()[ROUNDS / 2];
        }
        System.out.printf("  median ratio %8.2f  %8.2f  %8.2f%n", median[0], median[1], median[2]);
        backend.close();
    }

    private void print(String name, double[] perSecond) {
        System.out.printf("%-20s %,9.0f %,9.0f %,9.0f%n", name, perSecond[0], perSecond[1], perSecond[2]);
    }

    private static List<IntConsumer> operations(HTreeMap<String, byte[]> map) {
        for (int i = 0; i < KEYS; i++) {
            map.put("key:" + i, VALUE);
        }
        return List.of(i -> consume(map.get("key:" + i)), i -> map.put("key:" + i, VALUE), i -> {
            byte[] read = map.get("key:" + i);
            map.replace("key:" + i, read, VALUE);
        });
    }

    private static List<IntConsumer> operations(Backend<String, byte[]> backend) {
        Stored<byte[]> value = forever(VALUE);
        for (int i = 0; i < KEYS; i++) {
            backend.put("key:" + i, value);
        }
        return List.of(i -> consume(backend.get("key:" + i)), i -> backend.put("key:" + i, value), i -> {
            Stored<byte[]> read = backend.get("key:" + i);
            backend.replace("key:" + i, read, value);
        });
    }

    private static void consume(Object read) {
        if (read == VALUE) {
            throw new AssertionError();
        }
    }

    private double[] measure(List<IntConsumer> operations) {
        return operations.stream().mapToDouble(this::measure).toArray();
    }

    private double measure(IntConsumer operation) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long start = System.nanoTime();
        long count = 0;
        long nanos;
        do {
            for (int i = 0; i < 100; i++) {
                operation.accept(random.nextInt(KEYS));
            }
            count += 100;
            nanos = System.nanoTime() - start;
        } while (nanos < seconds * 1e9);
        return count * 1e9 / nanos;
    }
}
