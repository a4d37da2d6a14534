// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.config;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says that an option does not exist, and which one was probably meant. */
final class UnknownOption {

    private UnknownOption() {}

    static String message(String name) {
        List<String> known = Option.all().stream().map(Option::name).toList();
        return message(name, Nearest.to(name, known));
    }

    /** As the other one, but {@code before}, the part of the key before the name, may be a misspelt "arguments". */
    static String message(String before, String name) {
        Optional<String> prefix = Nearest.to(before + ".", List.of(Options.ARGUMENT_PREFIX));
        return prefix.isEmpty() ? message(name) : message(before + "." + name, prefix.map(found -> found + name));
    }

    private static String message(String name, Optional<String> nearest) {
        String advice = nearest.map(found -> "did you mean '" + found + "'?").orElseGet(() -> "known are " + known());
        return "unknown option '" + name + "', " + advice;
    }

    private static String known() {
        return Stream.concat(Option.all().stream().map(Option::name), Stream.of(Options.ARGUMENT_PREFIX + "*"))
                .collect(Collectors.joining(", "));
    }
}
