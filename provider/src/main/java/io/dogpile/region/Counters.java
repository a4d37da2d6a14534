// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import io.dogpile.codec.DecodeFailure;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/** The running numbers behind {@link RegionStatistics}. None of them is touched by the reading of a fresh value. */
final class Counters {

    final LongAdder loads = new LongAdder();
    final LongAdder loadFailures = new LongAdder();
    final LongAdder loadNanos = new LongAdder();
    final LongAdder coalesced = new LongAdder();
    final LongAdder waits = new LongAdder();
    final LongAdder waitTimeouts = new LongAdder();
    final LongAdder staleServed = new LongAdder();
    final LongAdder staleAfterFailure = new LongAdder();
    final LongAdder fenced = new LongAdder();
    final LongAdder backgroundRegenerations = new LongAdder();
    final LongAdder backgroundRejected = new LongAdder();
    final LongAdder evictions = new LongAdder();
    final LongAdder backendFailures = new LongAdder();
    final LongAdder notStored = new LongAdder();
    private final AtomicLongArray decodeFailures = new AtomicLongArray(DecodeFailure.values().length);

    void undecodable(DecodeFailure reason) {
        decodeFailures.incrementAndGet(place(reason));
    }

    @SuppressWarnings("EnumOrdinal") // Nothing outlives this process that is found by it.
    private static int place(DecodeFailure reason) {
        return reason.ordinal();
    }

    void loaded(long nanos, int keys) {
        loads.add(keys);
        loadNanos.add(nanos);
    }

    RegionStatistics snapshot() {
        Map<DecodeFailure, Long> undecodable = new EnumMap<>(DecodeFailure.class);
        for (DecodeFailure reason : DecodeFailure.values()) {
            undecodable.put(reason, decodeFailures.get(place(reason)));
        }
        return new RegionStatistics(
                loads.sum(),
                loadFailures.sum(),
                loadNanos.sum(),
                coalesced.sum(),
                waits.sum(),
                waitTimeouts.sum(),
                staleServed.sum(),
                staleAfterFailure.sum(),
                fenced.sum(),
                backgroundRegenerations.sum(),
                backgroundRejected.sum(),
                evictions.sum(),
                backendFailures.sum(),
                notStored.sum(),
                undecodable);
    }
}
