// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.mapdb;

import static io.dogpile.backend.mapdb.Opened.forever;
import static io.dogpile.backend.mapdb.Opened.isSealed;
import static io.dogpile.backend.mapdb.Opened.sealed;
import static org.assertj.core.api.Assertions.assertThat;

import io.dogpile.backend.Backend;
import io.dogpile.backend.Stored;
import io.dogpile.backend.testkit.server.ChildJvm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed while it writes. */
final class KillTest {

    private static final int KILLS = Boolean.getBoolean("dogpile.deep") ? 100 : 5;
    private static final int ENTRIES = 8_000;

    @TempDir
    Path directory;

    @Test
    void afterEachKillTheFileOpensAndHoldsNoWrongValue() {
        Random random = new Random(1);
        for (int kill = 0; kill < KILLS; kill++) {
            Path file = directory.resolve("books.db");
            try (ChildJvm writer = ChildJvm.start(Writer.class, file.toString())) {
                writer.awaitLine("round 1", Duration.ofSeconds(60));
                LockSupport.parkNanos(random.nextInt(400) * 1_000_000L);
                writer.kill();
            }
            try (Backend<String, byte[]> books = Opened.in(file).open("books")) {
                assertThat(wrong(books)).as("wrong values after kill " + kill).isZero();
                for (int i = 0; i < 500; i++) {
                    books.put("key:" + i, forever(sealed("key:" + i, -1, i)));
                }
            }
            try (Backend<String, byte[]> books = Opened.in(file).open("books")) {
                assertThat(wrong(books)).isZero();
                for (int i = 0; i < 500; i++) {
                    assertThat(books.get("key:" + i))
                            .as("after an orderly close")
                            .isNotNull();
                }
            }
        }
    }

    private static int wrong(Backend<String, byte[]> books) {
        int wrong = 0;
        for (Iterator<Map.Entry<String, Stored<byte[]>>> all = books.entries(); all.hasNext(); ) {
            Map.Entry<String, Stored<byte[]>> entry = all.next();
            wrong += isSealed(entry.getKey(), entry.getValue().value()) ? 0 : 1;
        }
        return wrong;
    }

    static final class Writer {

        private Writer() {}

        public static void main(String[] arguments) {
            Backend<String, byte[]> books = Opened.in(Path.of(arguments[0])).open("books");
            Random random = new Random();
            for (int round = 0; ; round++) {
                for (int i = 0; i < ENTRIES; i++) {
                    String key = "key:" + i;
                    books.put(key, forever(sealed(key, round, 50 + random.nextInt(400))));
                }
                System.out.println("round " + round);
            }
        }
    }
}
