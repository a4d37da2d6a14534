// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.memcached;

import io.dogpile.backend.Backend;
import io.dogpile.backend.testkit.ByteBackendContract;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract, through the stock commands. */
final class StockContractTest implements ByteBackendContract {

    private static Memcached server;

    @BeforeAll
    static void start() {
        server = new Memcached("-m", "128");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    public Backend<String, byte[]> open(String namespace) {
        return server.open(namespace, "meta", "false");
    }

    @Override
    public Optional<String> cannotWatch() {
        return Optional.of("memcached does not tell of changes");
    }

    @Override
    public int tooManyValueBytes() {
        return 1 << 20;
    }

    @Override
    public Duration clearIsSeenWithin() {
        return Duration.ofSeconds(1);
    }
}
