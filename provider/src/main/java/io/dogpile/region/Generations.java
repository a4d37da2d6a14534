// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

/**
 * A region's counter of invalidations, and what it says about values written before.
 *
 * @param current the generation that writes carry now
 * @param hardBelow values of lower generations are absent
 */
record Generations(long current, long hardBelow) {

    static final Generations FIRST = new Generations(0, 0);

    /** A later soft invalidation leaves {@code hardBelow} where it is, so it never undoes a hard one. */
    Generations invalidated(Invalidation how) {
        long next = current + 1;
        return new Generations(next, how == Invalidation.HARD ? next : hardBelow);
    }
}
