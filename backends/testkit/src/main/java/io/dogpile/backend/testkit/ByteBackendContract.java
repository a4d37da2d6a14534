// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.testkit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;

/**
 * What every driver of a store of bytes does, as tests: let its test class implement this and say how to {@link #open} a
 * backend.
 *
 * <p>The tests see what regions rely on: two clients at the same entries, times, limits, and every operation. What a
 * store cannot do it declares by overriding a method whose name begins with {@code cannot}, with the reason. The tests in
 * question then require that it refuses, or make do with one client, and report the reason; they are not skipped.
 */
@Timeout(120)
public interface ByteBackendContract
        extends ByteReadContract,
                ByteWriteContract,
                ByteReplaceContract,
                ByteSharingContract,
                ByteNamespaceContract,
                ByteIterationContract,
                ByteTimeContract,
                ByteLimitsContract,
                ByteWatchContract,
                ByteCloseContract,
                ByteConcurrencyContract {

    /** A test that is overridden would be a limit that nobody sees. */
    @Test
    default void noTestOfTheContractIsOverridden() {
        Declared.requireAllTestsOf(ByteBackendContract.class, getClass());
    }

    @Test
    default void whatTheStoreCannotDoIsReported(TestReporter reporter) {
        Map<String, Optional<String>> limits = new LinkedHashMap<>();
        limits.put("cannot share", cannotShare());
        limits.put("cannot iterate", cannotIterate());
        limits.put("cannot watch", cannotWatch());
        limits.put("cannot refuse by size", cannotRefuseBySize());
        limits.forEach((what, reason) -> Declared.report(reporter, what, reason));
    }
}
