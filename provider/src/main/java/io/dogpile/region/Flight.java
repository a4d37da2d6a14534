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

    /** The lease by which that one is being replaced, so that it does not end before the load does; or has been. */
    private volatile @Nullable Lease renewal;

    Flight(Load load, long plannedNanos, long atMostNanos, long generation) {
        this.load = load;
        this.startedNanos = plannedNanos;
        this.atMostNanos = atMostNanos;
        this.generation = generation;
    }

    void holds(Lease won, long nowNanos) {
        if (startedNanos != nowNanos) {
            startedNanos = nowNanos;
        }
        lease = won;
    }

    long startedNanos() {
        return startedNanos;
    }

    /** Tells whoever waits, unless they have been told already. */
    void ends(Outcome<V> how) {
        if (!outcome.isDone()) {
            outcome.complete(how);
        }
    }

    /** Whether the creator may have been called already. */
    boolean hasLease() {
        return lease != null;
    }

    /** The lease that stands in the slot is about to be replaced by the next one, which may succeed or not. */
    void renews(Lease current, @Nullable Lease next) {
        lease = current;
        renewal = next;
    }

    /** Whether the lease in a slot is this flight's. */
    boolean owns(@Nullable Stored<V> stored) {
        Lease there = stored == null ? null : stored.lease();
        return there != null && (there.equals(lease) || there.equals(renewal));
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
