// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.redis;

import io.dogpile.backend.testkit.server.ServerProcess;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** Real servers, started by tests. */
final class RedisServers {

    private RedisServers() {}

    /** A server without persistence. */
    static ServerProcess standalone(String... more) {
        return ServerProcess.start("redis-server", port -> arguments(port, more));
    }

    static List<String> arguments(int port, String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("--port", String.valueOf(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"));
        arguments.addAll(List.of(more));
        return arguments;
    }

    /** A Sentinel that watches the server on that port under the name {@code main}. */
    static ServerProcess sentinel(int master) {
        return ServerProcess.start("redis-sentinel", port -> List.of(sentinelFile(port, master)));
    }

    private static String sentinelFile(int port, int master) {
        try {
            Path file = Files.createTempDirectory("redis-sentinel-conf-").resolve("sentinel.conf");
            file.toFile().deleteOnExit();
            Files.writeString(file, """
                    port %d
                    bind 127.0.0.1
                    sentinel monitor main 127.0.0.1 %d 1
                    sentinel down-after-milliseconds main 500
                    sentinel failover-timeout main 2000
                    """.formatted(port, master));
            return file.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a client of its own gets from a server. */
    static <T> T ask(int port, Function<RedisCommands<String, String>, T> question) {
        RedisClient client = RedisClient.create(RedisURI.create("127.0.0.1", port));
        try {
            return question.apply(client.connect().sync());
        } finally {
            client.shutdown();
        }
    }

    /** Waits until a condition is true; a server that cannot be asked at the moment is asked again. */
    static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + 20_000_000_000L;
        while (!holds(condition)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within 20 s: " + what);
            }
            LockSupport.parkNanos(5_000_000);
        }
    }

    private static boolean holds(BooleanSupplier condition) {
        try {
            return condition.getAsBoolean();
        } catch (RedisException e) {
            return false;
        }
    }
}
