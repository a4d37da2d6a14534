// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.codec;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts stored bytes that were no values, by reason, and tells a listener of each. Thread-safe. */
public final class DecodeFailures {

    private final Map<DecodeFailure, LongAdder> counts = new EnumMap<>(DecodeFailure.class);
    private final Listener listener;

    /** Told of each failure, by the thread that met it: must be fast, and must not throw. */
    public interface Listener {

        /**
         * Stored bytes were no value.
         *
         * @param detail what is wrong and how to set it right; nothing of a key or a value
         */
        void failed(DecodeFailure reason, String detail);
    }

    public DecodeFailures(Listener listener) {
        this.listener = listener;
        for (DecodeFailure reason : DecodeFailure.values()) {
            counts.put(reason, new LongAdder());
        }
    }

    /** Counts, and tells nobody. */
    public DecodeFailures() {
        this((reason, detail) -> {});
    }

    /** How often stored bytes were no value for that reason. */
    public long count(DecodeFailure reason) {
        LongAdder count = counts.get(reason);
        return count == null ? 0 : count.sum();
    }

    /** How often stored bytes were no value. */
    public long total() {
        return counts.values().stream().mapToLong(LongAdder::sum).sum();
    }

    void record(Undecodable undecodable) {
        LongAdder count = counts.get(undecodable.reason());
        if (count != null) {
            count.increment();
        }
        listener.failed(undecodable.reason(), undecodable.detail());
    }

    @Override
    public String toString() {
        return counts.toString();
    }
}
