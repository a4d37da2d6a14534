// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.testkit;

import org.junit.jupiter.api.TestReporter;

/** The long and strict version of tests, which the system property {@code dogpile.deep} asks for: the profile of that name. */
final class Deep {

    /** Whether it is asked for. */
    static final boolean ASKED = Boolean.getBoolean("dogpile.deep");

    private Deep() {}

    /** A number that is another one then: of rounds, of steps. */
    static int number(int usually, int deep) {
        return ASKED ? deep : usually;
    }

    /** Publishes what was measured; prints it too if figures are what the run is for, because Surefire keeps no entries. */
    static void tell(TestReporter reporter, String what, String measured) {
        reporter.publishEntry(what, measured);
        if (ASKED) {
            System.out.println(what + ": " + measured);
        }
    }
}
