// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which backend a region has, and what it is told.
 *
 * @param name the backend's name; {@code heap} by default
 * @param arguments what the backend alone understands, in the order given; copied, none by default
 */
public record BackendSettings(String name, Map<String, String> arguments) {

    public BackendSettings {
        Option.BACKEND.require(name);
        arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
        arguments.forEach(BackendSettings::checkArgument);
    }

    /** The heap, with no arguments. */
    public static BackendSettings defaults() {
        return RegionSettings.defaults().backend();
    }

    /** Name and arguments; whatever may be a secret is replaced by {@code ***}. */
    @Override
    public String toString() {
        return name + Secrets.hidden(arguments);
    }

    static void checkArgument(String name, String value) {
        if (name == null || name.isBlank()) {
            throw new ConfigurationException("a backend argument has no name");
        }
        if (value == null) {
            throw new ConfigurationException("the backend argument '" + name + "' is null");
        }
    }
}
