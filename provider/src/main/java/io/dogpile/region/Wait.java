// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

/**
 * The wait of one caller, for one flight after the other.
 *
 * @param sinceNanos when it began
 * @param atMostNanos how long it may last
 */
record Wait(long sinceNanos, long atMostNanos) {

    long waitedNanos(long nowNanos) {
        return nowNanos - sinceNanos;
    }

    long leftNanos(long nowNanos) {
        return atMostNanos - waitedNanos(nowNanos);
    }
}
