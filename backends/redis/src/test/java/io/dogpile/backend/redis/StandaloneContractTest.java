// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.redis;

import io.dogpile.backend.Backend;
import io.dogpile.backend.testkit.server.ServerProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

final class StandaloneContractTest implements RedisContract {

    private static ServerProcess server;

    @BeforeAll
    static void start() {
        server = RedisServers.standalone();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    public Backend<String, byte[]> open(String namespace) {
        return Opened.backend(namespace, server.port());
    }
}
