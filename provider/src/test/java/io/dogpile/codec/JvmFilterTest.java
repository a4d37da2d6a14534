// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the region allows is read only if the filter of the JVM lets it in too. */
class JvmFilterTest {

    private static final String BOOK = JvmFilterProgram.Book.class.getName();

    @TempDir
    private Path folder;

    @Test
    void a_class_that_the_region_allows_is_read_where_the_jvm_has_no_filter() throws Exception {
        assertThat(program()).containsExactly("book=Book[title=Moby-Dick]", "list=[anything else]", "failures=[]");
    }

    @Test
    void one_that_the_filter_of_the_jvm_rejects_is_absent_and_forbidden() throws Exception {
        assertThat(program("-Djdk.serialFilter=!" + BOOK + ";*"))
                .containsExactly(
                        "book=null",
                        "list=[anything else]",
                        "failures=[FORBIDDEN_CLASS: the deserialization filter of this JVM rejects " + BOOK + "]");
    }

    @Test
    void so_is_one_that_the_filter_factory_of_the_jvm_rejects() throws Exception {
        assertThat(program("-Djdk.serialFilterFactory=" + JvmFilterProgram.NoBooks.class.getName()))
                .containsExactly(
                        "book=null",
                        "list=[anything else]",
                        "failures=[FORBIDDEN_CLASS: the deserialization filter of this JVM rejects it]");
    }

    /** The lines of a JVM of its own: its filter is set once and for all. */
    private List<String> program(String... options) throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx64m"));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), JvmFilterProgram.class.getName()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            boolean ended = process.waitFor(60, TimeUnit.SECONDS);
            String said = Files.readString(output, Charset.defaultCharset());
            assertThat(ended).as("ended; it said: %s", said).isTrue();
            assertThat(process.exitValue()).as("it said: %s", said).isZero();
            return said.lines().toList();
        } finally {
            process.destroyForcibly();
        }
    }
}
