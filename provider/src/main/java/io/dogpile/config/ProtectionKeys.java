// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.config;

import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Secret keys by number, of which the first one writes and all read. Shows the numbers only. Immutable. */
public final class ProtectionKeys {

    /** No key. */
    public static final ProtectionKeys NONE = new ProtectionKeys(Map.of());

    private static final int KEY_BYTES = 32;
    private static final int MOST = 255;
    private static final Pattern KEY = Pattern.compile("\\s*(\\d{1,3})\\s*:\\s*([A-Za-z0-9+/_-]{43}=?)\\s*");

    private final Map<Integer, byte[]> keys = new LinkedHashMap<>();

    private ProtectionKeys(Map<Integer, byte[]> keys) {
        keys.forEach((number, secret) -> this.keys.put(number, secret.clone()));
    }

    /**
     * Keys of 32 bytes each.
     *
     * @param keys by number, 1 to 255; the one that comes first writes
     * @throws ConfigurationException if a number or a length is wrong
     */
    public static ProtectionKeys of(Map<Integer, byte[]> keys) {
        keys.forEach((number, secret) -> {
            if (number < 1 || number > MOST || secret.length != KEY_BYTES) {
                throw new ConfigurationException("protection-keys: keys have 32 bytes and numbers from 1 to 255;"
                        + " one has %d bytes and number %d".formatted(secret.length, number));
            }
        });
        return new ProtectionKeys(keys);
    }

    /** As {@code 2:base64, 1:base64}; a refusal does not show any of it. */
    static ProtectionKeys parse(String text) {
        Map<Integer, byte[]> keys = new LinkedHashMap<>();
        for (String part : text.split(",", -1)) {
            Matcher key = KEY.matcher(part);
            int number = key.matches() ? Integer.parseInt(key.group(1)) : 0;
            if (number < 1 || number > MOST) {
                throw new ConfigurationException("has a part that is no such key");
            }
            if (keys.put(number, secret(key.group(2))) != null) {
                throw new ConfigurationException("has two keys of number " + number);
            }
        }
        return new ProtectionKeys(keys);
    }

    private static byte[] secret(String base64) {
        try {
            return Base64.getDecoder().decode(base64.replace('-', '+').replace('_', '/'));
        } catch (IllegalArgumentException e) {
            // Without the cause, which may show a part of it.
            throw new ConfigurationException("has a part that is no such key");
        }
    }

    /** Copies of the keys by number, in their order. */
    public Map<Integer, byte[]> secrets() {
        Map<Integer, byte[]> copies = new LinkedHashMap<>();
        keys.forEach((number, secret) -> copies.put(number, secret.clone()));
        return copies;
    }

    public boolean isEmpty() {
        return keys.isEmpty();
    }

    /** The secrets themselves, as {@link #parse} reads them. */
    String text() {
        StringJoiner text = new StringJoiner(", ");
        keys.forEach(
                (number, secret) -> text.add(number + ":" + Base64.getEncoder().encodeToString(secret)));
        return text.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ProtectionKeys that && text().equals(that.text());
    }

    @Override
    public int hashCode() {
        return keys.entrySet().stream()
                .mapToInt(key -> key.getKey() + Arrays.hashCode(key.getValue()))
                .sum();
    }

    @Override
    public String toString() {
        return "keys " + keys.keySet();
    }
}
