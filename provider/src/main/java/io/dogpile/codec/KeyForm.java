// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.codec;

/** How keys become bytes. Thread-safe. */
sealed interface KeyForm<K> permits CanonicalKeys, CodedKeys {

    /** The number by which stored values tell how their key was encoded. */
    int id();

    /**
     * The key's bytes.
     *
     * @throws CodecException if equal keys could have different bytes, or the key has none
     */
    byte[] encode(K key);

    /**
     * The key of those bytes.
     *
     * @throws Undecodable if it is none
     */
    K decode(Input bytes);
}
