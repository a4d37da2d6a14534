// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.hazelcast;

import io.dogpile.backend.Backend;
import io.dogpile.backend.testkit.ByteBackendContract;
import io.dogpile.backend.testkit.server.FreePorts;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract for clients of a member that has our class on its class path; every other client shares one connection. */
final class ClientContractTest implements ByteBackendContract {

    private static final String CLUSTER = Process.clusterName();
    private static final int PORT = FreePorts.next();
    private static final Process[] PROCESSES = {new Process(), new Process()};
    private static Backend<String, byte[]> member;
    private static int opened;

    @BeforeAll
    static void startMember() {
        member = new Process().open("members-own", Process.member(CLUSTER, PORT));
        for (Process process : PROCESSES) {
            Clients.await(process, CLUSTER, PORT);
        }
    }

    @AfterAll
    static void endMember() {
        Clients.end();
        member.close();
    }

    @Override
    public Backend<String, byte[]> open(String namespace) {
        return PROCESSES[opened++ % 2].open(namespace, Process.patient(Process.client(CLUSTER, Process.at(PORT))));
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
