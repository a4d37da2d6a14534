// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.memcached;

import io.dogpile.backend.testkit.TamperingContract;
import io.dogpile.backend.testkit.server.ProxiedServer;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

final class TamperingContractTest implements TamperingContract {

    private static ProxiedServer server;

    @BeforeAll
    static void start() {
        server = ProxiedServer.start("memcached", Memcached::arguments);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    public ProxiedServer server() {
        return server;
    }

    @Override
    public String backend() {
        return "memcached";
    }

    @Override
    public Map<String, String> arguments(int port) {
        return Map.of("servers", "127.0.0.1:" + port);
    }
}
