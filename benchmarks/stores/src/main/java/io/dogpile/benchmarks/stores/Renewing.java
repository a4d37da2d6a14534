// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.benchmarks.stores;

import io.dogpile.region.Region;
import io.dogpile.region.RegionBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What it costs to make a value anew, beside storing it: the lease of a key that holds a stale value is stored together with that
 * value, that of an empty key alone. The load itself takes no time. Puts, loads of stale and of removed values take turns.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@SuppressWarnings("NullAway.Init") // the harness fills the parameters, then calls the set-up
public class Renewing {

    static final int WAYS = 3;

    /** So many keys that by the time that one comes again, its value is stale. */
    private static final int MOST_BYTES = 1 << 24;

    private static final int FEWEST_KEYS = 32;

    @Param
    StoreKind kind;

    @Param("1000")
    int bytes;

    private Region<String, byte[]> region;
    private String[] keys;
    private byte[] value;
    private int iteration;
    private int way;
    private int next;

    @Setup(Level.Trial)
    public void open() {
        Contenders contenders = new Contenders(kind, Integer.getInteger(Turns.PORT, 0));
        value = new byte[bytes];
        new Random(107).nextBytes(value);
        RegionBuilder<String, byte[]> builder = Region.<String, byte[]>named("renewing")
                .backend(contenders.backend(), contenders.arguments())
                .types(String.class, byte[].class)
                .expiration(Duration.ofMillis(1))
                .staleFor(Duration.ofHours(1));
        region = builder.build();
        keys = new String[Math.max(FEWEST_KEYS, MOST_BYTES / bytes)];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = "customer:" + i;
            region.put(keys[i], value);
        }
    }

    /** What each way scored: puts, loads of stale values, removals and loads. */
    static List<List<Double>> sorted(List<Double> scores) {
        List<List<Double>> ways = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < scores.size(); i++) {
            ways.get(Turn.of(i, 1, WAYS).contender()).add(scores.get(i));
        }
        return ways;
    }

    @Setup(Level.Iteration)
    public void next() {
        way = Turn.of(iteration++, 1, WAYS).contender();
    }

    @Benchmark
    @SuppressWarnings("ReferenceEquality") // What is read is another one.
    public Object renew() {
        String key = keys[next++ % keys.length];
        if (way == 0) {
            region.put(key, value);
            return key;
        }
        if (way == 2) {
            region.remove(key);
        }
        byte[] made = region.getOrCreate(key, absent -> value);
        if (made != value) {
            throw new IllegalStateException("the value was fresh");
        }
        return made;
    }
}
