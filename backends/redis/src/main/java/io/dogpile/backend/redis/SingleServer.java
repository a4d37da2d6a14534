// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.resource.ClientResources;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One server, or the one that Sentinels say is the master: then each new connection asks them again. */
final class SingleServer implements Servers {

    private final RedisURI uri;
    private final RedisClient lasting;
    private final RedisClient passing;

    SingleServer(RedisSettings settings, ClientResources resources) {
        LettuceSettings lettuce = new LettuceSettings(settings);
        String master = settings.sentinelMaster();
        this.uri = master == null ? lettuce.uris().get(0) : lettuce.sentinelUri(master);
        this.lasting = RedisClient.create(resources);
        lasting.setOptions(lettuce.options(true));
        this.passing = RedisClient.create(resources);
        passing.setOptions(lettuce.options(false));
    }

    @Override
    public CompletionStage<Wire> connect() {
        return lasting.connectAsync(Wire.CODEC, uri).thenApply(SingleServer::wire);
    }

    @Override
    public CompletionStage<Wire> connectOnce() {
        return passing.connectAsync(Wire.CODEC, uri).thenApply(SingleServer::wire);
    }

    private static Wire wire(StatefulRedisConnection<String, byte[]> connection) {
        return new Wire(connection, connection.async(), false);
    }

    @Override
    public CompletionStage<StatefulRedisConnection<String, byte[]>> owner(Wire wire, String key) {
        return CompletableFuture.completedStage((StatefulRedisConnection<String, byte[]>) wire.connection());
    }

    @Override
    public List<RedisURI> masters() {
        return List.of(uri);
    }

    @Override
    public void close() {
        Shutdown.of(passing);
        Shutdown.of(lasting);
    }
}
