// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import io.dogpile.backend.Lease;
import io.dogpile.backend.Stored;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One regeneration of one key in this process, shared by all callers that need its result. */
final class Flight<V> {

    final Load load;
    private final long atMostNanos;

    /** The region's generation before the load began: its result is worth no more than that. */
    final long generation;

    final CompletableFuture<Outcome<V>> outcome = new CompletableFuture<>();

    /** First when the flight was planned, then when its lease was taken: one that waits for a thread ends some time, too. */
    private volatile long startedNanos;

    /** Set once the lease stands in the slot, and before the creator is called. */
    private volatile @Nullable Lease lease;

    Flight(Load load, long plannedNanos, long atMostNanos, long generation) {
        this.load = load;
        this.startedNanos = plannedNanos;
        this.atMostNanos = atMostNanos;
        this.generation = generation;
    }

    void holds(Lease won, long nowNanos) {
        startedNanos = nowNanos;
        lease = won;
    }

    /** Whether the creator may have been called already. */
    boolean hasLease() {
        return lease != null;
    }

    /** Whether the lease in a slot is this flight's. */
    boolean owns(@Nullable Stored<V> stored) {
        Lease mine = lease;
        return stored != null && mine != null && mine.equals(stored.lease());
    }

    long ageNanos(long nowNanos) {
        return nowNanos - startedNanos;
    }

    long leftNanos(long nowNanos) {
        return atMostNanos - ageNanos(nowNanos);
    }

    boolean isOverdue(long nowNanos) {
        return leftNanos(nowNanos) <= 0;
    }
}
