// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.dogpile.backend.Backend;
import io.dogpile.backend.BackendException;
import io.dogpile.backend.BackendException.Kind;
import io.dogpile.backend.Stored;
import io.dogpile.backend.testkit.server.ServerProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;

@Timeout(90)
final class ClusterOutageTest {

    private static final Duration TIMEOUT = Duration.ofMillis(500);

    @Test
    void aDeadNodesKeysAreAwayAndTheOthersAreNot(TestReporter reporter) {
        try (RedisCluster cluster = RedisCluster.start();
                Backend<String, byte[]> backend = Opened.backend(
                        "cluster", Map.of("url", cluster.urls(), "cluster", "true", "timeout", "500ms"))) {
            Map<String, Stored<byte[]>> values = new HashMap<>();
            for (int i = 0; i < 60; i++) {
                values.put("key" + i, Sample.eternal("value" + i));
            }
            RedisServers.await("the cluster takes all keys", () -> works(() -> backend.putAll(values)));
            ServerProcess node = cluster.nodes().get(2);
            List<String> there = keysOf(node, values.keySet());
            assertThat(there).isNotEmpty().hasSizeLessThan(60);

            Stored<byte[]> read = backend.get(there.get(0));
            node.kill();

            assertThat(new Outage(backend, TIMEOUT).kinds(there.get(0), read))
                    .isSubsetOf(Kind.UNAVAILABLE, Kind.UNKNOWN);
            Set<String> others = new HashSet<>(values.keySet());
            others.removeAll(there);
            assertThat(backend.getAll(others)).hasSameSizeAs(others);
            backend.put(others.iterator().next(), Sample.eternal("still"));

            node.restart();
            long start = System.nanoTime();
            RedisServers.await("its keys are back", () -> works(() -> backend.putAll(values)));
            Duration recovery = Duration.ofNanos(System.nanoTime() - start);
            reporter.publishEntry("recovery of a restarted node", recovery.toMillis() + " ms");
            assertThat(recovery).isLessThan(Duration.ofSeconds(5));
            assertThat(backend.getAll(values.keySet())).hasSize(60);
        }
    }

    private static boolean works(Runnable operation) {
        try {
            operation.run();
            return true;
        } catch (BackendException e) {
            return false;
        }
    }

    private static List<String> keysOf(ServerProcess node, Set<String> keys) {
        return RedisServers.ask(node.port(), commands -> {
            List<String> found = new ArrayList<>();
            List<String> all = commands.keys("cluster:{*");
            keys.stream().filter(key -> all.contains("cluster:{" + key + "}")).forEach(found::add);
            return found;
        });
    }
}
