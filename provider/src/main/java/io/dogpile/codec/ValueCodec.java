// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.codec;

/**
 * Turns values into bytes and back. Found by {@link java.util.ServiceLoader} and chosen by name.
 *
 * <p>A codec is only asked for what it was chosen for by configuration; bytes from a store cannot choose one. It must read
 * bytes as what they are, data from a store that others may write to: it makes objects of the declared type and nothing else.
 * Thread-safe, with a public constructor without parameters. Nothing is null.
 */
public interface ValueCodec {

    /** The smallest number for codecs that do not come with this library. */
    int FIRST_ID = 128;

    /** The largest number. */
    int LAST_ID = 255;

    /** The name that configuration chooses this codec by, such as {@code json}. */
    String name();

    /** The number by which stored values tell their codec: unique, the same for ever. */
    int id();

    /**
     * The value's bytes.
     *
     * @param type the region's type of values
     * @throws RuntimeException if it cannot be encoded; nothing is stored then
     */
    byte[] encode(Object value, Class<?> type);

    /**
     * The value of those bytes.
     *
     * @param type the region's type of values
     * @throws RuntimeException if there is none; that counts as a miss
     */
    Object decode(byte[] bytes, Class<?> type);
}
