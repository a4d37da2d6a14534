// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.redis;

import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The other side: one server, one behind Sentinels, or a cluster. Thread-safe. */
interface Servers {

    /** A new connection that mends itself; in a cluster, one to each master. */
    CompletionStage<Wire> connect();

    /** A new connection of its own for one thread at a time, which once lost stays lost. */
    CompletionStage<Wire> connectOnce();

    /** That connection's connection to the one server that has the key. */
    CompletionStage<StatefulRedisConnection<String, byte[]>> owner(Wire wire, String key);

    /** Where writes go at present: each of these tells of changes to its own keys only. */
    List<RedisURI> masters();

    /** Closes all connections and releases all threads. */
    void close();
}
