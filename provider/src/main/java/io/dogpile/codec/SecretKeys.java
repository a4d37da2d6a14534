// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.codec;

import java.util.LinkedHashMap;
import java.util.Map;

/** Secret keys by number; the first one writes. Shows the numbers only. */
final class SecretKeys {

    private static final int MOST = 255;

    private final Map<Integer, byte[]> keys = new LinkedHashMap<>();
    private final int writing;

    SecretKeys(Map<Integer, byte[]> keys) {
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("protection needs at least one key");
        }
        keys.forEach((id, secret) -> {
            if (id < 1 || id > MOST) {
                throw new IllegalArgumentException("keys are numbered from 1 to 255, not " + id);
            }
            if (secret.length != Protection.KEY_BYTES) {
                throw new IllegalArgumentException(
                        "key " + id + " has " + secret.length + " bytes; a key has " + Protection.KEY_BYTES);
            }
            this.keys.put(id, secret.clone());
        });
        writing = keys.keySet().iterator().next();
    }

    int writing() {
        return writing;
    }

    /** @throws Undecodable if there is none of that number */
    byte[] secret(int id) {
        byte[] secret = keys.get(id);
        if (secret == null) {
            throw new Undecodable(
                    DecodeFailure.UNTRUSTED, "is protected by key " + id + ", which is not among " + this);
        }
        return secret;
    }

    @Override
    public String toString() {
        return "keys " + keys.keySet();
    }
}
