// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import io.dogpile.backend.Stored;
import io.dogpile.backend.Terms;
import java.util.random.RandomGenerator;

/**
 * Decides by chance whether a fresh value is regenerated before its time: the likelier, the nearer its end and the longer it
 * took to make. Callers need not agree with each other for that to happen about once.
 *
 * <p>The rule is XFetch, from Vattani, Chierichetti and Lowenstein, <i>Optimal Probabilistic Cache Stampede Prevention</i>
 * (VLDB 2015): regenerate when {@code now - cost * beta * ln(random) >= end}.
 *
 * @param beta above 1 is more eager, 0 is never
 */
record EarlyRegeneration(double beta, RandomGenerator random) {

    boolean isOn() {
        return beta > 0;
    }

    /** Whether the value is one of those for which chance decides. */
    boolean isPossible(Stored<?> fresh) {
        return isOn() && fresh.terms().loadMillis() != 0 && fresh.freshUntil() != Terms.FOREVER;
    }

    boolean isDue(Stored<?> fresh, long freshUntil, long now) {
        if (!isPossible(fresh)) {
            return false;
        }
        long cost = fresh.terms().loadMillis();
        double luck = -Math.log(1 - random.nextDouble());
        return cost * beta * luck >= freshUntil - now;
    }
}
