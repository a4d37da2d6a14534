// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.config;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Names of classes, and patterns for several.
 *
 * @param patterns {@code com.acme.Book}, all classes of a package {@code com.acme.*}, and of those below it too
 *     {@code com.acme.**}
 */
public record ClassPatterns(List<String> patterns) {

    /** No class. */
    public static final ClassPatterns NONE = new ClassPatterns(List.of());

    private static final Pattern NAME =
            Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$]*(\\.[\\p{L}_$][\\p{L}\\p{N}_$]*)*(\\.\\*\\*?)?");
    private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");

    public ClassPatterns {
        patterns = List.copyOf(patterns);
        for (String pattern : patterns) {
            if (!NAME.matcher(pattern).matches()) {
                throw new ConfigurationException("allow: '" + pattern + "' is no class and no package of classes");
            }
        }
    }

    /** The patterns. */
    public static ClassPatterns of(String... patterns) {
        return new ClassPatterns(Arrays.asList(patterns));
    }

    /** Reads patterns that are separated by commas. */
    static ClassPatterns parse(String text) {
        List<String> patterns = List.of(COMMA.split(text, -1));
        if (!patterns.stream().allMatch(pattern -> NAME.matcher(pattern).matches())) {
            throw new ConfigurationException("has a part that is no class and no package of classes");
        }
        return new ClassPatterns(patterns);
    }

    /** The patterns, separated by commas. */
    @Override
    public String toString() {
        return String.join(", ", patterns);
    }
}
