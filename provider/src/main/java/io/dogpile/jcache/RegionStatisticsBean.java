// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import io.dogpile.codec.DecodeFailure;
import io.dogpile.region.RegionStatistics;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Shows the running statistics of a region.
 *
 * @param region asked at each reading
 */
record RegionStatisticsBean(Supplier<RegionStatistics> region) implements RegionStatisticsMXBean {

    @Override
    public long getLoads() {
        return region.get().loads();
    }

    @Override
    public long getLoadFailures() {
        return region.get().loadFailures();
    }

    @Override
    public float getAverageLoadTime() {
        RegionStatistics statistics = region.get();
        return CacheStatistics.micros(statistics.loadNanos(), statistics.loads());
    }

    @Override
    public long getCoalescedCallers() {
        return region.get().coalesced();
    }

    @Override
    public long getWaits() {
        return region.get().waits();
    }

    @Override
    public long getWaitTimeouts() {
        return region.get().waitTimeouts();
    }

    @Override
    public long getStaleValuesServed() {
        return region.get().staleServed();
    }

    @Override
    public long getStaleValuesServedAfterFailure() {
        return region.get().staleAfterFailure();
    }

    @Override
    public long getFencedResults() {
        return region.get().fenced();
    }

    @Override
    public long getBackgroundRegenerations() {
        return region.get().backgroundRegenerations();
    }

    @Override
    public long getBackgroundRegenerationsRejected() {
        return region.get().backgroundRejected();
    }

    @Override
    public long getEvictions() {
        return region.get().evictions();
    }

    @Override
    public long getBackendFailures() {
        return region.get().backendFailures();
    }

    @Override
    public long getValuesNotStored() {
        return region.get().notStored();
    }

    @Override
    public long getDecodeFailures() {
        return region.get().decodeFailures();
    }

    @Override
    public Map<String, Long> getDecodeFailuresByReason() {
        Map<DecodeFailure, Long> counted = region.get().decodeFailuresByReason();
        Map<String, Long> named = new LinkedHashMap<>();
        for (DecodeFailure reason : DecodeFailure.values()) {
            named.put(reason.name(), counted.getOrDefault(reason, 0L));
        }
        return Collections.unmodifiableMap(named);
    }
}
