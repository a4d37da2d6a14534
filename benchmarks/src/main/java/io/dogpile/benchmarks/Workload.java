// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.benchmarks;

import java.util.Locale;

/** One row of the report: an operation, and under which circumstances. */
record Workload(Operation operation, StoreBy storeBy, Payload payload, Expiry expiry, int entries, int threads) {
    static Workload plain(Operation operation, int entries, int threads) {
        return new Workload(operation, StoreBy.REFERENCE, Payload.LONG, Expiry.ETERNAL, entries, threads);
    }

    Setting of(Peer peer) {
        return new Setting(peer, storeBy, payload, expiry, operation.readThrough());
    }

    /** The same as far as a map can do it: it keeps references, and for ever. */
    Workload limit() {
        return plain(operation, entries, threads);
    }

    /** The circumstances, which the rows of one table share. */
    String variant() {
        return String.format(
                Locale.ROOT,
                "%s, %s, %s, %,d entries, %s",
                storeBy.title(),
                payload.title(),
                expiry.title(),
                entries,
                threads == 1 ? "1 thread" : threads + " threads");
    }

    /** What {@code --only} is matched with. */
    String title() {
        return operation.title() + ", " + variant();
    }
}
