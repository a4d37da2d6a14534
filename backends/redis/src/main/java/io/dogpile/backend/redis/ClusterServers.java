// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.redis;

import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import io.lettuce.core.resource.ClientResources;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A cluster: each key on the master that has its slot. */
final class ClusterServers implements Servers {

    private final RedisClusterClient lasting;
    private final RedisClusterClient passing;
    private final LettuceSettings lettuce;

    private volatile @Nullable StatefulRedisClusterConnection<String, byte[]> connected;

    ClusterServers(RedisSettings settings, ClientResources resources) {
        this.lettuce = new LettuceSettings(settings);
        this.lasting = RedisClusterClient.create(resources, lettuce.uris());
        lasting.setOptions(lettuce.clusterOptions(true));
        this.passing = RedisClusterClient.create(resources, lettuce.uris());
        passing.setOptions(lettuce.clusterOptions(false));
    }

    @Override
    public CompletionStage<Wire> connect() {
        return connected(lasting).thenCompose(this::open);
    }

    /** Connections follow a map of the cluster, which has to be there before the first one. */
    private static CompletionStage<StatefulRedisClusterConnection<String, byte[]>> connected(
            RedisClusterClient client) {
        return client.refreshPartitionsAsync().thenCompose(mapped -> client.connectAsync(Wire.CODEC));
    }

    /** Opens the connections to all masters, as commands are refused, not kept, while one is being made. */
    private CompletionStage<Wire> open(StatefulRedisClusterConnection<String, byte[]> connection) {
        connected = connection;
        CompletableFuture<?>[] nodes = masters(connection)
                .map(node -> connection
                        .getConnectionAsync(
                                node.getUri().getHost(), node.getUri().getPort())
                        .handle((opened, failure) -> opened)) // A dead node's keys are away; the others are not.
                .toArray(CompletableFuture[]::new);
        return CompletableFuture.allOf(nodes).thenApply(opened -> wire(connection));
    }

    private static Stream<RedisClusterNode> masters(StatefulRedisClusterConnection<String, byte[]> connection) {
        return connection.getPartitions().stream()
                .filter(node -> node.getRole().isUpstream() && !node.getSlots().isEmpty());
    }

    @Override
    public CompletionStage<Wire> connectOnce() {
        return connected(passing).thenApply(ClusterServers::wire);
    }

    private static Wire wire(StatefulRedisClusterConnection<String, byte[]> connection) {
        return new Wire(connection, connection.async(), true);
    }

    @Override
    public CompletionStage<StatefulRedisConnection<String, byte[]>> owner(Wire wire, String key) {
        StatefulRedisClusterConnection<String, byte[]> connection =
                (StatefulRedisClusterConnection<String, byte[]>) wire.connection();
        RedisClusterNode node = connection.getPartitions().getPartitionBySlot(SlotHash.getSlot(key));
        if (node == null) {
            return CompletableFuture.failedStage(new RedisException("Currently not connected: the slot has no node"));
        }
        return connection.getConnectionAsync(
                node.getUri().getHost(), node.getUri().getPort());
    }

    @Override
    public List<RedisURI> masters() {
        StatefulRedisClusterConnection<String, byte[]> known = connected;
        return known == null
                ? List.of()
                : masters(known)
                        .map(node -> lettuce.uri(new Address(
                                node.getUri().getHost(), node.getUri().getPort())))
                        .toList();
    }

    @Override
    public void close() {
        Shutdown.of(passing);
        Shutdown.of(lasting);
    }
}
