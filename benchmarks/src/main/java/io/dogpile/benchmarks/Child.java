// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.benchmarks;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs a program of this package in a JVM of its own, so that nothing is warm and nothing else is on the heap. */
final class Child {
    private static final int SECONDS_AT_MOST = 180;
    private static final File ERRORS = new File("benchmarks/target/child.err");

    private Child() {}

    /** The one line that {@code program}, with the peer as its first argument, prints, and how long after its start. */
    static Answer ask(Class<?> program, List<String> jvmArguments, Peer peer, String... arguments) {
        List<String> command = command(program, jvmArguments, peer, arguments);
        try {
            long start = System.nanoTime();
            Process process = new ProcessBuilder(command).redirectError(ERRORS).start();
            CompletableFuture.delayedExecutor(SECONDS_AT_MOST, TimeUnit.SECONDS).execute(process::destroyForcibly);
            try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
                String line = out.readLine();
                long nanos = System.nanoTime() - start;
                int exit = process.waitFor();
                if (line == null || exit != 0) {
                    throw new IllegalStateException(program.getSimpleName() + " of " + peer + " "
                            + String.join(" ", arguments) + ": exit code " + exit + ", see " + ERRORS);
                }
                return new Answer(line, nanos);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + command, interrupted);
        }
    }

    record Answer(String line, long nanos) {}

    private static List<String> command(Class<?> program, List<String> jvmArguments, Peer peer, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmArguments);
        command.addAll(List.of("-cp", peer.classPath(), program.getName(), peer.name()));
        command.addAll(List.of(arguments));
        return command;
    }
}
