// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.codec;

/** Keys by a codec of the application. */
record CodedKeys<K>(KeyCodec<K> codec, String region) implements KeyForm<K> {

    static final int ID = 128;

    @Override
    public int id() {
        return ID;
    }

    // The application's codec may throw anything.
    @SuppressWarnings("checkstyle:IllegalCatch")
    @Override
    public byte[] encode(K key) {
        try {
            return codec.encode(key);
        } catch (RuntimeException e) {
            throw new CodecException(
                    "the key codec of region '" + region + "' cannot encode a key of "
                            + key.getClass().getName() + ": " + e,
                    e);
        }
    }

    @SuppressWarnings("checkstyle:IllegalCatch")
    @Override
    public K decode(Input bytes) {
        try {
            return codec.decode(bytes.rest());
        } catch (RuntimeException e) {
            throw new Undecodable(DecodeFailure.INCOMPATIBLE, "the key codec refused a key: " + e.getClass(), e);
        }
    }
}
