// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** What kinds of failure there are, and how they travel. */
final class Failures {

    private Failures() {}

    /** Causes below this are not looked at: a chain may be a circle. */
    private static final int DEPTH = 20;

    /** Whether a creator gave up because its thread was interrupted; if so, the thread's flag is set again. */
    static boolean isInterruption(Throwable failure) {
        Throwable cause = failure;
        for (int i = 0; i < DEPTH && cause != null && !isFromAnotherThread(cause); i++) {
            if (meansInterrupted(cause)) {
                Thread.currentThread().interrupt();
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private static boolean isFromAnotherThread(Throwable failure) {
        return failure instanceof ExecutionException || failure instanceof CompletionException;
    }

    private static boolean meansInterrupted(Throwable failure) {
        return failure instanceof InterruptedException
                || failure instanceof ClosedByInterruptException
                // Its subclasses are time-outs.
                || failure.getClass() == InterruptedIOException.class;
    }

    /** Why a stage failed. */
    static Throwable unwrapped(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }

    static void rethrowError(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
    }
}
