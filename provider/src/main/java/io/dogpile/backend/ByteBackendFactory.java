// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend;

/**
 * Makes backends that keep bytes, of one kind: drivers of stores that other processes share or that outlive this one. Found by
 * {@link java.util.ServiceLoader} and chosen by name.
 *
 * <p>A driver knows neither keys nor values of the application. Its keys are 1 to 200 characters of
 * {@code A-Z a-z 0-9 . _ : - = # @ + /}; its values are never null, and carry all of their metadata within. What it needs of
 * a {@link Stored} that it is to keep is {@link Stored#value()} and {@link Stored#keptUntil()}; what it reads it returns as
 * {@link Stored#of}, with the token by which it will recognise this version.
 *
 * <p>Implementations have a public constructor without parameters and are thread-safe.
 */
public interface ByteBackendFactory {

    /** The name that configuration chooses this kind of backend by, such as {@code redis}. */
    String name();

    /**
     * Makes a backend. It may connect, and it may leave that to the first operation.
     *
     * @throws IllegalArgumentException if an argument is unknown, missing or unusable; nothing is left behind then
     */
    Backend<String, byte[]> create(BackendContext context);
}
