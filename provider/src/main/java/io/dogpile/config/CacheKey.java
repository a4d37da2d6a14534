// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.config;

import java.util.List;

/**
 * A key of a configuration file, taken apart.
 *
 * @param cache the cache's name, which may contain dots, or {@code default}
 * @param option the option's name, or {@code arguments.} and the name of an argument
 */
record CacheKey(String cache, String option) {

    private static final String PREFIX = "cache.";
    private static final String ARGUMENTS = "." + Options.ARGUMENT_PREFIX;
    private static final String SHAPE = "a key is cache.<name>.<option>";

    /** The parts of the origin's key; a refusal begins with the origin. */
    static CacheKey of(Origin origin) {
        String key = origin.key();
        if (!key.startsWith(PREFIX)) {
            throw new ConfigurationException(origin + ": unknown key, " + instead(key));
        }
        String rest = key.substring(PREFIX.length());
        int arguments = rest.indexOf(ARGUMENTS);
        int dot = arguments >= 0 ? arguments : rest.lastIndexOf('.');
        if (isOptionAlone(rest, arguments, dot)) {
            throw new ConfigurationException(origin + ": the name of the cache is missing, " + SHAPE);
        }
        if (dot < 0 || dot == rest.length() - 1) {
            throw new ConfigurationException(origin + ": the name of the option is missing, " + SHAPE);
        }
        return new CacheKey(name(origin, rest.substring(0, dot)), option(origin, rest, dot));
    }

    private static boolean isOptionAlone(String rest, int arguments, int dot) {
        return dot == 0
                || (arguments < 0 && rest.startsWith(Options.ARGUMENT_PREFIX))
                || Option.named(rest).isPresent();
    }

    private static String name(Origin origin, String name) {
        if (name.startsWith(".") || name.endsWith(".")) {
            throw new ConfigurationException(origin + ": the name of the cache begins or ends with a dot, " + SHAPE);
        }
        return name;
    }

    private static String option(Origin origin, String rest, int dot) {
        String option = rest.substring(dot + 1);
        if (option.startsWith(Options.ARGUMENT_PREFIX) || Option.named(option).isPresent()) {
            return option;
        }
        String before = rest.substring(rest.lastIndexOf('.', dot - 1) + 1, dot);
        throw new ConfigurationException(origin + ": " + UnknownOption.message(before, option));
    }

    private static String instead(String key) {
        int dot = key.indexOf('.');
        String first = dot < 0 ? key : key.substring(0, dot);
        return dot > 0 && Nearest.to(first, List.of("cache")).isPresent()
                ? "did you mean '" + PREFIX + key.substring(dot + 1) + "'?"
                : SHAPE;
    }
}
