// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.cluster;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What a child process says to the one that started it: a mark, by which it is told from the log, and words. */
record Said(String what, List<String> words) {

    private static final String MARK = "@";

    /** Says a line. Thread-safe. */
    static void line(String what, Object... words) {
        System.out.println(
                MARK + what + Arrays.stream(words).map(word -> " " + word).collect(Collectors.joining()));
    }

    static boolean isSaid(String line) {
        return line.startsWith(MARK);
    }

    static Said parse(String line) {
        String[] all = line.substring(MARK.length()).split(" ", -1);
        return new Said(all[0], List.of(all).subList(1, all.length));
    }

    long number(int index) {
        return Long.parseLong(words.get(index));
    }
}
