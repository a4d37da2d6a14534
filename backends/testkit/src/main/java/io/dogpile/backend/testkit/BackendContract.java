// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.testkit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * What every backend does, as tests: let a backend's test class implement this and say how to {@link #open()} one.
 *
 * <p>No test sleeps; over a store that answers within 0.1 ms all of them together take some seconds. What a backend
 * cannot do it declares by overriding a method whose name begins with {@code cannot}, with the reason. The tests in
 * question then require that it refuses, and report the reason; they are not skipped.
 */
public interface BackendContract
        extends ReadContract,
                WriteContract,
                ReplaceContract,
                MetadataContract,
                TouchContract,
                IterationContract,
                ConcurrencyContract {

    /** A test that is overridden would be a limit that nobody sees. */
    @Test
    default void noTestOfTheContractIsOverridden() {
        Declared.requireAllTestsOf(BackendContract.class, getClass());
    }

    @Test
    default void whatTheBackendCannotDoIsReported(TestReporter reporter) {
        Declared.report(reporter, "cannot iterate", cannotIterate());
        Declared.report(reporter, "cannot replace what was touched at once", cannotReplaceWhatWasTouchedAtOnce());
    }
}
