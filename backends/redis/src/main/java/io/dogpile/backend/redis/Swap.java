// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.redis;

import io.dogpile.backend.Exchange;
import org.jspecify.annotations.Nullable;

/** Compare-and-set on one key in the store. Thread-safe. */
interface Swap {

    /**
     * Puts the update in the place of that version, if that is what is stored.
     *
     * @param key as the store knows it
     * @param value null to remove what is stored
     * @param millis how long to keep the value, or {@link Lifetime#UNLIMITED}
     * @return what is there if it is another version
     */
    Exchange<byte[]> swap(String key, Version expected, byte @Nullable [] value, long millis, Deadline deadline);

    /** Whether the server does all of it in one trip. */
    boolean takesOneTrip();
}
