// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.config;

import java.util.List;

/**
 * Names of classes, in an order that means something.
 *
 * @param names full names, at least one
 */
public record ClassNames(List<String> names) {

    public ClassNames {
        names = List.copyOf(names);
        if (names.isEmpty() || !names.stream().allMatch(Form::isClassName)) {
            throw new ConfigurationException("has a part that is no name of a class");
        }
    }

    /** The names, in their order. */
    public static ClassNames of(String... names) {
        return new ClassNames(List.of(names));
    }

    /** Reads names that are separated by commas. */
    static ClassNames parse(String text) {
        return new ClassNames(List.of(text.split("\\s*,\\s*", -1)));
    }

    /** The names, separated by commas. */
    @Override
    public String toString() {
        return String.join(", ", names);
    }
}
