// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.config;

import java.time.Duration;

/**
 * How a region shares its backend with other processes.
 *
 * @param namespace what the processes that share regions have in common; {@code dogpile} by default
 * @param lease how long another process's lease is trusted without a sign of life; more than zero, 3 seconds by default
 * @param pollAtMost the longest pause between two looks at what another process makes; more than zero, 25 milliseconds by default
 * @param onBackendFailure what a regenerating read does if the backend fails; it loads by default
 */
public record Sharing(String namespace, Duration lease, Duration pollAtMost, OnBackendFailure onBackendFailure) {

    public Sharing {
        Option.NAMESPACE.require(namespace);
        Option.LEASE.require(lease);
        Option.POLL_AT_MOST.require(pollAtMost);
        Option.ON_BACKEND_FAILURE.require(onBackendFailure);
    }

    /** The common namespace, leases of three seconds, loading without the backend. */
    public static Sharing defaults() {
        return RegionSettings.defaults().sharing();
    }
}
