// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import java.util.Map;

/**
 * What JMX shows of a cache's region beyond JCache's statistics: its loads, and what they saved.
 *
 * <p>Registered as {@code io.dogpile:type=RegionStatistics,CacheManager=<URI>,Cache=<name>} while the statistics of the
 * cache are enabled. Counts begin with the cache and saturate at {@link Long#MAX_VALUE}; clearing JCache's statistics
 * does not touch them.
 */
public interface RegionStatisticsMXBean {

    /** Loads that ended, by key. */
    long getLoads();

    /** Those of them that failed. */
    long getLoadFailures();

    /** The mean time of a load in microseconds; 0 if there was none. */
    float getAverageLoadTime();

    /** Callers that needed no load of their own, since one was under way. */
    long getCoalescedCallers();

    /** Callers that waited for the load of another. */
    long getWaits();

    /** Those of them that gave up. */
    long getWaitTimeouts();

    /** Stale values returned while a new one was being made. */
    long getStaleValuesServed();

    /** Old values returned because a new one could not be made. */
    long getStaleValuesServedAfterFailure();

    /** Results not stored, because something newer had happened to the key. */
    long getFencedResults();

    /** Regenerations handed to the executor. */
    long getBackgroundRegenerations();

    /** Regenerations that the executor refused. */
    long getBackgroundRegenerationsRejected();

    /** Values dropped for lack of room. */
    long getEvictions();

    /** Operations of reads that the backend failed. */
    long getBackendFailures();

    /** Values made and returned that the backend failed to store. */
    long getValuesNotStored();

    /** Stored values that could not be read, and counted as absent. */
    long getDecodeFailures();

    /** The same by the name of the {@link io.dogpile.codec.DecodeFailure}, each of which is there; unmodifiable. */
    Map<String, Long> getDecodeFailuresByReason();
}
