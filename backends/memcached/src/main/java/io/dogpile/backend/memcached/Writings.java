// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.memcached;

import io.dogpile.backend.Stored;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The versions that the servers made of what was stored through this backend, each for as long as somebody holds on to the very
 * object that was stored. Thread-safe.
 */
final class Writings {

    /** By the very instance: stored values have no equality of their own. */
    private final Map<Stored<byte[]>, Version> versions = Collections.synchronizedMap(new WeakHashMap<>());

    void keep(Stored<byte[]> stored, Version version) {
        versions.put(stored, version);
    }

    /** What a read would have told right after that was stored; null if the server did not tell its version. */
    @Nullable
    Stored<byte[]> of(Stored<byte[]> stored) {
        Version version = versions.get(stored);
        return version == null ? null : Stored.of(Objects.requireNonNull(stored.value()), version);
    }
}
