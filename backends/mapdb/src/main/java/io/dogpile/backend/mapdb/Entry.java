// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.mapdb;

import io.dogpile.backend.Terms;
import java.util.Arrays;

/**
 * A value as it is kept: with the instant until which it is, and a number that tells the order of writing.
 *
 * <p>Entries are equal if they come from the same write. The array is not copied; nobody changes it.
 */
final class Entry {

    private final long keptUntil;
    private final long number;
    private final byte[] value;

    /**
     * An entry.
     *
     * @param keptUntil epoch milliseconds, or {@link Terms#FOREVER}
     * @param number larger than that of any entry written before
     */
    Entry(long keptUntil, long number, byte[] value) {
        this.keptUntil = keptUntil;
        this.number = number;
        this.value = value;
    }

    long keptUntil() {
        return keptUntil;
    }

    long number() {
        return number;
    }

    byte[] value() {
        return value;
    }

    boolean isDue(long now) {
        return keptUntil <= now && keptUntil != Terms.FOREVER;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Entry entry && number == entry.number && Arrays.equals(value, entry.value);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(number);
    }
}
