// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Bytes being written; numbers have their highest byte first. */
final class Output {

    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int MORE = 0x80;
    private static final int BITS = 7;

    private byte[] bytes;
    private int size;

    Output(int capacity) {
        bytes = new byte[capacity];
    }

    int size() {
        return size;
    }

    Output put(int oneByte) {
        ensure(1);
        bytes[size++] = (byte) oneByte;
        return this;
    }

    Output putInt(int number) {
        ensure(Integer.BYTES);
        INTS.set(bytes, size, number);
        size += Integer.BYTES;
        return this;
    }

    Output putLong(long number) {
        ensure(Long.BYTES);
        LONGS.set(bytes, size, number);
        size += Long.BYTES;
        return this;
    }

    /** Seven bits a byte, the lowest first; small unsigned numbers take few bytes. */
    Output putVarint(long number) {
        long rest = number;
        while ((rest & -MORE) != 0) {
            put((int) rest | MORE);
            rest >>>= BITS;
        }
        return put((int) rest);
    }

    Output put(byte[] more) {
        ensure(more.length);
        System.arraycopy(more, 0, bytes, size, more.length);
        size += more.length;
        return this;
    }

    /** What another output holds. */
    Output put(Output other) {
        ensure(other.size);
        System.arraycopy(other.bytes, 0, bytes, size, other.size);
        size += other.size;
        return this;
    }

    /** The bytes and, before them, how many. */
    Output putCounted(byte[] more) {
        return putVarint(more.length).put(more);
    }

    /** Overwrites one byte. */
    void set(int at, int oneByte) {
        bytes[at] = (byte) oneByte;
    }

    /** The array that is written to; valid up to {@link #size()}, and until more is written. */
    byte[] array() {
        return bytes;
    }

    byte[] toBytes() {
        return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
    }

    private void ensure(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, 2 * bytes.length));
        }
    }
}
