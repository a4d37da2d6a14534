// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.config;

/**
 * Settings that cannot be used: unreadable, unknown, out of range or in contradiction.
 *
 * <p>The message says where (file, line and key, or {@code code}), what is wrong and what is allowed. It never
 * contains the value of a backend argument nor what a placeholder stands for, and so has no cause that would.
 */
public final class ConfigurationException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    public ConfigurationException(String message) {
        super(message);
    }

    public ConfigurationException(String message, Throwable cause) {
        super(message, cause);
    }
}
