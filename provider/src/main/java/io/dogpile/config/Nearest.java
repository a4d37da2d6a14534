// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.config;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that somebody probably meant. */
final class Nearest {

    private Nearest() {}

    /** The known word with the fewest letters to change, if those are at most a third of them. */
    static Optional<String> to(String word, List<String> known) {
        return known.stream()
                .filter(candidate -> distance(word, candidate) <= Math.max(1, candidate.length() / 3))
                .min(Comparator.comparingInt(candidate -> distance(word, candidate)));
    }

    /** Levenshtein's distance without regard to case, one row at a time. */
    static int distance(String one, String other) {
        String from = one.toLowerCase(Locale.ROOT);
        String to = other.toLowerCase(Locale.ROOT);
        int[] row = new int[to.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            advance(row, i, from.charAt(i - 1), to);
        }
        return row[to.length()];
    }

    private static void advance(int[] row, int i, char letter, String to) {
        int diagonal = row[0];
        row[0] = i;
        for (int j = 1; j < row.length; j++) {
            int changed = diagonal + (letter == to.charAt(j - 1) ? 0 : 1);
            diagonal = row[j];
            row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
        }
    }
}
