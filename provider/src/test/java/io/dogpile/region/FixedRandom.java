// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import java.util.random.RandomGenerator;

/** Chance that always falls the same way, until it is told otherwise. */
final class FixedRandom implements RandomGenerator {

    private volatile double next;

    FixedRandom(double next) {
        this.next = next;
    }

    void next(double fraction) {
        next = fraction;
    }

    @Override
    public double nextDouble() {
        return next;
    }

    @Override
    public long nextLong() {
        return (long) (next * Long.MAX_VALUE);
    }
}
