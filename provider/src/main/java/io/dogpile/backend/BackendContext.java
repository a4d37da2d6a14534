// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend;

import java.time.InstantSource;

/**
 * What a backend is made for.
 *
 * @param region the region's name, for messages
 * @param namespace what sets the region's keys apart from all others in a shared store: 1 to 120 characters of
 *     {@code A-Z a-z 0-9 . _ : - = #}, the same in all processes that share the region
 * @param arguments the backend's own settings
 * @param classLoader resolves classes that arguments name
 * @param clock the wall clock that the metadata of values is measured by
 * @param clients connections to share with the backends of other regions
 * @param onEviction told each time the backend drops a value for lack of room; must not block
 */
public record BackendContext(
        String region,
        String namespace,
        Arguments arguments,
        ClassLoader classLoader,
        InstantSource clock,
        SharedClients clients,
        Runnable onEviction) {

    /** A context with defaults, for backends that are made without a region: in tests, most of all. */
    public static BackendContext of(String region, Arguments arguments, InstantSource clock) {
        return new BackendContext(
                region, region, arguments, BackendContext.class.getClassLoader(), clock, new SharedClients(), () -> {});
    }
}
