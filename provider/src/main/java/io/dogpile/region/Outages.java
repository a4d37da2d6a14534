// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import io.dogpile.backend.BackendException;
import io.dogpile.codec.DecodeFailure;
import io.dogpile.config.OnBackendFailure;
import java.util.function.LongSupplier;

/** Failures of the backend: whether a read goes on without it, how often that happened, and a word about it now and then. */
final class Outages {

    private final String region;
    private final boolean survivable;
    private final Counters counters;
    private final QuietLog log;

    Outages(String region, OnBackendFailure policy, Counters counters, LongSupplier nanos) {
        this.region = region;
        this.survivable = policy == OnBackendFailure.LOAD;
        this.counters = counters;
        this.log = new QuietLog(nanos);
    }

    /**
     * The backend has failed a reader, who goes on as if it held nothing.
     *
     * @param failure what was thrown: a {@link BackendException}, or what a proxy around the backend made of one
     * @throws RuntimeException the failure, if it is another one or readers are not to go on
     */
    void survive(RuntimeException failure) {
        requireOutage(failure);
        counters.backendFailures.increment();
        if (!survivable) {
            throw failure;
        }
        tell("reads go on without it", failure);
    }

    private static void requireOutage(RuntimeException failure) {
        if (!(failure instanceof BackendException || failure.getCause() instanceof BackendException)) {
            throw failure;
        }
    }

    /** A value that was made could not be stored; whoever asked for it has it all the same. */
    void dropped(RuntimeException failure) {
        requireOutage(failure);
        counters.backendFailures.increment();
        counters.notStored.increment();
        tell("a value that was made is not stored", failure);
    }

    /** Stored bytes are no value. */
    void undecodable(DecodeFailure reason, String detail) {
        counters.decodeFailures.increment();
        log.warn("region '{}': a stored value counts as absent ({}): {}", region, reason, detail);
    }

    private void tell(String consequence, RuntimeException failure) {
        log.warn("region '{}': the backend failed, and {}: {}", region, consequence, failure.getMessage());
    }
}
