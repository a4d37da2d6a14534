// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The text under which a driver keeps a key: readable where that is safe, else encoded, else a digest. A function of the
 * key's bytes.
 */
final class DriverKey {

    private static final int LONGEST = 200;
    private static final int LONGEST_NUMBER = 64;
    private static final char ENCODED = '=';
    static final char DIGEST = '#';
    private static final String SAFE = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._:-=#@+/";
    private static final boolean[] IS_SAFE = new boolean[1 << Byte.SIZE];

    static {
        SAFE.chars().forEach(c -> IS_SAFE[c] = true);
    }

    private DriverKey() {}

    /** The text for a key in canonical form. */
    static String ofCanonical(byte[] key) {
        if (key.length > 1 && key[0] == Scalar.TEXT && isSafe(key)) {
            return ofText(key);
        }
        String readable = readable(key);
        return readable == null ? ofOpaque(key) : (char) key[0] + "." + readable;
    }

    /** Most keys are text, and each call makes one: copied once. */
    private static String ofText(byte[] key) {
        byte[] text = new byte[key.length + 1];
        text[0] = key[0];
        text[1] = '.';
        System.arraycopy(key, 1, text, 2, key.length - 1);
        return new String(text, ISO_8859_1);
    }

    /** The text for a key in a form that only its codec knows. */
    static String ofOpaque(byte[] key) {
        int encodedLength = (key.length * Byte.SIZE + 5) / 6;
        return encodedLength < LONGEST ? ENCODED + Digest.text(key) : DIGEST + Digest.sha256Text(key);
    }

    /** The key's bytes, or null if the text does not tell them. */
    static byte @Nullable [] bytes(String text) {
        try {
            if (text.charAt(0) == ENCODED) {
                return Digest.bytes(text.substring(1));
            }
            return text.charAt(0) == DIGEST || text.length() < 2 ? null : unreadable(text.charAt(0), text.substring(2));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return null;
        }
    }

    private static @Nullable String readable(byte[] key) {
        if (key.length <= 1) {
            return key.length == 1 && key[0] == Scalar.TEXT ? "" : null;
        }
        return switch (key[0]) {
            case Scalar.INTEGER -> Integer.toString(new Input(key, 1, key.length).nextInt());
            case Scalar.LONG -> Long.toString(new Input(key, 1, key.length).nextLong());
            case Scalar.BYTE, Scalar.SHORT -> new BigInteger(key, 1, key.length - 1).toString();
            case Scalar.BIG_INTEGER ->
                key.length > LONGEST_NUMBER ? null : new BigInteger(key, 1, key.length - 1).toString();
            case Scalar.UNIVERSAL_ID ->
                Scalars.read(key[0], new Input(key, 1, key.length)).toString();
            default -> null;
        };
    }

    private static boolean isSafe(byte[] text) {
        for (int i = 1; i < text.length; i++) {
            if (!IS_SAFE[text[i] & 0xff]) {
                return false;
            }
        }
        return text.length <= LONGEST - 1;
    }

    private static byte @Nullable [] unreadable(char type, String text) {
        Object key = switch (type) {
            case Scalar.TEXT -> text;
            case Scalar.BYTE -> Byte.valueOf(text);
            case Scalar.SHORT -> Short.valueOf(text);
            case Scalar.INTEGER -> Integer.valueOf(text);
            case Scalar.LONG -> Long.valueOf(text);
            case Scalar.BIG_INTEGER -> new BigInteger(text);
            case Scalar.UNIVERSAL_ID -> UUID.fromString(text);
            default -> null;
        };
        return key == null ? null : Scalars.bytes(key);
    }

    /** A key as the driver and as envelopes have it. */
    static final class Form {

        private final String text;
        private final byte[] bytes;

        Form(String text, byte[] bytes) {
            this.text = text;
            this.bytes = bytes;
        }

        String text() {
            return text;
        }

        byte[] bytes() {
            return bytes;
        }

        boolean isOf(byte[] other) {
            return Arrays.equals(bytes, other);
        }
    }
}
