// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * A store, an origin, and processes that use both: all of them are gone after {@link #close}, and whenever this JVM ends. Not
 * thread-safe.
 */
final class Cluster implements AutoCloseable {

    static final Duration START = Duration.ofSeconds(60);
    static final String READY = "ready";

    private final List<AutoCloseable> parts = new ArrayList<>();
    private final Queue<String> log = new ConcurrentLinkedQueue<>();
    private final Map<String, String> options;
    private final Path directory;
    private final SharedStore store;
    private final Child origin;
    private final long originPort;

    /**
     * Starts a store and an origin.
     *
     * @param processes how many there will be
     * @param options of the processes' caches, beside those of the store
     * @param load how long a load takes
     * @param lifetime of a value, for the origin
     */
    Cluster(StoreKind kind, int processes, Map<String, String> options, Duration load, Duration lifetime) {
        this.options = options;
        try {
            this.directory = Files.createTempDirectory("dogpile-cluster-");
            this.parts.add(() -> Files.delete(directory));
            this.store = added(SharedStore.start(kind, processes));
            this.origin = child(said -> {}, Origin.class, "" + load.toMillis(), "" + lifetime.toMillis());
            this.originPort = origin.await("port", START).number(0);
        } catch (IOException e) {
            throw new UncheckedIOException("no directory for the configuration", e);
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private <T extends AutoCloseable> T added(T part) {
        parts.add(part);
        return part;
    }

    private Child child(Consumer<Said> told, Class<?> main, String... arguments) {
        return added(new Child(log::add, told, main, arguments));
    }

    Child origin() {
        return origin;
    }

    long originPort() {
        return originPort;
    }

    /**
     * Starts a process, which is given its configuration's file, its name and the port of the origin, and says when it is ready.
     *
     * @param number its number, from 0: of two of one number only one may run at a time
     * @param told takes what it says, on a thread of its own
     * @param more arguments
     */
    Child start(int number, Consumer<Said> told, Class<?> main, String... more) {
        List<String> arguments = new ArrayList<>(List.of(configuration(number), "jvm" + number, "" + originPort));
        arguments.addAll(List.of(more));
        return child(told, main, arguments.toArray(String[]::new));
    }

    /** Starts all of the processes, and waits until they are ready. */
    Child[] startAll(int processes, IntFunction<Child> start) {
        Child[] all = new Child[processes];
        for (int i = 0; i < processes; i++) {
            all[i] = start.apply(i);
            // Members of a store that are founded at the same time take long to find each other.
            if (i == 0) {
                all[i].await(READY, START);
            }
        }
        for (int i = 1; i < processes; i++) {
            all[i].await(READY, START);
        }
        return all;
    }

    private String configuration(int number) {
        Path file = directory.resolve("caches-" + number + ".properties");
        if (!Files.exists(file)) {
            Map<String, String> all = new TreeMap<>(options);
            all.putAll(store.settings(number));
            List<String> lines = all.entrySet().stream()
                    .map(option -> "cache.default." + option.getKey() + " = " + option.getValue())
                    .toList();
            try {
                Files.write(file, lines);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot write " + file, e);
            }
            parts.add(1, () -> Files.delete(file));
        }
        return file.toString();
    }

    /** What the processes wrote beside what they were to say. */
    String log() {
        return String.join("\n", log);
    }

    @Override
    public void close() {
        List<AutoCloseable> open = new ArrayList<>(parts);
        parts.clear();
        for (int i = open.size() - 1; i >= 0; i--) {
            try {
                open.get(i).close();
            } catch (Exception e) {
                log.add("not closed: " + e);
            }
        }
    }
}
