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

    private static Path file;

    @BeforeAll
    static void choose(@TempDir Path directory) {
        file = directory.resolve("caches");
    }

    /** Each is another manager's. */
    @Override
    public Backend<String, byte[]> open(String namespace) {
        return Opened.in(file).with("maximum-bytes", 50_000_000).open(namespace);
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
        return Optional.of("whoever waits for another region of this process looks again, which costs a microsecond");
    }
}
