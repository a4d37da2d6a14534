// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.benchmarks;

import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A full store, and the keys and values that the operations use, all made before the clock runs. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // the harness fills the parameters, then calls the set-up
public class Fixture {
    private static final int VALUES = 1 << 10;
    private static final int KEY_SETS = 1 << 6;
    private static final int KEYS_PER_SET = 100;

    @Param
    Peer peer;

    @Param
    StoreBy storeBy;

    @Param
    Payload payload;

    @Param
    Expiry expiry;

    @Param("false")
    boolean readThrough;

    @Param("1000")
    int entries;

    Store store;
    Long[] keys;
    Set<Long>[] keySets;
    private Object[] values;
    private Object[] twins;

    /** Fills the store, and makes sure that it kept everything: a cache that evicts would look fast. */
    @Setup(Level.Trial)
    public void fill() {
        values = IntStream.range(0, VALUES).mapToObj(payload::make).toArray();
        twins = IntStream.range(0, VALUES).mapToObj(payload::make).toArray();
        Random random = new Random(107);
        keys = IntStream.range(0, Integer.highestOneBit(Math.max(entries, 1 << 12)))
                .mapToObj(i -> key(random.nextInt(entries)))
                .toArray(Long[]::new);
        keySets = keySets(random);
        store = new Setting(peer, storeBy, payload, expiry, readThrough).open();
        for (int i = 0; i < entries; i++) {
            store.put(key(i), value(key(i)));
        }
        long lost = IntStream.range(0, entries)
                .filter(i -> !value(key(i)).equals(store.get(key(i))))
                .count();
        if (lost > 0) {
            throw new IllegalStateException(peer.title() + " lost " + lost + " of " + entries + " entries");
        }
        System.gc(); // else the collector would go on with the set-up's garbage while the clock runs
    }

    @TearDown(Level.Trial)
    public void close() {
        store.close();
    }

    /** The one value that every operation stores under {@code key}. */
    Object value(Long key) {
        return values[key.intValue() & (VALUES - 1)];
    }

    /** Equal to {@link #value} and not the same. */
    Object twin(Long key) {
        return twins[key.intValue() & (VALUES - 1)];
    }

    // Spread over all bits: sequential keys would lie side by side in a hash table, as those of a user do not.
    private static Long key(int index) {
        return index * 0x9E3779B97F4A7C15L;
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of sets has no other constructor
    private Set<Long>[] keySets(Random random) {
        return IntStream.range(0, KEY_SETS)
                .mapToObj(i -> random.ints(0, entries)
                        .distinct()
                        .limit(KEYS_PER_SET)
                        .mapToObj(Fixture::key)
                        .collect(Collectors.toSet()))
                .toArray(Set[]::new);
    }
}
