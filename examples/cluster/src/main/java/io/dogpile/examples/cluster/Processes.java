// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.examples.cluster;

import io.dogpile.backend.testkit.server.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The processes of the demo, and what they say. Thread-safe once all are started. */
final class Processes implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration SILENCE = Duration.ofSeconds(30);
    private static final List<String> OPTIONS = List.of(
            "-Xmx128m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            // Hazelcast's jar brings a provider of its own.
            "-Djavax.cache.spi.CachingProvider=io.dogpile.jcache.DogpileCachingProvider");

    private final List<ChildJvm> jvms = new ArrayList<>();
    private final Ledger ledger;

    Processes(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Starts one process for each file, and waits until all are ready. */
    void start(Settings settings, List<Path> files, String database) {
        for (Path file : files) {
            jvms.add(ChildJvm.start(
                    OPTIONS,
                    Member.class,
                    file.toString(),
                    database,
                    "" + settings.threads(),
                    "" + settings.lifetime().toMillis()));
        }
        jvms.forEach(jvm -> jvm.awaitLine("@ready", START));
        jvms.forEach(jvm -> {
            Thread listener = new Thread(() -> listen(jvm), "listens to " + jvm);
            listener.setDaemon(true);
            listener.start();
        });
    }

    private void listen(ChildJvm jvm) {
        for (Optional<String> line = jvm.nextLine(SILENCE); line.isPresent(); line = jvm.nextLine(SILENCE)) {
            ledger.heard(jvm.pid(), line.get());
        }
    }

    /** Ends a process as a power cut would. */
    void kill(long pid) {
        jvms.stream().filter(jvm -> jvm.pid() == pid).forEach(ChildJvm::kill);
    }

    long alive() {
        return jvms.stream().filter(ChildJvm::isAlive).count();
    }

    /** The file that the user edits, and the lines that lead one process to its store. */
    static Path file(Path directory, Path chosen, int process, String settings) throws IOException {
        return Files.writeString(
                directory.resolve("caches-" + process + ".properties"), Files.readString(chosen) + "\n" + settings);
    }

    @Override
    public void close() {
        jvms.forEach(ChildJvm::close);
    }
}
