// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.testkit.history;

/**
 * One explanation: what is stored, after those of the pending operations that have happened already.
 *
 * @param state the number of what is stored
 * @param happened a bit for each slot of a pending operation
 */
record Configuration(int state, long happened) {

    /** The number of nothing. */
    static final int NOTHING = 0;

    static final Configuration BEGINNING = new Configuration(NOTHING, 0);

    boolean has(int slot) {
        return (happened & 1L << slot) != 0;
    }

    Configuration with(int slot) {
        return plus(1L << slot);
    }

    Configuration without(int slot) {
        return minus(1L << slot);
    }

    Configuration plus(long bits) {
        return new Configuration(state, happened | bits);
    }

    Configuration minus(long bits) {
        return new Configuration(state, happened & ~bits);
    }

    Configuration at(int newState) {
        return new Configuration(newState, happened);
    }
}
