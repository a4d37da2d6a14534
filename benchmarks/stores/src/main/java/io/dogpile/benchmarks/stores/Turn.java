// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.benchmarks.stores;

/**
 * Whose turn an iteration is: in each round, one operation after the other is done by one contender after the other.
 *
 * @param operation its number
 * @param contender its number; in each round another one begins
 */
record Turn(int operation, int contender) {

    static Turn of(int iteration, int operations, int contenders) {
        int round = iteration / (operations * contenders);
        int within = iteration % (operations * contenders);
        return new Turn(within / contenders, (within + round) % contenders);
    }
}
