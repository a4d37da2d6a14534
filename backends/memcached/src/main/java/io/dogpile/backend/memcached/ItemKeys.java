// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.memcached;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/**
 * The names of a region's items in the store: {@code namespace~generation~key}, and {@code namespace~generation~~hash} with the
 * key in front of the value where that would exceed memcached's 250 bytes. A {@code ~} occurs in no namespace and no key.
 *
 * @param namespace what sets the region's items apart from all others
 */
record ItemKeys(String namespace) {

    private static final char GAP = '~';
    private static final int LONGEST = 250;
    private static final int LONGEST_KEY = 255;

    ItemKeys {
        requireSafe("namespace", namespace);
    }

    /** Where the region's generation is kept on each server; no item has this name, since no generation is empty. */
    String ofGeneration() {
        return namespace + GAP + GAP + "generation";
    }

    /** What the names of all items of a generation begin with. */
    String prefix(long generation) {
        return namespace + GAP + Long.toString(generation, Character.MAX_RADIX) + GAP;
    }

    /** What decides which server a key belongs to, the same in every generation. */
    String route(String key) {
        return namespace + GAP + key;
    }

    /** The name of a key's item. */
    static String item(String prefix, String key) {
        requireSafe("key", key);
        return prefix.length() + key.length() <= LONGEST ? prefix + key : prefix + GAP + hash(key);
    }

    /** What is stored in the item of that name. */
    static byte[] pack(String prefix, String item, String key, byte[] value) {
        if (!isHashed(prefix, item)) {
            return value;
        }
        byte[] packed = new byte[1 + key.length() + value.length];
        packed[0] = (byte) key.length();
        System.arraycopy(key.getBytes(StandardCharsets.ISO_8859_1), 0, packed, 1, key.length());
        System.arraycopy(value, 0, packed, 1 + key.length(), value.length);
        return packed;
    }

    /** The key whose value an item holds; empty if it was not stored by {@link #pack}. */
    static String keyOf(String prefix, String item, byte[] packed) {
        if (!isHashed(prefix, item)) {
            return item.substring(prefix.length());
        }
        int length = packed.length == 0 ? 0 : packed[0] & 0xff;
        return packed.length <= length ? "" : new String(packed, 1, length, StandardCharsets.ISO_8859_1);
    }

    /** The value that an item holds, given that {@link #keyOf} told the key. */
    static byte[] valueOf(String prefix, String item, byte[] packed) {
        return isHashed(prefix, item) ? Arrays.copyOfRange(packed, 1 + (packed[0] & 0xff), packed.length) : packed;
    }

    private static boolean isHashed(String prefix, String item) {
        return item.length() > prefix.length() && item.charAt(prefix.length()) == GAP;
    }

    private static String hash(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.ISO_8859_1));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    /** A space or a line's end would make two words, or two commands, out of one key. */
    private static void requireSafe(String what, String name) {
        boolean safe = !name.isEmpty() && name.length() <= LONGEST_KEY;
        for (int i = 0; safe && i < name.length(); i++) {
            char c = name.charAt(i);
            safe = c > ' ' && c < GAP;
        }
        if (!safe) {
            throw new IllegalArgumentException("memcached: a " + what + " is 1 to " + LONGEST_KEY
                    + " characters from '!' to '}', which this one of " + name.length() + " characters is not");
        }
    }
}
