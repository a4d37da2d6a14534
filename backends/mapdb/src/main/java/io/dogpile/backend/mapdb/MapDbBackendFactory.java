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
import org.jspecify.annotations.Nullable;

/**
 * Makes backends that keep bytes in MapDB, named {@code mapdb}: in memory outside of the heap, or in a file that outlives the
 * process.
 *
 * <p>Arguments: {@code file}, the path of a file that no other process uses; without it entries live in direct memory until
 * the backend is closed. {@code maximum-entries} and {@code maximum-size}, in bytes, bound the region; without them only the
 * medium does. All regions of a manager that name the same file share it.
 */
public final class MapDbBackendFactory implements ByteBackendFactory {

    private static final Duration SWEEP_EVERY = Duration.ofSeconds(1);

    /** All that tells one store from another. */
    private record Settings(@Nullable Path file) {}

    /** A region's place in a store. */
    private record Place(Settings settings, String namespace) {}

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
                arguments.positive("maximum-size").orElse(Terms.FOREVER));
        arguments.requireNoneLeft();
        Settings settings = new Settings(file.isPresent() ? prepared(file.get(), arguments) : null);
        Share<EntryStore> store = context.clients().acquire(settings, () -> open(settings, context), EntryStore::close);
        Share<String> region = context.clients()
                .acquire(new Place(settings, context.namespace()), context::namespace, namespace -> {
                    if (settings.file() == null) {
                        free(store.client(), namespace);
                    }
                });
        return new MapDbBackend(store, region, bounds, context.onEviction());
    }

    private static Path prepared(String file, Arguments arguments) {
        try {
            return PrivateFiles.prepared(Path.of(file.strip()));
        } catch (InvalidPathException | IOException e) {
            throw refused(arguments, file, e);
        }
    }

    private static EntryStore open(Settings settings, BackendContext context) {
        Path file = settings.file();
        try {
            return file == null
                    ? new EntryStore(new MemoryMedium(), context.clock(), SWEEP_EVERY)
                    : open(file, context);
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            throw refused(context.arguments(), String.valueOf(file == null ? "direct memory" : file), e);
        }
    }

    private static EntryStore open(Path file, BackendContext context) throws IOException {
        FileMedium medium = FileMedium.lock(file);
        boolean opened = false;
        try {
            EntryStore store = new EntryStore(medium, context.clock(), SWEEP_EVERY);
            opened = true;
            return store;
        } finally {
            if (!opened) {
                medium.release();
            }
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
