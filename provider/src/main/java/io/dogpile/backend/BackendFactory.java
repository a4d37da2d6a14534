// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend;

/**
 * Makes backends of one kind, found by {@link java.util.ServiceLoader} and chosen by name.
 *
 * <p>Implementations have a public constructor without parameters and are thread-safe.
 */
public interface BackendFactory {

    /** The name that configuration chooses this kind of backend by, such as {@code heap}. */
    String name();

    /**
     * Makes a backend.
     *
     * @throws IllegalArgumentException if an argument is unknown, missing or unusable; nothing is left behind then
     */
    <K, V> Backend<K, V> create(BackendContext context);
}
