// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.config;

import java.util.Objects;

/**
 * Where a setting was made.
 *
 * @param source the file as messages show it, or {@code code}
 * @param line the first line of the setting, counted from 1; 0 if lines mean nothing in that source
 * @param key the setting's full name in that source, such as {@code cache.books.stale-for}
 */
public record Origin(String source, int line, String key) {

    public Origin {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(key, "key");
        if (line < 0) {
            throw new IllegalArgumentException("line must not be negative: " + line);
        }
    }

    /** The origin of a setting that a program made. */
    public static Origin code(String key) {
        return new Origin("code", 0, key);
    }

    /** The origin as messages begin with it: {@code books.properties:3: cache.books.stale-for}. */
    @Override
    public String toString() {
        return (line == 0 ? source : source + ":" + line) + ": " + key;
    }
}
