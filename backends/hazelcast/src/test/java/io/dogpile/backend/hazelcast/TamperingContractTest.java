// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.hazelcast;

import io.dogpile.backend.testkit.TamperingContract;
import io.dogpile.backend.testkit.server.ProxiedServer;
import io.dogpile.backend.testkit.server.ServerProcess;
import io.dogpile.backend.testkit.server.TcpProxy;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Clients of a member that tells them to come through the network under test. */
final class TamperingContractTest implements TamperingContract {

    private static final String CLUSTER = Process.clusterName();

    @TempDir
    static Path directory;

    private static TcpProxy network;
    private static ProxiedServer server;

    @BeforeAll
    static void start() {
        ServerProcess member = PlainMember.start(directory, CLUSTER, port -> {
            network = TcpProxy.to(port);
            return network.port();
        });
        server = new ProxiedServer(member, network);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    public ProxiedServer server() {
        return server;
    }

    @Override
    public String backend() {
        return "hazelcast";
    }

    @Override
    public Map<String, String> arguments(int port) {
        return Process.client(CLUSTER, Process.at(port));
    }

    @Override
    public int spoiltConnections() {
        return 1; // A client that is out of step is noticed after 10 s.
    }
}
