// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.config;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A line of a properties file together with those that continue it: what holds one entry. Blank lines and comments
 * are none.
 *
 * @param number the number of the first of these lines, from 1
 * @param text these lines as they are in the file, with a line feed between each two
 */
record LogicalLine(int number, String text) {

    /** Where the JDK sees nothing, or an empty key, depending on how the file ends. */
    private static final Pattern CONTINUED_TO_NOTHING = Pattern.compile("(?:[ \\t\\f]*+\\\\\\n)*+[ \\t\\f]*+\\\\?");

    static List<LogicalLine> split(String content) {
        List<LogicalLine> logical = new ArrayList<>();
        int number = 0;
        for (Iterator<String> lines = content.lines().iterator(); lines.hasNext(); ) {
            String line = lines.next();
            number++;
            if (!holdsNothing(line)) {
                LogicalLine whole = new LogicalLine(number, withContinuations(line, lines));
                number += whole.continuations();
                if (!CONTINUED_TO_NOTHING.matcher(whole.text).matches()) {
                    logical.add(whole);
                }
            }
        }
        return logical;
    }

    private int continuations() {
        return (int) text.chars().filter(character -> character == '\n').count();
    }

    private static String withContinuations(String first, Iterator<String> rest) {
        StringBuilder text = new StringBuilder(first);
        String last = first;
        while (isContinued(last) && rest.hasNext()) {
            last = rest.next();
            text.append('\n').append(last);
        }
        return text.toString();
    }

    /** An even number of backslashes at the end are escaped backslashes. */
    private static boolean isContinued(String line) {
        int end = line.length();
        while (end > 0 && line.charAt(end - 1) == '\\') {
            end--;
        }
        return (line.length() - end) % 2 == 1;
    }

    private static boolean holdsNothing(String line) {
        int start = 0;
        while (start < line.length() && " \t\f".indexOf(line.charAt(start)) >= 0) {
            start++;
        }
        return start == line.length() || line.charAt(start) == '#' || line.charAt(start) == '!';
    }
}
