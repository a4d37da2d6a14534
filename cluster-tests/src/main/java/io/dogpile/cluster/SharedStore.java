// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.cluster;

import io.dogpile.backend.testkit.server.ChildJvm;
import io.dogpile.backend.testkit.server.FreePorts;
import io.dogpile.backend.testkit.server.ServerProcess;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A real store that several processes share, started for them on free ports of the loopback address and ended with {@link #close}.
 * Not thread-safe.
 */
final class SharedStore implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(60);

    private final IntFunction<Map<String, String>> settings;
    private final AutoCloseable server;

    private SharedStore(IntFunction<Map<String, String>> settings, AutoCloseable server) {
        this.settings = settings;
        this.server = server;
    }

    /** Starts a store of that kind for so many processes. */
    static SharedStore start(StoreKind kind, int processes) {
        return switch (kind) {
            case REDIS -> redis(port -> Map.of("backend", "redis", "arguments.url", url(port)));
            case TIERED ->
                redis(port -> Map.of("backend", "tiered", "arguments.far", "redis", "arguments.far.url", url(port)));
            case MEMCACHED -> memcached();
            case HAZELCAST -> hazelcast(processes);
            case HAZELCAST_CLIENT -> hazelcastClient();
        };
    }

    private static String url(int port) {
        return "redis://127.0.0.1:" + port;
    }

    private static SharedStore redis(IntFunction<Map<String, String>> settings) {
        ServerProcess server = ServerProcess.start(
                "redis-server",
                port -> List.of("--port", "" + port, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"));
        Map<String, String> all = settings.apply(server.port());
        return new SharedStore(process -> all, server);
    }

    private static SharedStore memcached() {
        ServerProcess server = ServerProcess.start(
                "memcached", port -> List.of("-p", "" + port, "-l", "127.0.0.1", "-U", "0", "-u", "nobody"));
        Map<String, String> all = Map.of("backend", "memcached", "arguments.servers", "127.0.0.1:" + server.port());
        return new SharedStore(process -> all, server);
    }

    /** The processes are the store themselves: each has a port of its own, the same after a restart. */
    private static SharedStore hazelcast(int processes) {
        int[] ports = IntStream.generate(FreePorts::next).limit(processes).toArray();
        String members =
                IntStream.of(ports).mapToObj(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
        return new SharedStore(
                process -> Map.of(
                        "backend",
                        "hazelcast",
                        "arguments.cluster-name",
                        "cluster-" + ports[0],
                        "arguments.port",
                        "" + ports[process],
                        "arguments.members",
                        members),
                () -> {});
    }

    private static SharedStore hazelcastClient() {
        int port = FreePorts.next();
        String name = "cluster-" + port;
        ChildJvm server = ChildJvm.start(HazelcastServer.class, name, "" + port);
        server.awaitLine(HazelcastServer.READY, START);
        Map<String, String> all = Map.of(
                "backend",
                "hazelcast",
                "arguments.mode",
                "client",
                "arguments.cluster-name",
                name,
                "arguments.members",
                "127.0.0.1:" + port);
        return new SharedStore(process -> all, server);
    }

    /** What one of the processes, counted from 0, has to set for its caches: options by name. */
    Map<String, String> settings(int process) {
        return settings.apply(process);
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("the store did not end", e);
        }
    }
}
