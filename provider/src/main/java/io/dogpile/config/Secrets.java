// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.config;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Keeps secrets out of texts that end in logs. */
final class Secrets {

    private static final String MASK = "***";
    private static final List<String> TELLTALES = List.of(
            "pass",
            "secret",
            "token",
            "credential",
            "keymaterial",
            "apikey",
            "accesskey",
            "privatekey",
            "protectionkeys");
    private static final Pattern PUNCTUATION = Pattern.compile("[-_. ]");
    /** Everything up to the last at sign, since people write passwords with slashes and at signs unescaped. */
    private static final Pattern USER_INFORMATION = Pattern.compile("//\\S*@");

    private Secrets() {}

    static String hidden(Map<String, String> arguments) {
        return arguments.entrySet().stream()
                .map(argument -> argument.getKey() + "=" + hidden(argument.getKey(), argument.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    /** The value as it may be shown: a mask if the name sounds secret, else without a URL's user and password. */
    static String hidden(String name, String value) {
        String letters = PUNCTUATION.matcher(name.toLowerCase(Locale.ROOT)).replaceAll("");
        return TELLTALES.stream().anyMatch(letters::contains) ? MASK : withoutUserInformation(value);
    }

    static String withoutUserInformation(String value) {
        return USER_INFORMATION.matcher(value).replaceAll("//" + MASK + "@");
    }
}
