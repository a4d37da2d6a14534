// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.codec;

/**
 * Turns keys of an application's type into bytes and back, where their type has no canonical form.
 *
 * <p>Equal keys must have equal bytes, in all processes and for ever, and unequal keys unequal ones: in a shared store keys are
 * what their bytes are. Thread-safe. Neither keys nor bytes are null; the bytes may be of any number.
 *
 * @param <K> type of keys
 */
public interface KeyCodec<K> {

    /** The smallest number of a codec, and the default. */
    int FIRST_ID = 128;

    /** The largest number. */
    int LAST_ID = 255;

    /**
     * The number by which stored values tell how their key was encoded, the same for ever; 128 by default. What was stored by a
     * codec of another number counts as absent: a codec that is changed so that it writes other bytes takes a new number.
     */
    default int id() {
        return FIRST_ID;
    }

    /** The key's bytes. */
    byte[] encode(K key);

    /**
     * The key of those bytes.
     *
     * @throws RuntimeException if there is none; what is stored under it is then left alone
     */
    K decode(byte[] bytes);
}
