// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.hazelcast;

import io.dogpile.backend.Backend;
import io.dogpile.backend.testkit.ByteBackendContract;
import io.dogpile.backend.testkit.server.FreePorts;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract among two members of one cluster, each of which has the entries of half of the keys. */
final class MemberContractTest implements ByteBackendContract {

    private static final String CLUSTER = Process.clusterName();
    private static final int[] PORTS = {FreePorts.next(), FreePorts.next()};
    private static final Process[] PROCESSES = {new Process(), new Process()};
    private static final AtomicInteger OPENED = new AtomicInteger();
    private static Backend<String, byte[]> first;
    private static Backend<String, byte[]> second;

    @BeforeAll
    static void startMembers() {
        first = openAt(0, "first");
        second = openAt(1, "second");
    }

    @AfterAll
    static void endMembers() {
        second.close();
        first.close();
    }

    private static Backend<String, byte[]> openAt(int index, String namespace) {
        return PROCESSES[index].open(
                namespace,
                Process.patient(Process.member(CLUSTER, PORTS[index], Process.at(PORTS[0]), Process.at(PORTS[1]))));
    }

    @Override
    public Backend<String, byte[]> open(String namespace) {
        return openAt(OPENED.getAndIncrement() % 2, namespace);
    }

    @Override
    public Optional<String> cannotRefuseBySize() {
        return Optional.of("Hazelcast sets no limit to a value's size");
    }

    @Override
    public int entries() {
        return 200;
    }

    @Override
    public int rounds() {
        return 50;
    }
}
