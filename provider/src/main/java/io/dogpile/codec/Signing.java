// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.codec;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA-256, cut to 16 bytes. */
final class Signing extends Protection {

    static final int FLAG = 0x08;

    private static final int TAG = 16;
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeys keys;

    Signing(SecretKeys keys) {
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
        return TAG;
    }

    @Override
    void seal(Output out, byte[] context, byte[] key, byte[] body) {
        out.put(key).put(body);
        out.put(tag(keys.secret(keys.writing()), context, out.array(), 0, out.size()));
    }

    @Override
    Opened open(Input sealed, Layout layout, byte[] context) {
        int start = sealed.position();
        int length = sealed.remaining() - TAG;
        if (length < layout.header()) {
            throw Undecodable.corrupt("ends too early");
        }
        byte[] expected = tag(keys.secret(layout.secret()), context, sealed.array(), start, length);
        Input content = sealed.nextSlice(length);
        if (!MessageDigest.isEqual(expected, sealed.rest())) {
            throw new Undecodable(DecodeFailure.UNTRUSTED, "is not signed by key " + layout.secret());
        }
        content.nextSlice(layout.header());
        return new Opened(content.nextSlice(layout.key()), content);
    }

    private static byte[] tag(byte[] secret, byte[] context, byte[] bytes, int from, int length) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
            mac.update(context);
            mac.update(bytes, from, length);
            return Arrays.copyOf(mac.doFinal(), TAG);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    @Override
    public String toString() {
        return "sign with " + keys;
    }
}
