// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.testkit.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports of the loopback address on which nobody listens. Thread-safe.
 *
 * <p>They lie below those that operating systems give to outgoing connections: a client that tries again and again to reach a
 * dead server on one of the latter will once in a while be given that very port for its own end, and talk to itself.
 */
public final class FreePorts {

    private static final int LOWEST = 15_000;
    private static final int END = 32_000;
    private static final int ATTEMPTS = 1_000;
    private static final Set<Integer> TAKEN = ConcurrentHashMap.newKeySet();

    private FreePorts() {}

    /**
     * A port that is free now and that this class has not given to anybody before.
     *
     * @throws IllegalStateException if none can be found
     */
    public static int next() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, END);
            if (isFree(port) && TAKEN.add(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no free port on the loopback address between " + LOWEST + " and " + END);
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
