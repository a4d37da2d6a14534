// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import io.dogpile.codec.CodecException;
import io.dogpile.codec.Copies;
import org.jspecify.annotations.Nullable;

/**
 * What storing by value means for objects that are handed out without having come from the store: loaded values, and what
 * listeners are told. By reference it means nothing.
 */
final class ByValue {

    private final String cache;
    private final @Nullable Copies copies;

    /** @param copies null for a cache that stores by reference */
    ByValue(String cache, @Nullable Copies copies) {
        this.cache = cache;
        this.copies = copies;
    }

    /** An object that the receiver may change without anybody noticing; the same one by reference. */
    <T> T copy(T object) {
        if (copies == null) {
            return object;
        }
        try {
            return copies.copy(object);
        } catch (CodecException e) {
            throw BackendFailures.told(cache, e);
        }
    }
}
