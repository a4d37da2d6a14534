// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

/** What kinds of failure there are, and how they travel. */
final class Failures {

    private Failures() {}

    /** Whether a creator gave up because its thread was interrupted; if so, the thread's flag is set again. */
    static boolean isInterruption(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof InterruptedException) {
                Thread.currentThread().interrupt();
                return true;
            }
        }
        return false;
    }

    static void rethrowError(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
    }
}
