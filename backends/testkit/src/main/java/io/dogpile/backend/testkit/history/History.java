// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.testkit.history;

import io.dogpile.backend.BackendException;
import io.dogpile.backend.testkit.history.Operation.Kind;
import io.dogpile.backend.testkit.history.Operation.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Records what clients do and see, on one host. Thread-safe.
 *
 * <p>Each method does what it is given, and remembers when that began and ended and what came of it. What fails is remembered as
 * of unknown outcome, unless it fails with a {@link BackendException} that says that it was not done, and then thrown on.
 */
public final class History {

    private final Queue<Operation> operations = new ConcurrentLinkedQueue<>();
    private final String process;

    /**
     * An empty history.
     *
     * @param process tells this process from others with which its history will be joined, for messages
     */
    public History(String process) {
        this.process = process;
    }

    /** Records what was read: what {@code call} returns, which is null if nothing was there. */
    public @Nullable String read(String key, Supplier<@Nullable String> call) {
        long called = System.nanoTime();
        String value = call.get();
        add(key, Kind.READ, null, value, Outcome.DONE, called);
        return value;
    }

    /** Records that a value was written by {@code call}, whatever was there; each value may be written once in a history. */
    public void write(String key, String value, Runnable call) {
        record(key, Kind.WRITE, null, value, () -> {
            call.run();
            return true;
        });
    }

    /** Records that {@code call} removed what was there, and tells whether something was. */
    public boolean remove(String key, BooleanSupplier call) {
        return record(key, Kind.REMOVE, null, null, call);
    }

    /** Records that {@code call} put something in the place of what was expected, and tells whether that was there. */
    public boolean replace(String key, @Nullable String expected, @Nullable String value, BooleanSupplier call) {
        return record(key, Kind.REPLACE, expected, value, call);
    }

    /**
     * Records that a value, or nothing if that is null, was put in the place of whatever was there, and returns that: what
     * {@code call} returns.
     */
    public @Nullable String exchange(String key, @Nullable String value, Supplier<@Nullable String> call) {
        return exchange(key, value, call, value != null);
    }

    /** Records that a value was put in the place of what was there, if anything was, and returns that: what {@code call} returns. */
    public @Nullable String exchangePresent(String key, String value, Supplier<@Nullable String> call) {
        return exchange(key, value, call, false);
    }

    private @Nullable String exchange(
            String key, @Nullable String value, Supplier<@Nullable String> call, boolean ofNothing) {
        long called = System.nanoTime();
        try {
            String before = call.get();
            if (before != null || ofNothing) {
                add(key, Kind.REPLACE, before, value, Outcome.DONE, called);
            } else {
                add(key, Kind.READ, null, null, Outcome.DONE, called);
            }
            return before;
        } catch (RuntimeException | Error failure) {
            if (mayHaveBeenDone(failure)) {
                add(key, value == null ? Kind.REMOVE : Kind.WRITE, null, value, Outcome.UNKNOWN, called);
            }
            throw failure;
        }
    }

    private boolean record(
            String key, Kind kind, @Nullable String expected, @Nullable String value, BooleanSupplier call) {
        long called = System.nanoTime();
        try {
            boolean done = call.getAsBoolean();
            add(key, kind, expected, value, done ? Outcome.DONE : Outcome.REFUSED, called);
            return done;
        } catch (RuntimeException | Error failure) {
            if (mayHaveBeenDone(failure)) {
                add(key, kind, expected, value, Outcome.UNKNOWN, called);
            }
            throw failure;
        }
    }

    private static boolean mayHaveBeenDone(Throwable failure) {
        return !(failure instanceof BackendException told) || told.kind() == BackendException.Kind.UNKNOWN;
    }

    private void add(
            String key, Kind kind, @Nullable String expected, @Nullable String value, Outcome outcome, long called) {
        String client = process + "/" + Thread.currentThread().getName();
        operations.add(new Operation(client, key, kind, expected, value, outcome, called, System.nanoTime()));
    }

    /** All that was recorded until now, in no particular order. */
    public List<Operation> operations() {
        return List.copyOf(operations);
    }

    /** Writes all that was recorded until now to a file, for {@link #read(Path)}. */
    public void save(Path file) {
        try {
            Files.write(file, operations.stream().map(Operation::format).toList());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write a history to " + file, e);
        }
    }

    /** The operations in a file. */
    public static List<Operation> read(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(Operation::parse).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read a history from " + file, e);
        }
    }
}
