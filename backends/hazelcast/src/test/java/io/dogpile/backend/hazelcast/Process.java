// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.hazelcast;

import io.dogpile.backend.Arguments;
import io.dogpile.backend.Backend;
import io.dogpile.backend.BackendContext;
import io.dogpile.backend.SharedClients;
import io.dogpile.backend.Stored;
import io.dogpile.backend.Terms;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** What one process has: clients that its backends share, and values to store in them. */
final class Process {

    private final SharedClients clients = new SharedClients();

    Backend<String, byte[]> open(String namespace, Map<String, String> arguments) {
        return new HazelcastBackendFactory()
                .create(new BackendContext(
                        "books",
                        namespace,
                        new Arguments("backend 'hazelcast' of region 'books'", arguments),
                        Process.class.getClassLoader(),
                        InstantSource.system(),
                        clients,
                        () -> {}));
    }

    static String clusterName() {
        return "test-" + UUID.randomUUID();
    }

    static Map<String, String> member(String cluster, int port, String... others) {
        return others.length == 0
                ? Map.of("cluster-name", cluster, "port", String.valueOf(port))
                : Map.of("cluster-name", cluster, "port", String.valueOf(port), "members", String.join(",", others));
    }

    static Map<String, String> client(String cluster, String... members) {
        return Map.of("mode", "client", "cluster-name", cluster, "members", String.join(",", members));
    }

    /** The same with time enough for the busiest machine, for tests that time nothing. */
    static Map<String, String> patient(Map<String, String> arguments) {
        Map<String, String> patient = new HashMap<>(arguments);
        patient.put("timeout", "10s");
        return patient;
    }

    static String at(int port) {
        return "127.0.0.1:" + port;
    }

    static Stored<byte[]> value(String text) {
        return value(text, Terms.FOREVER);
    }

    /** A value to be kept until that instant, with a version of its own. */
    static Stored<byte[]> value(String text, long keptUntil) {
        byte[] tail = text.getBytes(StandardCharsets.UTF_8);
        byte[] bytes = ByteBuffer.allocate(16 + tail.length)
                .putLong(8, ThreadLocalRandom.current().nextLong())
                .put(16, tail)
                .array();
        return new Stored<>(bytes, new Terms(0, keptUntil, 0, 0, 0), 0);
    }

    static String text(Stored<byte[]> stored) {
        return new String(stored.value(), 16, stored.value().length - 16, StandardCharsets.UTF_8);
    }
}
