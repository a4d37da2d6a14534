// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.memcached;

import io.dogpile.backend.Backend;
import io.dogpile.backend.testkit.ByteBackendContract;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract, over three servers. */
final class RingContractTest implements ByteBackendContract {

    private static final List<Memcached> SERVERS = new ArrayList<>();

    @BeforeAll
    static void start() {
        for (int i = 0; i < 3; i++) {
            SERVERS.add(new Memcached("-m", "128"));
        }
    }

    @AfterAll
    static void stop() {
        SERVERS.forEach(Memcached::close);
        SERVERS.clear();
    }

    @Override
    public Backend<String, byte[]> open(String namespace) {
        return Memcached.openAt(SERVERS.stream().map(Memcached::address).collect(Collectors.joining(",")), namespace);
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
