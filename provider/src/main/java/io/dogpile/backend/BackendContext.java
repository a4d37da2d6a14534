// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend;

/**
 * What a backend is made for.
 *
 * @param region the region's name, for messages and as default namespace
 * @param arguments the backend's own settings
 * @param classLoader resolves classes that arguments name
 * @param onEviction told each time the backend drops a value for lack of room; must not block
 */
public record BackendContext(String region, Arguments arguments, ClassLoader classLoader, Runnable onEviction) {}
