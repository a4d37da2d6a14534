// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.benchmarks;

import io.dogpile.region.Creator;
import io.dogpile.region.ReadOptions;
import io.dogpile.region.Region;
import io.dogpile.region.RegionBuilder;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.cache.Cache;
import javax.cache.CacheManager;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Reads of fresh values from the heap: by a region, with and without options that are constants, beside a cache's {@code get}. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // the harness calls the set-up
public class RegionReads {
    private static final int ENTRIES = 1 << 10;
    private static final ReadOptions<Long, Object> OPTIONS = ReadOptions.defaults()
            .expiration(Duration.ofHours(2))
            .neverStale()
            .waitAtMost(Duration.ofSeconds(1))
            .cacheIf((key, value) -> true);

    /** For a value that is there, never called. */
    private static final Creator<Long, Object> CREATOR = key -> {
        throw new AssertionError("no value for key " + key);
    };

    @Param({"ETERNAL", "CREATED"})
    Expiry expiry;

    private final Long[] keys = new Random(107).longs(ENTRIES).boxed().toArray(Long[]::new);
    private int next;
    private Region<Long, Object> region;
    private CacheManager manager;
    private Cache<Long, Object> cache;

    @Setup(Level.Trial)
    public void fill() {
        RegionBuilder<Long, Object> builder = Region.named("reads");
        region = (expiry == Expiry.CREATED ? builder.expiration(Duration.ofHours(1)) : builder).build();
        manager = Peer.DOGPILE.manager(null);
        cache = manager.createCache(
                "reads",
                Peer.DOGPILE
                        .<Long, Object>configuration()
                        .setStoreByValue(false)
                        .setExpiryPolicyFactory(expiry.policy()));
        IntStream.range(0, ENTRIES).forEach(i -> {
            region.put(copy(keys[i]), i);
            cache.put(copy(keys[i]), i);
        });
    }

    @TearDown(Level.Trial)
    public void close() {
        region.close();
        manager.close();
    }

    /** Callers seldom have the object that is stored as the key. */
    private static Long copy(Long key) {
        return Long.valueOf(key.longValue());
    }

    private Long key() {
        return keys[next++ & (ENTRIES - 1)];
    }

    @Benchmark
    public @Nullable Object cacheGet() {
        return cache.get(key());
    }

    @Benchmark
    public @Nullable Object get() {
        return region.get(key());
    }

    @Benchmark
    public @Nullable Object getWithOptions() {
        return region.get(key(), OPTIONS);
    }

    @Benchmark
    public @Nullable Object getOrCreate() {
        return region.getOrCreate(key(), CREATOR);
    }

    @Benchmark
    public @Nullable Object getOrCreateWithOptions() {
        return region.getOrCreate(key(), CREATOR, OPTIONS);
    }
}
