// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.redis;

import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.protocol.AsyncCommand;
import java.util.List;

/**
 * A connection with the commands that go over it; in a cluster, one to each node.
 *
 * @param spread whether keys live on several nodes, so that no command may name two of them
 */
record Wire(
        StatefulConnection<String, byte[]> connection,
        RedisClusterAsyncCommands<String, byte[]> commands,
        boolean spread) {

    /** Keys are ASCII by contract; values are what they are. */
    static final RedisCodec<String, byte[]> CODEC = RedisCodec.of(StringCodec.ASCII, ByteArrayCodec.INSTANCE);

    /** Sends commands in one go; each is its own future. */
    <T> List<AsyncCommand<String, byte[], T>> sendAll(List<AsyncCommand<String, byte[], T>> batch) {
        connection.dispatch(batch);
        return batch;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // Nobody waits for the end.
    void close() {
        connection.closeAsync();
    }
}
