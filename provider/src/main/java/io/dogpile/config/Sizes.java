// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers of bytes in settings, as text {@code 100}, {@code 64k} or {@code 4M}: a k is 1,024 of them, and an M 1,024 k. */
final class Sizes {

    static final String EXAMPLES = "a number of bytes such as 500, 64k or 4M";

    private static final Pattern SIZE = Pattern.compile("(\\d{1,10})\\s*([kM]?)");
    private static final int STEP = 1_024;

    private Sizes() {}

    /** @throws ConfigurationException with a predicate for message, if the text is no size, or too large a one */
    static Integer read(String text) {
        Matcher size = SIZE.matcher(text);
        if (!size.matches()) {
            throw new ConfigurationException("is not such a number");
        }
        long unit = switch (size.group(2)) {
            case "k" -> STEP;
            case "M" -> STEP * STEP;
            default -> 1;
        };
        long bytes = Long.parseLong(size.group(1)) * unit;
        if (bytes > Integer.MAX_VALUE) {
            throw new ConfigurationException("is larger than an array can be");
        }
        return (int) bytes;
    }

    static String format(Integer bytes) {
        if (bytes == 0 || bytes % STEP != 0) {
            return bytes.toString();
        }
        int thousands = bytes / STEP;
        return thousands % STEP == 0 ? thousands / STEP + "M" : thousands + "k";
    }

    static Integer require(Integer bytes, int least) {
        if (bytes < least) {
            throw new ConfigurationException("is less than " + least);
        }
        return bytes;
    }
}
