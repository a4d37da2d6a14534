// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.redis;

import io.dogpile.backend.Backend;
import io.dogpile.backend.BackendContext;
import io.dogpile.backend.ByteBackendFactory;
import io.dogpile.backend.SharedClients.Share;
import io.dogpile.backend.redis.RedisSettings.Topology;

/**
 * Makes backends in Redis or Valkey, named {@code redis}: one server, one behind Sentinels, or a cluster. They are made
 * whether or not the store is there; the first of several with the same settings waits {@code timeout} for it.
 *
 * <p>Arguments, all optional:
 *
 * <ul>
 *   <li>{@code url}: {@code redis://host:port/database}, or {@code rediss://} for TLS; several with commas between them
 *       are Sentinels or nodes of a cluster. Default {@code redis://127.0.0.1}; the port's default is 6379, for
 *       Sentinels 26379.
 *   <li>{@code sentinel-master}: the name of the master that the Sentinels at {@code url} watch.
 *   <li>{@code cluster}: {@code true} if {@code url} names nodes of a cluster.
 *   <li>{@code username}, {@code password}: who to be to the servers; a user needs a password.
 *   <li>{@code sentinel-username}, {@code sentinel-password}: who to be to the Sentinels.
 *   <li>{@code ssl-ca}: PEM file of the authorities to trust, instead of the JVM's; {@code ssl-certificate}, {@code
 *       ssl-key}, {@code ssl-key-password}: PEM files by which the server may know the client.
 *   <li>{@code database}: its number, default 0.
 *   <li>{@code timeout}: how long an operation may take, default {@code 1s}.
 *   <li>{@code scripts}: {@code false} to do without scripts of the server; default {@code true}, which finds out.
 * </ul>
 */
public final class RedisBackendFactory implements ByteBackendFactory {

    @Override
    public String name() {
        return "redis";
    }

    @Override
    public Backend<String, byte[]> create(BackendContext context) {
        RedisSettings settings = new RedisArguments(context.arguments()).read();
        Share<RedisLink> share =
                context.clients().acquire(settings, () -> new RedisLink(settings, System::nanoTime), RedisLink::close);
        share.client().tryConnect("create");
        return new RedisBackend(
                share, new Keys(context.namespace()), settings.topology() == Topology.CLUSTER, context.clock());
    }
}
