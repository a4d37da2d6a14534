// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import java.util.concurrent.atomic.LongAdder;
import javax.cache.management.CacheStatisticsMXBean;

/**
 * What a cache counts while counting is enabled, as it is at first. Thread-safe and exact: an operation that has
 * returned is in the next reading.
 *
 * <p>Times are in nanoseconds where they come in, and in microseconds where JCache shows them. Counts saturate at
 * {@link Long#MAX_VALUE}; averages and percentages of nothing are 0.
 */
final class CacheStatistics implements CacheStatisticsMXBean {

    private static final double NANOS_PER_MICRO = 1_000;
    private static final double PERCENT = 100;

    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final LongAdder puts = new LongAdder();
    private final LongAdder removals = new LongAdder();
    private final LongAdder evictions = new LongAdder();
    private final LongAdder getNanos = new LongAdder();
    private final LongAdder putNanos = new LongAdder();
    private final LongAdder removeNanos = new LongAdder();

    /** What was counted before the last clearing. Adders only grow, since setting them back would lose increments. */
    private volatile Counts cleared = new Counts(0, 0, 0, 0, 0, new Nanos(0, 0, 0));

    private volatile boolean on = true;

    /** Counts from now on, or no longer; what was counted stays. */
    void enable(boolean enabled) {
        on = enabled;
    }

    boolean isOn() {
        return on;
    }

    void hit() {
        add(hits, 1);
    }

    void hits(long count) {
        add(hits, count);
    }

    void miss() {
        add(misses, 1);
    }

    void misses(long count) {
        add(misses, count);
    }

    void put() {
        add(puts, 1);
    }

    void puts(long count) {
        add(puts, count);
    }

    void removal() {
        add(removals, 1);
    }

    void removals(long count) {
        add(removals, count);
    }

    void eviction() {
        add(evictions, 1);
    }

    /** Adds time spent in gets, which are counted by {@link #hit} and {@link #miss}. */
    void gets(long nanos) {
        add(getNanos, nanos);
    }

    void putTime(long nanos) {
        add(putNanos, nanos);
    }

    void removeTime(long nanos) {
        add(removeNanos, nanos);
    }

    @Override
    public void clear() {
        cleared = sums();
    }

    @Override
    public long getCacheHits() {
        return counts().hits;
    }

    @Override
    public float getCacheHitPercentage() {
        Counts counts = counts();
        return share(counts.hits, counts.misses);
    }

    @Override
    public long getCacheMisses() {
        return counts().misses;
    }

    @Override
    public float getCacheMissPercentage() {
        Counts counts = counts();
        return share(counts.misses, counts.hits);
    }

    @Override
    public long getCacheGets() {
        return counts().gets();
    }

    @Override
    public long getCachePuts() {
        return counts().puts;
    }

    @Override
    public long getCacheRemovals() {
        return counts().removals;
    }

    @Override
    public long getCacheEvictions() {
        return counts().evictions;
    }

    @Override
    public float getAverageGetTime() {
        Counts counts = counts();
        return micros(counts.nanos.get, counts.gets());
    }

    @Override
    public float getAveragePutTime() {
        Counts counts = counts();
        return micros(counts.nanos.put, counts.puts);
    }

    @Override
    public float getAverageRemoveTime() {
        Counts counts = counts();
        return micros(counts.nanos.remove, counts.removals);
    }

    /** The mean in microseconds. */
    static float micros(long nanos, long count) {
        return count == 0 ? 0 : (float) (nanos / NANOS_PER_MICRO / count);
    }

    private void add(LongAdder adder, long amount) {
        if (on) {
            adder.add(amount);
        }
    }

    private static float share(long part, long rest) {
        return part == 0 ? 0 : (float) (PERCENT * part / ((double) part + rest));
    }

    private Counts counts() {
        // Read before the sums, which then cannot be smaller.
        Counts before = cleared;
        return sums().since(before);
    }

    private Counts sums() {
        return new Counts(
                hits.sum(),
                misses.sum(),
                puts.sum(),
                removals.sum(),
                evictions.sum(),
                new Nanos(getNanos.sum(), putNanos.sum(), removeNanos.sum()));
    }

    private record Nanos(long get, long put, long remove) {

        Nanos since(Nanos before) {
            return new Nanos(
                    difference(get, before.get), difference(put, before.put), difference(remove, before.remove));
        }
    }

    private record Counts(long hits, long misses, long puts, long removals, long evictions, Nanos nanos) {

        Counts since(Counts before) {
            return new Counts(
                    difference(hits, before.hits),
                    difference(misses, before.misses),
                    difference(puts, before.puts),
                    difference(removals, before.removals),
                    difference(evictions, before.evictions),
                    nanos.since(before.nanos));
        }

        long gets() {
            return difference(hits + misses, 0);
        }
    }

    /** How much was added; a sum that has passed the largest number is negative, or below one that had not. */
    private static long difference(long sum, long before) {
        long difference = sum - before;
        return difference < 0 ? Long.MAX_VALUE : difference;
    }
}
