// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Programs in JVMs of their own, for what is set once and for all. */
public final class JavaProgram {

    private JavaProgram() {}

    /**
     * What a program of the tests' class path says, which is to end well within a minute.
     *
     * @param folder for its output
     * @param options of its JVM
     */
    public static String outputOf(Class<?> program, Path folder, String... options)
            throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx256m");
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        Process process = new ProcessBuilder(command)
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
