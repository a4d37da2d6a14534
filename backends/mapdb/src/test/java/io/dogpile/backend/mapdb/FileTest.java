// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.mapdb;

import static io.dogpile.backend.mapdb.Opened.forever;
import static io.dogpile.backend.mapdb.Opened.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dogpile.backend.Backend;
import io.dogpile.backend.BackendException;
import io.dogpile.backend.testkit.server.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileTest {

    @TempDir
    Path directory;

    private Path file() {
        return directory.resolve("caches").resolve("books.db");
    }

    @Test
    void whatWasStoredIsThereAfterAnOrderlyClose() throws IOException {
        Opened first = Opened.in(file());
        try (Backend<String, byte[]> books = first.open("books#1");
                Backend<String, byte[]> authors = first.open("authors")) {
            for (int i = 0; i < 3_000; i++) {
                books.put("key:" + i, forever("book " + i));
            }
            authors.put("key:1", forever("author"));
        }

        Opened second = Opened.in(file()).with("maximum-entries", 3_000);
        try (Backend<String, byte[]> books = second.open("books#1")) {
            for (int i = 0; i < 3_000; i++) {
                assertThat(text(books.get("key:" + i))).isEqualTo("book " + i);
            }
            assertThat(books.replace("key:7", books.get("key:7"), forever("new")))
                    .isTrue();
            books.put("one more", forever("than the bound"));
            assertThat(second.evictions)
                    .as("the number of entries is known from before")
                    .hasValue(1);
        }

        try (Backend<String, byte[]> authors = Opened.in(file()).open("authors")) {
            assertThat(text(authors.get("key:1")))
                    .as("of a region that was not opened in between")
                    .isEqualTo("author");
        }
        assertThat(names()).containsExactly("books.db", "books.db.clean", "books.db.lock");
    }

    @Test
    void aVersionThatWasReadIsRecognisedAfterReopening() {
        try (Backend<String, byte[]> books = Opened.in(file()).open("books")) {
            books.put("key", forever("one"));
        }
        try (Backend<String, byte[]> books = Opened.in(file()).open("books")) {
            var one = books.get("key");
            books.put("key", forever("one"));
            assertThat(books.replace("key", one, forever("two"))).isFalse();
            assertThat(books.replace("key", books.get("key"), forever("two"))).isTrue();
        }
    }

    @Test
    void aFileThatWasNotClosedInOrderIsSetAside() throws IOException {
        for (int round = 1; round <= 3; round++) {
            try (Backend<String, byte[]> books = Opened.in(file()).open("books")) {
                assertThat(books.entries()).isExhausted();
                books.put("key", forever("value"));
            }
            Files.delete(directory.resolve("caches/books.db.clean"));
        }
        try (Backend<String, byte[]> books = Opened.in(file()).open("books")) {
            assertThat(books.get("key")).isNull();
        }
        assertThat(names())
                .as("only the newest is kept")
                .containsExactly("books.db", "books.db.clean", "books.db.corrupt-3", "books.db.lock");
    }

    @Test
    void aSecondProcessIsTold() {
        try (ChildJvm other = ChildJvm.start(Holder.class, file().toString())) {
            other.awaitLine("open", Duration.ofSeconds(30));
            assertThatThrownBy(() -> Opened.in(file()).open("books"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("backend 'mapdb' of region 'books': cannot use " + file() + " as a store: "
                            + "it is in use by another process: give each its own file");
            other.send("close");
            assertThat(other.awaitEnd(Duration.ofSeconds(30))).isZero();
        }
        try (Backend<String, byte[]> books = Opened.in(file()).open("books")) {
            assertThat(text(books.get("key"))).isEqualTo("value");
        }
    }

    static final class Holder {

        private Holder() {}

        public static void main(String[] arguments) throws IOException {
            try (Backend<String, byte[]> books =
                    Opened.in(Path.of(arguments[0])).open("books")) {
                books.put("key", forever("value"));
                System.out.println("open");
                System.in.read();
            }
        }
    }

    @Test
    void nobodyElseMayReadTheFiles() throws IOException {
        try (Backend<String, byte[]> books = Opened.in(file()).open("books")) {
            assertThat(permissions(directory.resolve("caches"))).isEqualTo("rwx------");
            books.put("key", forever("value"));
        }
        for (String name : names()) {
            assertThat(permissions(directory.resolve("caches").resolve(name)))
                    .as(name)
                    .isEqualTo("rw-------");
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void symbolicLinksAreNotFollowed() throws IOException {
        Path victim = Files.writeString(directory.resolve("victim"), "precious");
        Files.createDirectory(directory.resolve("caches"));
        for (String suffix : List.of("", ".lock")) {
            Path file =
                    Files.createDirectory(directory.resolve("with" + suffix)).resolve("books.db");
            Files.createSymbolicLink(PrivateFiles.beside(file, suffix), victim);
            assertThatThrownBy(() -> Opened.in(file).open("books"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(file.toString());
        }
        Path marker = Files.createSymbolicLink(directory.resolve("caches/books.db.clean"), victim);
        Opened.in(file()).open("books").close();
        assertThat(Files.isSymbolicLink(marker)).isFalse();
        assertThat(victim).hasContent("precious");
        assertThat(Files.isRegularFile(file(), LinkOption.NOFOLLOW_LINKS)).isTrue();
    }

    @Test
    void whatCannotBeAFileIsRefusedWithItsPath() throws IOException {
        Files.writeString(directory.resolve("caches"), "a file where a directory should be");
        assertThatThrownBy(() -> Opened.in(file()).open("books"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot use " + file());
        assertThatThrownBy(() -> Opened.in(directory).open("books"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("it is not a regular file");
    }

    @Test
    void aClosedBackendSaysSo() {
        Backend<String, byte[]> books = Opened.in(file()).open("books");
        books.close();
        books.close();
        assertThatThrownBy(() -> books.get("key"))
                .isInstanceOfSatisfying(
                        BackendException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(BackendException.Kind.UNAVAILABLE))
                .hasMessage("backend 'mapdb': get is not possible in file " + file() + ": it is closed");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("caches"))) {
            return files.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }
}
