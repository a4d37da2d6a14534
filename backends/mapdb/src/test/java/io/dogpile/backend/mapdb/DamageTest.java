// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.mapdb;

import static io.dogpile.backend.mapdb.Opened.forever;
import static io.dogpile.backend.mapdb.Opened.isSealed;
import static io.dogpile.backend.mapdb.Opened.sealed;
import static org.assertj.core.api.Assertions.assertThat;

import io.dogpile.backend.Backend;
import io.dogpile.backend.BackendException;
import io.dogpile.backend.Stored;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a damaged file costs: entries, and nothing else. */
@Timeout(120)
final class DamageTest {

    private static final int ENTRIES = 2_000;
    private static final int ROUNDS = Boolean.getBoolean("dogpile.deep") ? 400 : 24;
    private static final int HEADER = 33_000;
    /** The file is larger: what follows is in reserve. */
    private static final int USED = 2_500_000;

    @TempDir
    Path directory;

    private Path file() {
        return directory.resolve("books.db");
    }

    @Test
    void aDamagedFileThatClaimsToBeCleanNeverFailsNorHangs() throws IOException {
        byte[] good = goodFile();
        for (int seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            byte[] bad = good.clone();
            int flips = 1 + random.nextInt(seed % 2 == 0 ? 2_000 : 20);
            for (int i = 0; i < flips; i++) {
                // The header has a checksum; what is behind it has none: index, catalogue, trees, entries.
                int from = seed % 4 == 0 ? 0 : HEADER;
                int to = i % 2 == 0 ? HEADER + 30_000 : USED;
                bad[from + random.nextInt(to - from)] ^= (byte) (1 + random.nextInt(255));
            }
            use(bad, "seed " + seed);
        }
    }

    @Test
    void aTruncatedFileThatClaimsToBeCleanNeverFailsNorHangs() throws IOException {
        byte[] good = goodFile();
        for (int seed = 0; seed < ROUNDS / 4; seed++) {
            byte[] bad = new byte[new Random(seed).nextInt(good.length)];
            System.arraycopy(good, 0, bad, 0, bad.length);
            use(bad, "truncated to " + bad.length);
        }
        use(new byte[0], "empty");
        use("not a store at all".getBytes(StandardCharsets.US_ASCII), "text");
    }

    @Test
    void aFileThatIsDamagedWhileItIsInUseIsSetAsideAndTheRegionStartsEmpty() throws IOException {
        try (Backend<String, byte[]> books = Opened.in(file()).open("books")) {
            fill(books);
            try (FileChannel channel = FileChannel.open(file(), StandardOpenOption.WRITE)) {
                ByteBuffer rubbish = ByteBuffer.allocate((int) channel.size());
                new Random(1).nextBytes(rubbish.array());
                channel.write(rubbish, 0);
            }

            assertThat(books.get("key:1")).isNull();
            books.put("key:1", forever("new"));
            assertThat(Opened.text(books.get("key:1"))).isEqualTo("new");
            assertThat(directory.resolve("books.db.corrupt-1")).exists();
        }
        try (Backend<String, byte[]> books = Opened.in(file()).open("books")) {
            assertThat(Opened.text(books.get("key:1"))).isEqualTo("new");
        }
    }

    private byte[] goodFile() throws IOException {
        try (Backend<String, byte[]> books = Opened.in(file()).open("books")) {
            fill(books);
        }
        byte[] all = Files.readAllBytes(file());
        Files.delete(directory.resolve("books.db.clean"));
        return all;
    }

    private static void fill(Backend<String, byte[]> books) {
        for (int i = 0; i < ENTRIES; i++) {
            books.put("key:" + i, forever(sealed("key:" + i, 1, i % 300)));
        }
    }

    private void use(byte[] bad, String what) throws IOException {
        Files.write(file(), bad);
        Files.writeString(
                directory.resolve("books.db.clean"), "dogpile mapdb 1, closed in order at " + bad.length + " bytes\n");
        try (Backend<String, byte[]> books = Opened.in(file()).open("books")) {
            int wrong = 0;
            for (int i = 0; i < ENTRIES; i++) {
                Stored<byte[]> read = books.get("key:" + i);
                // A flipped bit within a value is not MapDB's to notice: the envelope has a checksum for it.
                wrong += read == null || isSealed("key:" + i, read.value()) ? 0 : 1;
            }
            assertThat(wrong)
                    .as(what + ": values that the envelope has to detect")
                    .isLessThan(ENTRIES);
            books.entries().forEachRemaining(entry -> {});
            for (int i = 0; i < 200; i++) {
                books.put("new:" + i, forever(sealed("new:" + i, 2, i)));
                books.remove("key:" + i);
            }
            books.clear();
            books.put("key", forever("value"));
            assertThat(Opened.text(books.get("key"))).as(what).isEqualTo("value");
        } catch (BackendException e) {
            throw new AssertionError(what, e);
        }
        Files.deleteIfExists(directory.resolve("books.db.clean"));
    }
}
