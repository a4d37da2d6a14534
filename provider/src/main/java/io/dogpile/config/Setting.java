// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.config;

/**
 * A value that was set.
 *
 * @param shown the value as messages and logs may show it
 */
record Setting<T>(T value, String shown, Origin origin) {}
