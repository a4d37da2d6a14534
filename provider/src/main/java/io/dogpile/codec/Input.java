// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.util.Arrays;

/** A range of bytes being read. Whatever is not as it should be is {@linkplain Undecodable undecodable}. */
final class Input {

    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int BITS = 7;
    private static final int LAST_SHIFT = 63;

    private final byte[] bytes;
    private final int end;
    private int position;

    Input(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    Input(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.position = from;
        this.end = to;
    }

    int position() {
        return position;
    }

    int remaining() {
        return end - position;
    }

    int next() {
        require(1);
        return bytes[position++] & 0xff;
    }

    int nextInt() {
        require(Integer.BYTES);
        int number = (int) INTS.get(bytes, position);
        position += Integer.BYTES;
        return number;
    }

    long nextLong() {
        require(Long.BYTES);
        long number = (long) LONGS.get(bytes, position);
        position += Long.BYTES;
        return number;
    }

    long nextVarint() {
        long number = 0;
        for (int shift = 0; shift <= LAST_SHIFT; shift += BITS) {
            int part = next();
            number |= (part & 0x7fL) << shift;
            if (part < 0x80) {
                return number;
            }
        }
        throw Undecodable.corrupt("a number has no end");
    }

    /** A number of bytes that are still to come. */
    int nextLength() {
        long length = nextVarint();
        if (length < 0 || length > remaining()) {
            throw Undecodable.corrupt("a length points beyond the end");
        }
        return (int) length;
    }

    String nextText(int length, Charset charset) {
        require(length);
        String text = new String(bytes, position, length, charset);
        position += length;
        return text;
    }

    byte[] nextBytes(int length) {
        require(length);
        byte[] copy = Arrays.copyOfRange(bytes, position, position + length);
        position += length;
        return copy;
    }

    /** The same bytes from here on, as another input. */
    Input nextSlice(int length) {
        require(length);
        Input slice = new Input(bytes, position, position + length);
        position += length;
        return slice;
    }

    byte[] rest() {
        return nextBytes(remaining());
    }

    boolean hasRest(byte[] expected) {
        return Arrays.equals(bytes, position, end, expected, 0, expected.length);
    }

    byte[] array() {
        return bytes;
    }

    private void require(int more) {
        if (more < 0 || end - position < more) {
            throw Undecodable.corrupt("ends too early");
        }
    }
}
