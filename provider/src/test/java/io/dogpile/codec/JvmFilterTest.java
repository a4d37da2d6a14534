// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.dogpile.JavaProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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
        return JavaProgram.outputOf(JvmFilterProgram.class, folder, options)
                .lines()
                .toList();
    }
}
