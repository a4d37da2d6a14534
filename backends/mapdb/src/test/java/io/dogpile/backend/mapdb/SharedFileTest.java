// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.mapdb;

import static io.dogpile.backend.mapdb.Opened.forever;
import static io.dogpile.backend.mapdb.Opened.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dogpile.backend.Backend;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several managers of one process that name the same file. */
final class SharedFileTest {

    @TempDir
    Path directory;

    private Path file() {
        return directory.resolve("books.db");
    }

    @Test
    void managersShareWhatTheyKeepUnderTheSameNamespace() {
        try (Backend<String, byte[]> books = Opened.in(file()).open("books");
                Backend<String, byte[]> authors = Opened.in(file()).open("authors");
                Backend<String, byte[]> same =
                        Opened.in(directory.resolve("./books.db")).open("books")) {
            books.put("key", forever("one"));
            assertThat(text(same.get("key"))).isEqualTo("one");
            assertThat(authors.get("key")).isNull();

            var seen = same.get("key");
            assertThat(books.replace("key", books.get("key"), forever("two"))).isTrue();
            assertThat(same.replace("key", seen, forever("late"))).isFalse();
            assertThat(text(same.get("key"))).isEqualTo("two");
            assertThat(books.isLocal())
                    .as("so that its region reckons with others")
                    .isFalse();
        }
    }

    @Test
    void theFileStaysOpenUntilTheLastHasGone() {
        Backend<String, byte[]> first = Opened.in(file()).open("books");
        try (Backend<String, byte[]> second = Opened.in(file()).open("books")) {
            first.close();
            first.close();
            second.put("key", forever("value"));
            assertThat(directory.resolve("books.db.clean")).doesNotExist();
        }
        assertThat(directory.resolve("books.db.clean")).exists();
        try (Backend<String, byte[]> again = Opened.in(file()).open("books")) {
            assertThat(text(again.get("key"))).isEqualTo("value");
        }
    }

    @Test
    void aBoundCountsTheEntriesOfAllManagers() {
        Opened one = Opened.in(file()).with("maximum-entries", 100);
        Opened other = Opened.in(file()).with("maximum-entries", 100);
        try (Backend<String, byte[]> first = one.open("books");
                Backend<String, byte[]> second = other.open("books")) {
            for (int i = 0; i < 100; i++) {
                first.put("first:" + i, forever("value"));
                second.put("second:" + i, forever("value"));
            }
            assertThat(one.evictions.get() + other.evictions.get()).isEqualTo(100);
            assertThat(first.entries()).toIterable().hasSize(100);
        }
    }

    @Test
    void openingWaitsForClosingAndFindsEverything() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                int number = thread;
                all.add(threads.submit(() -> openAndClose("key:" + number)));
            }
            for (Future<?> each : all) {
                each.get(60, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private void openAndClose(String key) {
        for (int round = 0; round < 100; round++) {
            try (Backend<String, byte[]> books = Opened.in(file()).open("books")) {
                assertThat(text(books.get(key))).isEqualTo(round == 0 ? null : "" + (round - 1));
                books.put(key, forever("" + round));
            }
        }
    }

    @Test
    void aFileThatCannotBeOpenedIsTriedAgainByTheNext() throws Exception {
        assertThat(file().toFile().mkdir()).isTrue();
        assertThatThrownBy(() -> Opened.in(file()).open("books")).hasMessageContaining("it is not a regular file");
        assertThat(file().toFile().delete()).isTrue();
        try (Backend<String, byte[]> books = Opened.in(file()).open("books")) {
            books.put("key", forever("value"));
        }
    }

    /** Two applications of one server that each bring this library. */
    @Test
    void anotherCopyOfTheLibraryIsTold() throws Exception {
        try (Backend<String, byte[]> books = Opened.in(file()).open("books");
                URLClassLoader other = new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
            assertThatThrownBy(() -> openIn(other))
                    .rootCause()
                    .hasMessage("it is in use by another class loader's copy of this library in this process: "
                            + "give each its own file");
            books.put("key", forever("value"));
            assertThat(text(books.get("key"))).isEqualTo("value");
        }
    }

    private void openIn(ClassLoader loader) throws ReflectiveOperationException {
        Class<?> opened = Class.forName(Opened.class.getName(), true, loader);
        var in = opened.getDeclaredMethod("in", Path.class);
        var open = opened.getDeclaredMethod("open", String.class);
        in.setAccessible(true);
        open.setAccessible(true);
        open.invoke(in.invoke(null, file()), "books");
    }

    private static URL[] classPath() throws MalformedURLException {
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            urls.add(new File(entry).toURI().toURL());
        }
        return urls.toArray(URL[]::new);
    }
}
