// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.redis;

import io.dogpile.backend.Backend;
import io.dogpile.backend.testkit.server.ServerProcess;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

final class SentinelContractTest implements RedisContract {

    private static ServerProcess master;
    private static ServerProcess sentinel;

    @BeforeAll
    static void start() {
        master = RedisServers.standalone();
        sentinel = RedisServers.sentinel(master.port());
    }

    @AfterAll
    static void stop() {
        sentinel.close();
        master.close();
    }

    @Override
    public Backend<String, byte[]> open(String namespace) {
        return Opened.backend(namespace, Map.of("url", Opened.url(sentinel.port()), "sentinel-master", "main"));
    }
}
