// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import static org.assertj.core.api.Assertions.assertThat;

import io.dogpile.JavaProgram;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever waits for a load lets go of the thread that carries him. */
class VirtualThreadsTest {

    private static final int FIRST_JDK_WITH_THEM = 21;

    @TempDir
    private Path folder;

    @Test
    void a_thousand_threads_on_two_carriers_load_each_key_once_and_pin_none() throws Exception {
        String kind = Runtime.version().feature() < FIRST_JDK_WITH_THEM ? "platform" : "virtual";

        assertThat(outputOf(VirtualThreadsProgram.class))
                .contains("threads=" + kind + " callers=1000 answered=1000 loads=50 pinned=0");
    }

    /** A JVM of its own: the number of carriers is set once and for all, and recordings are of the whole JVM. */
    private String outputOf(Class<?> program) throws IOException, InterruptedException {
        return JavaProgram.outputOf(
                program,
                folder,
                "-Djdk.virtualThreadScheduler.parallelism=2",
                "-Djdk.virtualThreadScheduler.maxPoolSize=2");
    }
}
