// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * What one process did with a key whose value has versions.
 *
 * @param kind what it did
 * @param process which one did it
 * @param key with what; of no meaning if it cleared everything
 * @param version the origin's, which was changed to that before it did it; or the version that it loaded or saw
 * @param called when it began
 * @param returned when it had ended
 */
record Happening(Kind kind, String process, String key, long version, long called, long returned) {

    enum Kind {
        PUT,
        REMOVE,
        CLEAR,
        LOAD,
        /** A value was read that a loader made. */
        READ_LOADED,
        /** A value was read that was put. */
        READ_PUT
    }

    boolean isRead() {
        return kind == Kind.READ_LOADED || kind == Kind.READ_PUT;
    }

    boolean isChange() {
        return kind == Kind.PUT || kind == Kind.REMOVE || kind == Kind.CLEAR;
    }

    private String format() {
        return kind + " " + process + " " + key + " " + version + " " + called + " " + returned;
    }

    private static Happening parse(String line) {
        String[] words = line.split(" ", -1);
        return new Happening(
                Kind.valueOf(words[0]),
                words[1],
                words[2],
                Long.parseLong(words[3]),
                Long.parseLong(words[4]),
                Long.parseLong(words[5]));
    }

    static void save(Collection<Happening> all, Path file) {
        try {
            Files.write(file, all.stream().map(Happening::format).toList());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    static List<Happening> read(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(Happening::parse).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
