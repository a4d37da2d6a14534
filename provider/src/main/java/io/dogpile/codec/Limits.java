// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.codec;

/**
 * How large values may be.
 *
 * @param maximumValueSize bytes of one value, before and after compression; at least 1
 * @param compressAbove bytes from which on a value is compressed if that saves a tenth; 0 is never
 */
public record Limits(int maximumValueSize, int compressAbove) {

    /** Values of up to 4 MiB, never compressed. */
    public static final Limits DEFAULT = new Limits(4 << 20, 0);

    public Limits {
        if (maximumValueSize < 1) {
            throw new IllegalArgumentException("the maximum size of a value is at least 1, not " + maximumValueSize);
        }
        if (compressAbove < 0) {
            throw new IllegalArgumentException("compression begins at 0 or more bytes, not " + compressAbove);
        }
    }
}
