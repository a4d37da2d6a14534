// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.benchmarks;

import static io.dogpile.benchmarks.Operation.GET;
import static io.dogpile.benchmarks.Operation.GET_ALL;
import static io.dogpile.benchmarks.Operation.GET_THROUGH;
import static io.dogpile.benchmarks.Operation.INVOKE;
import static io.dogpile.benchmarks.Operation.MIX;
import static io.dogpile.benchmarks.Operation.PUT;
import static io.dogpile.benchmarks.Operation.REMOVE_LOAD;
import static io.dogpile.benchmarks.Operation.REPLACE_OLD;

import java.util.List;
import java.util.stream.Stream;

/**
 * The workloads that are measured: not every combination, which would take a day, but every operation alone and contended, and
 * every other circumstance with the operations that it changes.
 */
final class Matrix {
    private static final int FEW = 1_000;
    private static final int MANY = 1_000_000;

    private Matrix() {}

    static List<Workload> full() {
        return Stream.of(
                        Stream.of(Operation.values()).map(operation -> Workload.plain(operation, FEW, 1)),
                        Stream.of(Operation.values()).map(operation -> Workload.plain(operation, FEW, 2)),
                        Stream.of(GET, PUT).map(operation -> Workload.plain(operation, MANY, 1)),
                        Stream.of(GET, MIX, INVOKE, REMOVE_LOAD).map(operation -> Workload.plain(operation, MANY, 2)),
                        Stream.of(GET, PUT, MIX, REPLACE_OLD, INVOKE)
                                .map(operation -> byValue(operation, Payload.LONG)),
                        Stream.of(GET, PUT, MIX, GET_ALL).map(operation -> byValue(operation, Payload.CUSTOMER)),
                        expiring(Expiry.CREATED, GET, GET_THROUGH, PUT, MIX, INVOKE),
                        expiring(Expiry.TOUCHED, GET, GET_THROUGH, PUT, MIX, INVOKE))
                .flatMap(workloads -> workloads)
                .toList();
    }

    /** A selection that still touches every circumstance. */
    static List<Workload> quick() {
        return Stream.of(
                        Stream.of(Operation.values()).map(operation -> Workload.plain(operation, FEW, 1)),
                        Stream.of(MIX, INVOKE).map(operation -> Workload.plain(operation, FEW, 2)),
                        Stream.of(GET).map(operation -> Workload.plain(operation, MANY, 2)),
                        Stream.of(PUT).map(operation -> byValue(operation, Payload.LONG)),
                        Stream.of(GET).map(operation -> byValue(operation, Payload.CUSTOMER)),
                        expiring(Expiry.CREATED, GET, PUT),
                        expiring(Expiry.TOUCHED, GET))
                .flatMap(workloads -> workloads)
                .toList();
    }

    private static Workload byValue(Operation operation, Payload payload) {
        return new Workload(operation, StoreBy.VALUE, payload, Expiry.ETERNAL, FEW, 1);
    }

    private static Stream<Workload> expiring(Expiry expiry, Operation... operations) {
        return Stream.of(operations)
                .map(operation -> new Workload(operation, StoreBy.REFERENCE, Payload.LONG, expiry, FEW, 1));
    }
}
