// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.cluster;

/**
 * The value of the hot key.
 *
 * @param number of the load, by the origin
 * @param process that loaded it
 * @param thread that loaded it
 * @param ready when the loader had it, and the cache had not
 */
record Sample(long number, String process, String thread, long ready) {

    static Sample parse(String text) {
        String[] words = text.split(" ", -1);
        return new Sample(Long.parseLong(words[0]), words[1], words[2], Long.parseLong(words[3]));
    }

    @Override
    public String toString() {
        return number + " " + process + " " + thread + " " + ready;
    }
}
