// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import io.dogpile.codec.DecodeFailure;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What happened in a region since it was made, at one moment. Counts never go down and saturate at {@link Long#MAX_VALUE}.
 *
 * @param loads calls of creators that ended, by key
 * @param loadFailures those of them that failed
 * @param loadNanos time spent in creators, in nanoseconds
 * @param coalesced callers that needed no load of their own, since one was under way
 * @param waits callers that waited for somebody else's load
 * @param waitTimeouts those of them that gave up
 * @param staleServed stale values returned while a new one was being made
 * @param staleAfterFailure old values returned because a new one could not be made
 * @param fenced results not stored, because something newer had happened to the key
 * @param backgroundRegenerations regenerations handed to the executor
 * @param backgroundRejected regenerations that the executor refused
 * @param evictions values dropped for lack of room
 * @param backendFailures operations of regenerating reads that the backend failed
 * @param notStored values that were made and returned, and that the backend failed to store
 * @param decodeFailuresByReason stored values that could not be read, and counted as absent; unmodifiable. A reason without a
 *     count has none
 */
public record RegionStatistics(
        long loads,
        long loadFailures,
        long loadNanos,
        long coalesced,
        long waits,
        long waitTimeouts,
        long staleServed,
        long staleAfterFailure,
        long fenced,
        long backgroundRegenerations,
        long backgroundRejected,
        long evictions,
        long backendFailures,
        long notStored,
        Map<DecodeFailure, Long> decodeFailuresByReason) {

    public RegionStatistics {
        Map<DecodeFailure, Long> copy = new EnumMap<>(DecodeFailure.class);
        copy.putAll(decodeFailuresByReason);
        decodeFailuresByReason = Collections.unmodifiableMap(copy);
    }

    /** Stored values that could not be read, for whatever reason. */
    public long decodeFailures() {
        return decodeFailuresByReason.values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }
}
