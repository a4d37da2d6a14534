// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.codec;

/** Nothing but the checksum. */
final class Unprotected extends Protection {

    static final Unprotected INSTANCE = new Unprotected();

    private Unprotected() {}

    @Override
    int flag() {
        return 0;
    }

    @Override
    int keyId() {
        return 0;
    }

    @Override
    int overhead() {
        return 0;
    }

    @Override
    void seal(Output out, byte[] context, byte[] key, byte[] body) {
        out.put(key).put(body);
    }

    @Override
    Opened open(Input sealed, Layout layout, byte[] context) {
        sealed.nextSlice(layout.header());
        return new Opened(sealed.nextSlice(layout.key()), sealed);
    }

    @Override
    public String toString() {
        return "none";
    }
}
