// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.benchmarks.stores;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The operations that are measured, alike for a cache and for a bare client. Every answer is waited for. */
interface Client {

    @Nullable
    String get(String key);

    void put(String key, String value);

    Map<String, String> getAll(Set<String> keys);

    boolean putIfAbsent(String key, String value);

    boolean replace(String key, String value);

    /** Reads a value that is there, and writes the next one in its place. */
    void update(String key, String next);
}
