// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.testkit.history;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a client did with one key, and what came of it. Immutable; null stands for nothing being there.
 *
 * @param client who did it, for messages
 * @param key what it was done with
 * @param kind what was done
 * @param expected what was to be replaced; of no meaning otherwise
 * @param value what was read, or written in place of what was there; each write's is its own
 * @param outcome what came of it
 * @param called when it began, in nanoseconds of a clock that all clients have in common
 * @param returned when it had ended; of no meaning if nobody knows what came of it
 */
public record Operation(
        String client,
        String key,
        Kind kind,
        @Nullable String expected,
        @Nullable String value,
        Outcome outcome,
        long called,
        long returned) {

    /** What is done with a key. */
    public enum Kind {
        /** Sees what is there. */
        READ,
        /** Puts something there, whatever there was. */
        WRITE,
        /** Removes what is there; refused if there is nothing. */
        REMOVE,
        /** Puts something, or nothing, in the place of what is expected there; refused if something else is. */
        REPLACE
    }

    /** What came of it. */
    public enum Outcome {
        DONE,
        REFUSED,
        /** It was done at some time since it was called, or will be, or never. */
        UNKNOWN
    }

    private static final char SEPARATOR = '\t';
    private static final int FIELDS = 8;

    /** The operation as a line of text, for {@link #parse}; no part of it may have a tabulator or the end of a line. */
    public String format() {
        return String.join(
                String.valueOf(SEPARATOR),
                client,
                key,
                kind.name(),
                text(expected),
                text(value),
                outcome.name(),
                String.valueOf(called),
                String.valueOf(returned));
    }

    /**
     * The operation of a line of text.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Operation parse(String line) {
        String[] fields = line.split(String.valueOf(SEPARATOR), -1);
        if (fields.length != FIELDS) {
            throw new IllegalArgumentException(
                    "an operation has " + FIELDS + " fields, not " + fields.length + ": " + line);
        }
        return new Operation(
                fields[0],
                fields[1],
                Kind.valueOf(fields[2]),
                value(fields[3]),
                value(fields[4]),
                Outcome.valueOf(fields[5]),
                Long.parseLong(fields[6]),
                Long.parseLong(fields[7]));
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : "=" + value;
    }

    private static @Nullable String value(String text) {
        return text.isEmpty() ? null : text.substring(1);
    }

    @Override
    public String toString() {
        String what = switch (kind) {
            case READ -> "reads " + value;
            case WRITE -> "writes " + value;
            case REMOVE -> "removes";
            case REPLACE -> "replaces " + expected + " by " + value;
        };
        return called + ".." + (outcome == Outcome.UNKNOWN ? "?" : returned) + " " + client + " " + what
                + (outcome == Outcome.DONE ? "" : " (" + outcome.name().toLowerCase(Locale.ROOT) + ")");
    }
}
