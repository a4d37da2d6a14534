// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.codec;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;

/** Authenticated encryption of the body; header, key and context are authenticated with it. */
final class Encrypting extends Protection {

    static final int FLAG = 0x10;

    private final SecretKeys keys;
    private final SecureRandom random = new SecureRandom();

    Encrypting(SecretKeys keys) {
        this.keys = keys;
    }

    @Override
    int flag() {
        return FLAG;
    }

    @Override
    int keyId() {
        return keys.writing();
    }

    @Override
    int overhead() {
        return Xaes256Gcm.NONCE + Xaes256Gcm.TAG;
    }

    @Override
    void seal(Output out, byte[] context, byte[] key, byte[] body) {
        byte[] nonce = new byte[Xaes256Gcm.NONCE];
        random.nextBytes(nonce);
        out.put(key).put(nonce);
        byte[] bound = bound(context, out.array(), 0, out.size());
        try {
            out.put(Xaes256Gcm.encrypt(keys.secret(keys.writing()), nonce, bound, body));
        } catch (GeneralSecurityException e) {
            throw new CodecException("cannot encrypt with key " + keys.writing(), e);
        }
    }

    @Override
    Opened open(Input sealed, Layout layout, byte[] context) {
        int start = sealed.position();
        sealed.nextSlice(layout.header());
        Input key = sealed.nextSlice(layout.key());
        byte[] nonce = sealed.nextBytes(Xaes256Gcm.NONCE);
        byte[] bound = bound(context, sealed.array(), start, sealed.position() - start);
        if (sealed.remaining() < Xaes256Gcm.TAG) {
            throw Undecodable.corrupt("ends too early");
        }
        try {
            byte[] body = Xaes256Gcm.decrypt(keys.secret(layout.secret()), nonce, bound, sealed);
            return new Opened(key, new Input(body));
        } catch (GeneralSecurityException e) {
            throw new Undecodable(DecodeFailure.UNTRUSTED, "is not encrypted by key " + layout.secret(), e);
        }
    }

    private static byte[] bound(byte[] context, byte[] bytes, int from, int length) {
        byte[] bound = Arrays.copyOf(context, context.length + length);
        System.arraycopy(bytes, from, bound, context.length, length);
        return bound;
    }

    @Override
    public String toString() {
        return "encrypt with " + keys;
    }
}
