// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.mapdb;

import io.dogpile.backend.Backend;
import io.dogpile.backend.testkit.ByteBackendContract;
import java.util.Optional;

final class MemoryContractTest implements ByteBackendContract {

    private static final Opened STORE = Opened.inMemory().with("maximum-bytes", 50_000_000);

    @Override
    public Backend<String, byte[]> open(String namespace) {
        return STORE.open(namespace);
    }

    @Override
    public int maximumValueBytes() {
        return 19_000_000;
    }

    @Override
    public int tooManyValueBytes() {
        return 50_000_000;
    }

    @Override
    public Optional<String> cannotWatch() {
        return Optional.of("whoever changes an entry is in this process, where the region knows of it");
    }
}
