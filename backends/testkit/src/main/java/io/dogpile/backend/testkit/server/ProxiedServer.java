// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.testkit.server;

import java.util.List;
import java.util.function.IntFunction;

/**
 * A real server and the network in front of it, through which its clients are to come.
 *
 * @param process the server
 * @param network where clients connect to
 */
public record ProxiedServer(ServerProcess process, TcpProxy network) implements AutoCloseable {

    /** Starts a server as {@link ServerProcess#start} does, behind a network without faults. */
    public static ProxiedServer start(String program, IntFunction<List<String>> arguments) {
        ServerProcess process = ServerProcess.start(program, arguments);
        return new ProxiedServer(process, TcpProxy.to(process.port()));
    }

    @Override
    public void close() {
        network.close();
        process.close();
    }
}
