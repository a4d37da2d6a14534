// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend;

import org.jspecify.annotations.Nullable;

/**
 * What stored values written under one rule have in common, so that a region's values share one object and each needs only
 * its own creation time.
 *
 * <p>All durations are milliseconds; {@link #FOREVER} means without end. Immutable.
 *
 * @param since epoch milliseconds from which creation times count
 * @param freshFor how long a value is fresh after its creation
 * @param staleFor how long it is stale, and servable while it is regenerated, after it was fresh
 * @param keepFor how long it is kept after that, to be served if regenerating it fails
 * @param generation the region's generation at the time of writing
 * @param loadMillis how long the value took to make; 0 when nobody asked for it to be measured
 * @param lease the lease on the key, or null
 * @param token what the backend recognises this very version by, or null where the object's identity does
 */
public record Terms(
        long since,
        long freshFor,
        long staleFor,
        long keepFor,
        long generation,
        long loadMillis,
        @Nullable Lease lease,
        @Nullable Object token) {

    /** A duration without end. */
    public static final long FOREVER = Long.MAX_VALUE;

    /** A generation that no region reaches, nor any above. */
    public static final long IMPOSSIBLE_GENERATION = 1L << 62;

    /** How far a creation time may lie behind {@link #since}: what fits into an unsigned 32-bit number. */
    private static final long REACH = 0xffff_ffffL;

    public Terms {
        if (freshFor < 0 || staleFor < 0 || keepFor < 0) {
            throw new IllegalArgumentException("durations must not be negative: fresh for " + freshFor
                    + " ms, stale for " + staleFor + " ms, kept for " + keepFor + " ms");
        }
    }

    /** Terms of values without lease or token. */
    public Terms(long since, long freshFor, long staleFor, long keepFor, long generation) {
        this(since, freshFor, staleFor, keepFor, generation, 0, null, null);
    }

    /** Whether a value created at {@code created} can be stored under these terms. */
    public boolean reaches(long created) {
        return created >= since && created - since <= REACH;
    }

    /** The same terms counted from another instant. */
    public Terms since(long instant) {
        return new Terms(instant, freshFor, staleFor, keepFor, generation, loadMillis, lease, token);
    }

    /** The same terms with another time of freshness. */
    public Terms freshFor(long millis) {
        return new Terms(since, millis, staleFor, keepFor, generation, loadMillis, lease, token);
    }

    /** The same terms with another time of staleness. */
    public Terms staleFor(long millis) {
        return new Terms(since, freshFor, millis, keepFor, generation, loadMillis, lease, token);
    }

    /** The same terms with the measured cost of making the value. */
    public Terms loadMillis(long millis) {
        return new Terms(since, freshFor, staleFor, keepFor, generation, millis, lease, token);
    }

    /** The same terms with a lease, or without one. */
    public Terms lease(@Nullable Lease newLease) {
        return new Terms(since, freshFor, staleFor, keepFor, generation, loadMillis, newLease, token);
    }

    /** The same terms with a backend's token, or without one. */
    public Terms token(@Nullable Object newToken) {
        return new Terms(since, freshFor, staleFor, keepFor, generation, loadMillis, lease, newToken);
    }

    /** Sum of two durations or of an instant and a duration, without overflow. */
    public static long plus(long millis, long more) {
        long sum = millis + more;
        return sum < millis ? FOREVER : sum;
    }
}
