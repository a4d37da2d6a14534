// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.codec;

import java.util.Map;

/**
 * Whether stored values are authenticated or encrypted, so that whoever can write to the store cannot feed this process
 * anything. Keys' bytes stay readable in either case. Thread-safe; shows no secrets.
 */
public abstract sealed class Protection permits Unprotected, Signing, Encrypting {

    /** Bytes of a secret key. */
    public static final int KEY_BYTES = 32;

    /** A checksum only: recognises accidents. */
    public static Protection none() {
        return Unprotected.INSTANCE;
    }

    /**
     * Authenticates values by HMAC-SHA-256.
     *
     * @param keys 32 secret bytes by number, 1 to 255; the first writes, all read
     */
    public static Protection sign(Map<Integer, byte[]> keys) {
        return new Signing(new SecretKeys(keys));
    }

    /**
     * Encrypts and authenticates values by AES-256 in the mode XAES-256-GCM.
     *
     * @param keys 32 secret bytes by number, 1 to 255; the first writes, all read
     */
    public static Protection encrypt(Map<Integer, byte[]> keys) {
        return new Encrypting(new SecretKeys(keys));
    }

    /** The flag that tells of this protection. */
    abstract int flag();

    /** The number of the key that writes; 0 for none. */
    abstract int keyId();

    /** Bytes that this protection adds. */
    abstract int overhead();

    /**
     * Appends key and body to the header that has been written.
     *
     * @param context bound to the result without being part of it
     */
    abstract void seal(Output out, byte[] context, byte[] key, byte[] body);

    /**
     * What {@link #seal} appended, found to be unchanged.
     *
     * @param sealed from the first byte of the header to the last that was appended
     * @param layout where things are
     * @throws Undecodable if it is not by the key that it names, or changed
     */
    abstract Opened open(Input sealed, Layout layout, byte[] context);

    /**
     * Where things are in what was sealed.
     *
     * @param header bytes of the header
     * @param key bytes of the key
     * @param secret the number of the secret key
     */
    record Layout(int header, int key, int secret) {}

    /** Key and body as they were. */
    record Opened(Input key, Input body) {}
}
