// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.examples.cluster;

import io.dogpile.backend.testkit.server.FreePorts;
import io.dogpile.backend.testkit.server.ServerProcess;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The store that was chosen, started on free ports, and what each process has to know to reach it.
 *
 * @param processes how many processes can use it
 * @param settings lines for the caches properties file of a process, which is counted from 0
 * @param stop ends its server
 */
record Store(int processes, IntFunction<String> settings, Runnable stop) implements AutoCloseable {

    /**
     * Starts a store.
     *
     * @throws IllegalStateException if its server is not installed
     * @throws IllegalArgumentException if nothing is known of such a backend
     */
    static Store start(String backend, int processes) {
        return switch (backend) {
            case "redis" -> redis(processes);
            case "memcached" -> memcached(processes);
            case "hazelcast" -> hazelcast(processes);
            case "mapdb" -> new Store(1, process -> "", () -> {});
            default ->
                throw new IllegalArgumentException(
                        "cluster.properties: choose redis, memcached, hazelcast or mapdb, not '" + backend + "'");
        };
    }

    private static Store redis(int processes) {
        ServerProcess server = ServerProcess.start(
                "redis-server", port -> List.of("--port", "" + port, "--bind", "127.0.0.1", "--save", ""));
        return new Store(
                processes,
                process -> "cache.default.arguments.url = redis://127.0.0.1:" + server.port(),
                server::close);
    }

    private static Store memcached(int processes) {
        ServerProcess server =
                ServerProcess.start("memcached", port -> List.of("-p", "" + port, "-l", "127.0.0.1", "-u", "nobody"));
        return new Store(
                processes, process -> "cache.default.arguments.servers = 127.0.0.1:" + server.port(), server::close);
    }

    /** The processes are the store. */
    private static Store hazelcast(int processes) {
        int[] ports = IntStream.generate(FreePorts::next).limit(processes).toArray();
        String members =
                IntStream.of(ports).mapToObj(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
        return new Store(processes, process -> """
                        cache.default.arguments.cluster-name = demo-%d
                        cache.default.arguments.port = %d
                        cache.default.arguments.members = %s
                        """.formatted(ports[0], ports[process], members), () -> {});
    }

    @Override
    public void close() {
        stop.run();
    }
}
