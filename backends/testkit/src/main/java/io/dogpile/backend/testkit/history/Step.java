// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.testkit.history;

import io.dogpile.backend.testkit.history.Operation.Kind;
import io.dogpile.backend.testkit.history.Operation.Outcome;

/** An operation as a step from one state to another, its values being numbers. Two steps are never equal. */
final class Step {

    /** What {@link #from} returns where the operation cannot have had its result. */
    static final int IMPOSSIBLE = -1;

    private final Operation operation;
    private final int expected;
    private final int value;
    /** Where it is kept while it is pending. */
    private int slot;

    Step(Operation operation, int expected, int value) {
        this.operation = operation;
        this.expected = expected;
        this.value = value;
    }

    Operation operation() {
        return operation;
    }

    int slot() {
        return slot;
    }

    void slot(int newSlot) {
        slot = newSlot;
    }

    /** The state after this operation happened in that one. */
    int from(int state) {
        return switch (operation.kind()) {
            case READ -> state == value ? state : IMPOSSIBLE;
            case WRITE -> value;
            case REMOVE -> either(state != Configuration.NOTHING, Configuration.NOTHING, state);
            case REPLACE -> either(state == expected, value, state);
        };
    }

    private int either(boolean applies, int applied, int refused) {
        return switch (operation.outcome()) {
            case DONE -> applies ? applied : IMPOSSIBLE;
            case REFUSED -> applies ? IMPOSSIBLE : refused;
            case UNKNOWN -> applies ? applied : IMPOSSIBLE;
        };
    }

    /** Whether it never changes anything, so that it may happen as soon as it can. */
    boolean isLook() {
        return operation.outcome() == Outcome.REFUSED
                || (operation.kind() == Kind.READ && operation.outcome() == Outcome.DONE);
    }

    boolean isSure() {
        return operation.outcome() != Outcome.UNKNOWN;
    }

    /** Whether it makes no difference which of the two happens, if neither ever returns. */
    boolean isLike(Step other) {
        return operation.kind() == other.operation.kind() && expected == other.expected && value == other.value;
    }
}
