// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.codec;

/**
 * Keys by a codec of the application.
 *
 * @param id the codec's number; asked for once, since it must not change
 */
record CodedKeys<K>(KeyCodec<K> codec, int id, String region) implements KeyForm<K> {

    CodedKeys {
        if (id < KeyCodec.FIRST_ID || id > KeyCodec.LAST_ID) {
            throw new IllegalArgumentException(
                    "region '" + region + "': its key codec " + codec.getClass().getName() + " has the number " + id
                            + "; those of codecs go from " + KeyCodec.FIRST_ID + " to " + KeyCodec.LAST_ID);
        }
    }

    static <K> CodedKeys<K> of(KeyCodec<K> codec, String region) {
        return new CodedKeys<>(codec, codec.id(), region);
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
