// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.mapdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.dogpile.backend.testkit.server.ChildJvm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No room left, on the disk or in direct memory. {@link Filler} says what it has seen. */
final class FullTest {

    @TempDir
    Path directory;

    /** The shell's limit on the size of files stands in for a full disk: the write fails with an error of its own. */
    @Test
    void aFullDiskRefusesNewEntriesAndKeepsTheOld() throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process child = new ProcessBuilder(
                        "/bin/sh",
                        "-c",
                        "ulimit -f 40000; exec \"$0\" -Xmx128m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp \"$1\" \"$2\" \"$3\"",
                        java,
                        System.getProperty("java.class.path"),
                        Filler.class.getName(),
                        directory.resolve("books.db").toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(said)
                .contains(
                        "refused as REJECTED",
                        "wrong: 0, lost: 0",
                        "after removals: room again",
                        "reopened: wrong: 0, all there");
    }

    @Test
    void fullDirectMemoryRefusesNewEntriesAndKeepsTheOld() {
        try (ChildJvm child = ChildJvm.start(
                List.of("-Xmx128m", "-XX:MaxDirectMemorySize=24m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                Filler.class)) {
            child.awaitLine("refused as REJECTED", Duration.ofSeconds(60));
            child.awaitLine("wrong: 0, lost: 0", Duration.ofSeconds(60));
            child.awaitLine("after removals: room again", Duration.ofSeconds(60));
        }
    }
}
