// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.mapdb;

import io.dogpile.backend.Arguments;
import io.dogpile.backend.Backend;
import io.dogpile.backend.BackendContext;
import io.dogpile.backend.ByteBackendFactory;
import io.dogpile.backend.SharedClients.Share;
import io.dogpile.backend.Terms;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Makes backends that keep bytes in MapDB, named {@code mapdb}: in memory outside of the heap, or in a file that outlives the
 * process.
 *
 * <p>Arguments: {@code file}, the path of a file that no other process uses; without it entries live in direct memory until
 * the backend is closed. {@code maximum-entries} and {@code maximum-bytes}, in bytes, bound the region; without them only the
 * medium does. All regions of a process that name the same file share it, those of different managers included; if they have
 * the same namespace as well, they share their entries.
 */
public final class MapDbBackendFactory implements ByteBackendFactory {

    private static final Duration SWEEP_EVERY = Duration.ofSeconds(1);

    private static final FileStores FILES = new FileStores();

    /** Tells the one store in memory of a manager from whatever else it shares. */
    private record Memory() {}

    /** A region's place in memory. */
    private record Place(String namespace) {}

    @Override
    public String name() {
        return "mapdb";
    }

    @Override
    public Backend<String, byte[]> create(BackendContext context) {
        Arguments arguments = context.arguments();
        Optional<String> file = arguments.text("file");
        Bounds bounds = new Bounds(
                arguments.positive("maximum-entries").orElse(Terms.FOREVER),
                arguments.positive("maximum-bytes").orElse(Terms.FOREVER));
        arguments.requireNoneLeft();
        return file.isPresent() ? inFile(file.get(), bounds, context) : inMemory(bounds, context);
    }

    private static Backend<String, byte[]> inFile(String file, Bounds bounds, BackendContext context) {
        Path path = prepared(file, context.arguments());
        try {
            Share<EntryStore> store = FILES.acquire(path, context.clock(), SWEEP_EVERY);
            return new MapDbBackend(store, store::close, bounds, context);
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            throw refused(context.arguments(), path.toString(), e);
        }
    }

    private static Backend<String, byte[]> inMemory(Bounds bounds, BackendContext context) {
        Share<EntryStore> store = context.clients().acquire(new Memory(), () -> memory(context), EntryStore::close);
        Share<String> place = context.clients()
                .acquire(
                        new Place(context.namespace()),
                        context::namespace,
                        namespace -> free(store.client(), namespace));
        Runnable release = () -> {
            place.close();
            store.close();
        };
        return new MapDbBackend(store, release, bounds, context);
    }

    private static Path prepared(String file, Arguments arguments) {
        try {
            return PrivateFiles.prepared(Path.of(file.strip()));
        } catch (InvalidPathException | IOException e) {
            throw refused(arguments, file, e);
        }
    }

    private static EntryStore memory(BackendContext context) {
        try {
            return EntryStore.in(new MemoryMedium(), context.clock(), SWEEP_EVERY);
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            throw refused(context.arguments(), "direct memory", e);
        }
    }

    private static IllegalArgumentException refused(Arguments arguments, String what, Throwable why) {
        IllegalArgumentException refusal = arguments.refused(
                "cannot use " + what + " as a store: " + (why instanceof IOException ? why.getMessage() : why));
        refusal.initCause(why);
        return refusal;
    }

    /** Memory is shared by all regions, so that a region which nobody uses any more has to make room. */
    private static void free(EntryStore store, String namespace) {
        store.call("clear", open -> {
            open.region(namespace).clear();
            return true;
        });
    }
}
