// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.mapdb;

import io.dogpile.backend.Backend;
import io.dogpile.backend.testkit.ByteBackendContract;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

final class FileContractTest implements ByteBackendContract {

    private static Opened store;

    @BeforeAll
    static void choose(@TempDir Path directory) {
        store = Opened.in(directory.resolve("caches")).with("maximum-size", 50_000_000);
    }

    @Override
    public Backend<String, byte[]> open(String namespace) {
        return store.open(namespace);
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
