// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;

import io.dogpile.backend.Backend;
import io.dogpile.backend.BackendException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Clients that stay connected while tests open and close others that share their connection. */
final class Clients {

    private static final List<Backend<String, byte[]>> KEPT = new ArrayList<>();

    private Clients() {}

    /** Connects, which happens in the background, and keeps the connection until {@link #end}. */
    static void await(Process process, String cluster, int port) {
        Backend<String, byte[]> client =
                process.open("kept", Process.patient(Process.client(cluster, Process.at(port))));
        KEPT.add(client);
        insist(() -> client.get("key"));
    }

    /** Does it again until it is not refused any more: while partitions move, and on a busy machine. */
    static void insist(Runnable operation) {
        assertThat(Wait.until(() -> succeeds(operation), Duration.ofSeconds(30)))
                .isTrue();
    }

    private static boolean succeeds(Runnable operation) {
        try {
            operation.run();
            return true;
        } catch (BackendException e) {
            return false;
        }
    }

    static void end() {
        KEPT.forEach(Backend::close);
        KEPT.clear();
    }
}
