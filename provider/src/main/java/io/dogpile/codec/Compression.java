// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.codec;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/** Raw Deflate (RFC 1951), bounded on the way back. */
final class Compression {

    /** How much longer than what was read the first buffer is; it grows only as far as there is something to fill it. */
    private static final int FIRST_FACTOR = 4;

    private Compression() {}

    /** The bytes in fewer, or null if that does not save a tenth. */
    static byte @Nullable [] deflate(byte[] plain) {
        byte[] packed = new byte[plain.length - plain.length / 10];
        Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
        try {
            deflater.setInput(plain);
            deflater.finish();
            int length = deflater.deflate(packed);
            return deflater.finished() ? Arrays.copyOf(packed, length) : null;
        } finally {
            deflater.end();
        }
    }

    /**
     * The bytes as they were.
     *
     * @param length how many they were, which the caller has found to be no more than it takes
     */
    static byte[] inflate(Input packed, int length) {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(packed.array(), packed.position(), packed.remaining());
            byte[] plain = new byte[(int) Math.min(length, (long) FIRST_FACTOR * packed.remaining())];
            int filled = 0;
            for (int more = -1; more != 0 && filled < length; filled += more) {
                if (filled == plain.length) {
                    plain = Arrays.copyOf(plain, (int) Math.min(length, 2L * plain.length + 1));
                }
                more = inflater.inflate(plain, filled, plain.length - filled);
            }
            if (filled != length || !isAtEnd(inflater)) {
                throw Undecodable.corrupt("is not of the length that it announces");
            }
            return plain;
        } catch (DataFormatException e) {
            throw new Undecodable(DecodeFailure.CORRUPT, "cannot be decompressed", e);
        } finally {
            inflater.end();
        }
    }

    private static boolean isAtEnd(Inflater inflater) throws DataFormatException {
        return inflater.finished() || (inflater.inflate(new byte[1]) == 0 && inflater.finished());
    }
}
