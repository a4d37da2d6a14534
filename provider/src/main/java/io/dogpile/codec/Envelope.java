// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.codec;

import io.dogpile.backend.Lease;
import io.dogpile.backend.Terms;
import org.jspecify.annotations.Nullable;

/**
 * What stored bytes say.
 *
 * @param terms what holds for the value
 * @param created when it was made
 * @param key the bytes of the key
 * @param codec the number of the value's codec
 * @param value the bytes of the value; null if there is none
 */
record Envelope(
        Terms terms,
        long created,
        Input key,
        int codec,
        @Nullable Input value) {

    /** The lease on the key, or null. */
    @Nullable
    Lease lease() {
        return terms.lease();
    }
}
