// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.benchmarks.stores;

import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.dogpile.backend.testkit.server.ServerProcess;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A store, and what is measured over it. */
public enum StoreKind {
    REDIS("Lettuce", "Redisson's JCache"),
    MEMCACHED("spymemcached", ""),
    HAZELCAST("IMap of the member", "Hazelcast's JCache"),
    HAZELCAST_CLIENT("IMap of the client", "Hazelcast's JCache"),
    MAPDB("HTreeMap", ""),
    MAPDB_FILE("HTreeMap in a file", "");

    private final String client;
    private final String peer;

    StoreKind(String client, String peer) {
        this.client = client;
        this.peer = peer;
    }

    static StoreKind named(String name) {
        return Arrays.stream(values())
                .filter(kind -> kind.id().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no backend is called '" + name + "'; there are "
                        + Arrays.stream(values()).map(StoreKind::id).collect(Collectors.joining(", "))));
    }

    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The bare client. */
    String client() {
        return client;
    }

    /** The other provider over the same store; empty if there is none. */
    String peer() {
        return peer;
    }

    List<Contender> contenders() {
        return !peer.isEmpty() ? List.of(Contender.values()) : List.of(Contender.CLIENT, Contender.DOGPILE);
    }

    /** A server outside of the JVM that is measured. */
    interface Server extends AutoCloseable {

        int port();

        @Override
        void close();
    }

    /** Starts what the store needs on a free port of this host. */
    Server start() {
        return switch (this) {
            case REDIS ->
                of(ServerProcess.start(
                        "redis-server",
                        port -> List.of(
                                "--port", "" + port, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no")));
            case MEMCACHED ->
                of(ServerProcess.start(
                        "memcached",
                        port -> List.of("-p", "" + port, "-l", "127.0.0.1", "-U", "0", "-u", "nobody", "-I", "8m")));
            case HAZELCAST_CLIENT -> of(member());
            case HAZELCAST, MAPDB, MAPDB_FILE -> of(0, () -> {});
        };
    }

    private static Server of(ServerProcess server) {
        return of(server.port(), server::close);
    }

    private static Server of(HazelcastInstance member) {
        return of(member.getCluster().getLocalMember().getAddress().getPort(), member::shutdown);
    }

    private static Server of(int port, Runnable end) {
        return new Server() {
            @Override
            public int port() {
                return port;
            }

            @Override
            public void close() {
                end.run();
            }
        };
    }

    /** A Hazelcast member on its own. */
    static HazelcastInstance member() {
        Config config = new Config("benchmark").setClusterName("dogpile-benchmark");
        config.setProperty("hazelcast.phone.home.enabled", "false").setProperty("hazelcast.logging.type", "slf4j");
        config.getNetworkConfig().getJoin().getAutoDetectionConfig().setEnabled(false);
        config.getNetworkConfig().getJoin().getMulticastConfig().setEnabled(false);
        config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        return Hazelcast.newHazelcastInstance(config);
    }
}
