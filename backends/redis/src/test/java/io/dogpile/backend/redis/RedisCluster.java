// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.redis;

import io.dogpile.backend.testkit.server.FreePorts;
import io.dogpile.backend.testkit.server.ServerProcess;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.util.List;
import java.util.stream.IntStream;

/** Three masters, each with a third of the slots, and no replicas. */
final class RedisCluster implements AutoCloseable {

    private static final int SLOTS = 16_384;

    private final List<ServerProcess> nodes;

    private RedisCluster(List<ServerProcess> nodes) {
        this.nodes = nodes;
    }

    static RedisCluster start() {
        List<Integer> buses =
                IntStream.range(0, 3).mapToObj(i -> FreePorts.next()).toList();
        List<ServerProcess> nodes = buses.stream().map(RedisCluster::node).toList();
        for (int i = 0; i < nodes.size(); i++) {
            int[] slots = IntStream.range(SLOTS * i / nodes.size(), SLOTS * (i + 1) / nodes.size())
                    .toArray();
            RedisServers.ask(nodes.get(i).port(), commands -> commands.clusterAddSlots(slots));
        }
        for (ServerProcess node : nodes.subList(1, nodes.size())) {
            RedisServers.ask(
                    node.port(), commands -> meet(commands, nodes.get(0).port(), buses.get(0)));
        }
        nodes.forEach(node -> RedisServers.await(
                "cluster formed",
                () -> RedisServers.ask(node.port(), commands -> {
                    String info = commands.clusterInfo();
                    return info.contains("cluster_state:ok") && info.contains("cluster_slots_assigned:" + SLOTS);
                })));
        return new RedisCluster(nodes);
    }

    /** The port by which nodes know each other is chosen too: the usual one, 10,000 above, may be taken. */
    private static ServerProcess node(int bus) {
        return RedisServers.standalone(
                "--cluster-enabled",
                "yes",
                "--cluster-port",
                String.valueOf(bus),
                "--cluster-node-timeout",
                "2000",
                "--cluster-require-full-coverage",
                "no");
    }

    private static String meet(RedisCommands<String, String> commands, int port, int bus) {
        CommandArgs<String, String> meet = new CommandArgs<>(StringCodec.UTF8)
                .add("MEET")
                .add("127.0.0.1")
                .add(port)
                .add(bus);
        return commands.dispatch(CommandType.CLUSTER, new StatusOutput<>(StringCodec.UTF8), meet);
    }

    List<ServerProcess> nodes() {
        return nodes;
    }

    String urls() {
        return "redis://127.0.0.1:" + nodes.get(0).port() + ", redis://127.0.0.1:"
                + nodes.get(1).port();
    }

    @Override
    public void close() {
        nodes.forEach(ServerProcess::close);
    }
}
