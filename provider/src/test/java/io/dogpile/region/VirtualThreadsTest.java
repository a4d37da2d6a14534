// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
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
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-Djdk.virtualThreadScheduler.parallelism=2",
                        "-Djdk.virtualThreadScheduler.maxPoolSize=2",
                        "-cp",
                        System.getProperty("java.class.path"),
                        program.getName())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            boolean ended = process.waitFor(60, TimeUnit.SECONDS);
            String said = Files.readString(output, Charset.defaultCharset());
            assertThat(ended).as("ended; it said: %s", said).isTrue();
            assertThat(process.exitValue()).as("it said: %s", said).isZero();
            return said;
        } finally {
            process.destroyForcibly();
        }
    }
}
