// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.config;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Replaces placeholders by what they stand for: <code>${name}</code> by a system property, <code>${env:NAME}</code> by
 * an environment variable, either with a default as in <code>${name:default}</code>. A literal <code>${</code> is
 * written <code>$${</code>. What has been put in is not looked through again.
 *
 * @param property system properties by name, null if there is none
 * @param variable environment variables by name, null if there is none
 */
record Placeholders(Function<String, @Nullable String> property, Function<String, @Nullable String> variable) {

    private static final String OPEN = "${";
    private static final String VARIABLE = "env:";

    /** Those of this process. */
    static Placeholders system() {
        return new Placeholders(System::getProperty, System::getenv);
    }

    /**
     * The value with its placeholders replaced.
     *
     * @throws ConfigurationException if one is malformed, or stands for nothing and has no default
     */
    String expand(String value, Origin origin) {
        StringBuilder expanded = new StringBuilder();
        int done = 0;
        for (int open = value.indexOf(OPEN); open >= 0; open = value.indexOf(OPEN, done)) {
            if (open > done && value.charAt(open - 1) == '$') {
                expanded.append(value, done, open - 1).append(OPEN);
                done = open + OPEN.length();
            } else {
                int close = end(value, open, origin);
                String placeholder = value.substring(open + OPEN.length(), close);
                expanded.append(value, done, open).append(meaning(placeholder, origin));
                done = close + 1;
            }
        }
        return expanded.append(value, done, value.length()).toString();
    }

    private static int end(String value, int open, Origin origin) {
        int close = value.indexOf('}', open);
        int next = value.indexOf(OPEN, open + OPEN.length());
        if (close < 0) {
            throw new ConfigurationException(
                    origin + ": a placeholder has no }; if it is to be none, write $${ for ${");
        }
        if (next >= 0 && next < close) {
            throw new ConfigurationException(origin + ": a placeholder has another one inside; that is not supported");
        }
        return close;
    }

    private String meaning(String placeholder, Origin origin) {
        boolean isVariable = placeholder.startsWith(VARIABLE);
        String rest = isVariable ? placeholder.substring(VARIABLE.length()) : placeholder;
        int colon = rest.indexOf(':');
        String name = colon < 0 ? rest : rest.substring(0, colon);
        if (name.isBlank()) {
            throw new ConfigurationException(origin + ": a placeholder has no name");
        }
        String found = (isVariable ? variable : property).apply(name);
        if (found == null && colon < 0) {
            String kind = isVariable ? "environment variable" : "system property";
            throw new ConfigurationException(
                    "%s: there is no %s '%s', and the placeholder has no default, as ${%s:default} would have"
                            .formatted(origin, kind, name, placeholder));
        }
        return found == null ? rest.substring(colon + 1) : found;
    }
}
