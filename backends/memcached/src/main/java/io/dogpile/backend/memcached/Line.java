// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.memcached;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A line of an answer, gathered from as many buffers as it comes in. Belongs to one exchange; not thread-safe. */
final class Line {

    /** More than the longest line that a server sends, which is one of a metadump with a key of escaped bytes. */
    private static final int LIMIT = 4_096;

    /** The largest value that a server can be told to take. */
    private static final int LARGEST = 1 << 30;

    private byte[] bytes = new byte[48];
    private int length;

    /**
     * Takes bytes up to and with the end of the line.
     *
     * @return whether the line is whole; it is without its end then
     */
    boolean take(ByteBuffer data) throws IOException {
        while (data.hasRemaining()) {
            byte next = data.get();
            if (next == '\n') {
                if (length > 0 && bytes[length - 1] == '\r') {
                    length--;
                }
                return true;
            }
            add(next);
        }
        return false;
    }

    private void add(byte next) throws IOException {
        if (length == bytes.length) {
            if (length == LIMIT) {
                throw new IOException("a line of more than " + LIMIT + " bytes is not memcached's text protocol");
            }
            bytes = Arrays.copyOf(bytes, Math.min(LIMIT, 2 * length));
        }
        bytes[length++] = next;
    }

    void clear() {
        length = 0;
    }

    int length() {
        return length;
    }

    /** Whether the first word is one of two letters. */
    boolean isCode(char first, char second) {
        return length >= 2 && bytes[0] == first && bytes[1] == second && (length == 2 || bytes[2] == ' ');
    }

    boolean startsWith(String text) {
        if (length < text.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (bytes[i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    byte at(int index) {
        return bytes[index];
    }

    /** The index behind the next space, or the length of the line if there is none. */
    int afterSpace(int from) {
        int i = from;
        while (i < length && bytes[i] != ' ') {
            i++;
        }
        return Math.min(length, i + 1);
    }

    /** The unsigned decimal number that begins there, up to whatever is no digit. */
    long number(int from) throws IOException {
        int i = from;
        long number = 0;
        for (; i < length && bytes[i] >= '0' && bytes[i] <= '9'; i++) {
            number = 10 * number + (bytes[i] - '0');
        }
        if (i == from) {
            throw new IOException("no number where memcached's text protocol has one");
        }
        return number;
    }

    /** The number of bytes that is told there. */
    int size(int from) throws IOException {
        long size = number(from);
        if (size < 0 || size > LARGEST) {
            throw new IOException("a block of " + Long.toUnsignedString(size) + " bytes is none of memcached's");
        }
        return (int) size;
    }

    String text(int from, int to) throws IOException {
        if (to < from) {
            throw new IOException("a word is missing where memcached's text protocol has one");
        }
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    }
}
