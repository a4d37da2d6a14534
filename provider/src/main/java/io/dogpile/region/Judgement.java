// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import io.dogpile.backend.Stored;
import io.dogpile.backend.Terms;

/**
 * How a call judges what is stored. Durations are milliseconds, {@link Terms#FOREVER} is without end.
 *
 * @param freshFor how long after its creation a value is fresh, or one of this class' constants
 * @param staleFor how long after that it may be served, at most; or {@link #AS_STORED_FOR}
 * @param insists whether nothing that is there will do, however fresh
 */
record Judgement(long freshFor, long staleFor, boolean insists) {

    /** As the value was stored. */
    static final long AS_STORED_FOR = -1;

    /** However old. */
    static final long ANY_AGE = -2;

    static final Judgement AS_STORED = new Judgement(AS_STORED_FOR, AS_STORED_FOR, false);

    Judgement freshFor(long millis) {
        return new Judgement(millis, staleFor, insists);
    }

    Judgement staleFor(long millis) {
        return new Judgement(freshFor, millis, insists);
    }

    Judgement insisting() {
        return new Judgement(freshFor, staleFor, true);
    }

    boolean isAsStored() {
        return !insists && freshFor == AS_STORED_FOR && staleFor == AS_STORED_FOR;
    }

    /** The lifetime of values that are made under it, or {@link #AS_STORED_FOR}. */
    long lifetime() {
        return Math.max(freshFor, AS_STORED_FOR);
    }

    /**
     * What a stored value is good for, that has not been invalidated for good.
     *
     * @param softened whether it was invalidated softly
     */
    State state(Stored<?> stored, boolean softened, long now) {
        if (insists) {
            return State.ABSENT;
        }
        if (freshFor == ANY_AGE || (!softened && now < freshUntil(stored))) {
            return State.FRESH;
        }
        return now < bounded(expiresAt(stored), stored, now) ? State.STALE : State.ABSENT;
    }

    /** Whether it may stand in for one that could not be made. */
    boolean isUsableAfterFailure(Stored<?> stored, long now) {
        return !insists
                && now < bounded(Terms.plus(expiresAt(stored), stored.terms().keepFor()), stored, now);
    }

    /** The end of its freshness by age. */
    long freshUntil(Stored<?> stored) {
        if (freshFor == ANY_AGE) {
            return Terms.FOREVER;
        }
        return freshFor < 0 ? stored.freshUntil() : Terms.plus(stored.created(), freshFor);
    }

    /** The end of its staleness. */
    long expiresAt(Stored<?> stored) {
        return stored.isSoftened()
                ? stored.expiresAt()
                : Terms.plus(freshUntil(stored), stored.terms().staleFor());
    }

    /** When a value was invalidated softly is not known; for those that are served stale at all, it was just now. */
    private long bounded(long end, Stored<?> stored, long now) {
        return staleFor < 0 ? end : Math.min(end, Terms.plus(Math.min(freshUntil(stored), now), staleFor));
    }
}
