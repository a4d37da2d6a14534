// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.benchmarks.stores;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import io.dogpile.jcache.DogpileConfiguration;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.resource.ClientResources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import net.spy.memcached.ConnectionFactoryBuilder;
import net.spy.memcached.MemcachedClient;
import org.jspecify.annotations.Nullable;
import org.mapdb.DBMaker;
import org.mapdb.Serializer;

/** Opens the contenders over one store, in one JVM. What they open ends with the JVM. */
final class Contenders {

    private static final String INSTANCE = "benchmark";

    private final StoreKind kind;
    private final int port;
    private final Path directory;
    private final CacheManager dogpile;

    Contenders(StoreKind kind, int port) {
        this.kind = kind;
        this.port = port;
        this.dogpile = Caching.getCachingProvider("io.dogpile.jcache.DogpileCachingProvider")
                .getCacheManager();
        try {
            this.directory = Files.createTempDirectory("dogpile-benchmark");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (kind == StoreKind.HAZELCAST) {
            StoreKind.member();
        } else if (kind == StoreKind.HAZELCAST_CLIENT) {
            ClientConfig config = new ClientConfig().setInstanceName(INSTANCE).setClusterName("dogpile-benchmark");
            config.setProperty("hazelcast.logging.type", "slf4j");
            config.getNetworkConfig().addAddress("127.0.0.1:" + port);
            HazelcastClient.newHazelcastClient(config);
        }
    }

    Client open(Contender contender) {
        return switch (contender) {
            case CLIENT -> client();
            case DOGPILE -> dogpile();
            case PEER -> new CacheClient(peer());
        };
    }

    private Client client() {
        return switch (kind) {
            case REDIS -> new LettuceClient(lettuce().connect().sync());
            case MEMCACHED -> new SpyClient(spymemcached());
            case HAZELCAST, HAZELCAST_CLIENT -> {
                IMap<String, String> map = hazelcast().getMap("bare");
                yield new MapClient(map, map::set, map::getAll);
            }
            case MAPDB -> mapdb(DBMaker.memoryDirectDB());
            case MAPDB_FILE ->
                mapdb(DBMaker.fileDB(directory.resolve("bare").toFile()).fileMmapEnable());
        };
    }

    /** As fast as the backend has it: without a timer and a statistic of latency for each command. */
    private RedisClient lettuce() {
        ClientResources resources = ClientResources.builder()
                .commandLatencyRecorder(CommandLatencyRecorder.disabled())
                .build();
        RedisClient client = RedisClient.create(resources, RedisURI.create("127.0.0.1", port));
        client.setOptions(ClientOptions.builder()
                .timeoutOptions(TimeoutOptions.builder().timeoutCommands(false).build())
                .build());
        return client;
    }

    private MemcachedClient spymemcached() {
        try {
            return new MemcachedClient(
                    new ConnectionFactoryBuilder().setDaemon(true).build(),
                    List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HazelcastInstance hazelcast() {
        HazelcastInstance member = com.hazelcast.core.Hazelcast.getHazelcastInstanceByName(INSTANCE);
        return member != null ? member : HazelcastClient.getHazelcastClientByName(INSTANCE);
    }

    private static Client mapdb(DBMaker.Maker maker) {
        return MapClient.of(maker.make()
                .hashMap("bare", Serializer.STRING, Serializer.STRING)
                .create());
    }

    private Client dogpile() {
        DogpileConfiguration<String, String> configuration =
                DogpileConfiguration.of(String.class, String.class).backend(backend());
        for (Map.Entry<String, String> argument : arguments().entrySet()) {
            configuration = configuration.argument(argument.getKey(), argument.getValue());
        }
        return new CacheClient(dogpile.createCache("dogpile", configuration));
    }

    /** The name of the backend. */
    String backend() {
        return switch (kind) {
            case HAZELCAST, HAZELCAST_CLIENT -> "hazelcast";
            case MAPDB, MAPDB_FILE -> "mapdb";
            case REDIS, MEMCACHED -> kind.id();
        };
    }

    /** Its arguments. */
    Map<String, String> arguments() {
        return switch (kind) {
            case REDIS -> Map.of("url", "redis://127.0.0.1:" + port);
            case MEMCACHED -> Map.of("servers", "127.0.0.1:" + port);
            case HAZELCAST, HAZELCAST_CLIENT -> Map.of("instance", INSTANCE);
            case MAPDB -> Map.of();
            case MAPDB_FILE -> Map.of("file", directory.resolve("dogpile").toString());
        };
    }

    private Cache<String, String> peer() {
        MutableConfiguration<String, String> configuration =
                new MutableConfiguration<String, String>().setTypes(String.class, String.class);
        if (kind == StoreKind.REDIS) {
            return manager("org.redisson.jcache.JCachingProvider", redisson(), new Properties())
                    .createCache("peer", configuration);
        }
        Properties properties = new Properties();
        properties.setProperty("hazelcast.instance.name", INSTANCE);
        String type = kind == StoreKind.HAZELCAST
                ? "com.hazelcast.cache.impl.HazelcastServerCachingProvider"
                : "com.hazelcast.client.cache.impl.HazelcastClientCachingProvider";
        return manager(type, null, properties).createCache("peer", configuration);
    }

    private URI redisson() {
        try {
            Path file = directory.resolve("redisson.yaml");
            Files.writeString(file, "singleServerConfig:\n  address: \"redis://127.0.0.1:" + port + "\"\n");
            return file.toUri();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CacheManager manager(String provider, @Nullable URI uri, Properties properties) {
        return Caching.getCachingProvider(provider).getCacheManager(uri, null, properties);
    }
}
