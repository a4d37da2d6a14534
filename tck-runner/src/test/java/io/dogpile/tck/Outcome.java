// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.tck;

/** How a test ended, from good to bad. */
enum Outcome {
    PASSED,
    SKIPPED,
    FAILED,
    ERROR;

    /** The worse of the two. */
    Outcome or(Outcome other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /** What an element inside a report's {@code testcase} says of the test. */
    static Outcome ofElement(String name) {
        return switch (name) {
            case "system-out", "system-err", "properties" -> PASSED;
            case "skipped" -> SKIPPED;
            case "error" -> ERROR;
            // Also what is marked as flaky or rerun: a test that fails now and then has failed.
            default -> FAILED;
        };
    }
}
