// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.hazelcast;

import com.hazelcast.core.HazelcastInstance;
import io.dogpile.backend.testkit.server.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** A member that is Hazelcast and nothing else. */
final class PlainMember {

    private PlainMember() {}

    /**
     * Starts one.
     *
     * @param directory for its configuration
     * @param reachedAt the port that it tells its clients to come to, given the one that it listens on
     */
    static ServerProcess start(Path directory, String cluster, IntUnaryOperator reachedAt) {
        return ServerProcess.start(
                "java", port -> arguments(directory, cluster, port, reachedAt.applyAsInt(port)), "is STARTED");
    }

    private static List<String> arguments(Path directory, String cluster, int port, int reachedAt) {
        try {
            Path config = Files.writeString(
                    directory.resolve("hazelcast-" + port + ".yaml"), """
                    hazelcast:
                      cluster-name: %s
                      network:
                        public-address: 127.0.0.1:%d
                        port: { port: %d, auto-increment: false }
                        join: { multicast: { enabled: false }, auto-detection: { enabled: false } }
                        interfaces: { enabled: true, interfaces: [ 127.0.0.1 ] }
                      properties:
                        hazelcast.socket.bind.any: false
                        hazelcast.phone.home.enabled: false
                    """.formatted(cluster, reachedAt, port));
            Path jar = Path.of(HazelcastInstance.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return List.of(
                    "-Xmx128m",
                    "-XX:TieredStopAtLevel=1",
                    "-Dhazelcast.config=" + config,
                    "-cp",
                    jar.toString(),
                    "com.hazelcast.core.server.HazelcastMemberStarter");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
