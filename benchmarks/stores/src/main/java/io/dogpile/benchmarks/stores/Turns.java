// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.benchmarks.stores;

import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** All contenders in one JVM, taking turns: each iteration is another one's. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@SuppressWarnings("NullAway.Init") // the harness fills the parameters, then calls the set-up
public class Turns {

    static final String PORT = "benchmark.port";

    private static final int ENTRIES = 1_000;
    private static final int ORDER = 1 << 12;
    private static final int KEY_SETS = 1 << 6;
    private static final int KEYS_PER_SET = 100;
    private static final int VALUE_LENGTH = 200;

    @Param
    StoreKind kind;

    /** Their names, with a blank between them. */
    @Param("")
    String operations;

    String[] keys;
    Set<String>[] keySets;
    String[] values;
    private List<StoreOperation> measured;
    private List<Client> clients;
    private StoreOperation operation;
    private Client client;
    private int iteration;

    /** Fills each store, and makes sure that it kept everything. */
    @Setup(Level.Trial)
    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of sets has no other constructor
    public void open() {
        Random random = new Random(107);
        keys = IntStream.range(0, ORDER)
                .mapToObj(i -> key(random.nextInt(ENTRIES)))
                .toArray(String[]::new);
        values = IntStream.range(0, 16)
                .mapToObj(i -> ("value " + i + " ").repeat(VALUE_LENGTH).substring(0, VALUE_LENGTH))
                .toArray(String[]::new);
        keySets = IntStream.range(0, KEY_SETS)
                .mapToObj(i -> random.ints(0, ENTRIES)
                        .distinct()
                        .limit(KEYS_PER_SET)
                        .mapToObj(Turns::key)
                        .collect(Collectors.toSet()))
                .toArray(Set[]::new);
        measured = Stream.of(operations.split(" ")).map(StoreOperation::valueOf).toList();
        Contenders contenders = new Contenders(kind, Integer.getInteger(PORT, 0));
        clients = kind.contenders().stream().map(contenders::open).toList();
        clients.forEach(this::fill);
    }

    private void fill(Client filled) {
        for (int i = 0; i < ENTRIES; i++) {
            filled.put(key(i), values[0]);
        }
        for (int i = 0; i < ENTRIES; i++) {
            if (!values[0].equals(filled.get(key(i)))) {
                throw new IllegalStateException(filled + " lost " + key(i));
            }
        }
    }

    private static String key(int number) {
        return "customer:" + number;
    }

    @Setup(Level.Iteration)
    public void next() {
        Turn turn = Turn.of(iteration++, measured.size(), clients.size());
        operation = measured.get(turn.operation());
        client = clients.get(turn.contender());
    }

    @Benchmark
    public @Nullable Object operate(Steps steps) {
        return operation.once(client, steps);
    }
}
