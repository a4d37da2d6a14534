// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

/** Keys as logs show them: at most 300 characters, half of them from the beginning and half from the end. */
final class KeyText {

    private static final int LONGEST = 300;

    private KeyText() {}

    static String of(Object key) {
        String text = String.valueOf(key);
        int length = text.length();
        return length <= LONGEST
                ? text
                : text.substring(0, LONGEST / 2) + "... (" + length + " characters) ..."
                        + text.substring(length - LONGEST / 2);
    }
}
