// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.redis;

import io.dogpile.backend.Stored;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * What tells one write from another: the stamp in bytes 8 to 15 of a stored value, or all of a value that is too short
 * to have one. Immutable.
 */
final class Version {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int STAMP = 8;

    private final int first;
    private final int last;
    private final byte[] bytes;

    private Version(int first, int last, byte[] bytes) {
        this.first = first;
        this.last = last;
        this.bytes = bytes;
    }

    /** The value as it was read. Its token is a number, which is compared cheaply, wherever there is a stamp. */
    static Stored<byte[]> stored(byte[] value) {
        Object token = value.length >= 2 * STAMP ? (Object) (long) LONGS.get(value, STAMP) : value;
        return Stored.of(value, token);
    }

    /** The version that a token of {@link #stored} stands for. */
    static Version of(Stored<byte[]> expected) {
        if (expected.token() instanceof Long stamp) {
            byte[] bytes = new byte[Long.BYTES];
            LONGS.set(bytes, 0, (long) stamp);
            return new Version(STAMP, 2 * STAMP - 1, bytes);
        }
        if (expected.token() instanceof byte[] whole) {
            return new Version(0, -1, whole);
        }
        throw new IllegalArgumentException("what is expected was not read from this backend");
    }

    /** Position of the first byte that counts. */
    int first() {
        return first;
    }

    /** Position of the last byte that counts; -1 for the last of all. */
    int last() {
        return last;
    }

    /** What is there; not to be changed. */
    byte[] bytes() {
        return bytes;
    }

    boolean matches(byte[] found) {
        return Arrays.equals(bytes, found);
    }

    boolean isEmpty() {
        return bytes.length == 0;
    }
}
