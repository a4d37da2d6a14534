// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.UnaryOperator;

/**
 * Manglers of keys that are text, for {@link RegionBuilder#keyMangler}.
 *
 * <p>No backend of this library needs one: each writes every key in a form that its store can take, digests what is too long, and
 * compares the whole key when it reads. They serve those whose stores are read by others, who expect certain keys.
 */
public final class KeyManglers {

    private KeyManglers() {}

    /** Puts a text before each key. */
    public static UnaryOperator<String> prefix(String prefix) {
        return key -> prefix + key;
    }

    /** The SHA-256 of the key's UTF-8, in 64 hexadecimal digits. */
    public static UnaryOperator<String> sha256() {
        return key -> HexFormat.of().formatHex(digest(key.getBytes(UTF_8)));
    }

    /** Mangles the keys that have that many characters or more, and leaves the others as they are. */
    public static UnaryOperator<String> fromLength(int length, UnaryOperator<String> mangler) {
        return key -> key.length() >= length ? mangler.apply(key) : key;
    }

    private static byte[] digest(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
