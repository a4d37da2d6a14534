// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.testkit.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The operations that have been called and have not returned, each in a slot. */
final class Pending {

    private static final int SLOTS = Long.SIZE;

    private final @Nullable Step[] slots = new @Nullable Step[SLOTS];
    /** A bit for each slot that is taken. */
    private long taken;
    /** The slots of those of unknown outcome, which never return. */
    private long unsure;

    void add(Step step) {
        if (taken == -1) {
            throw new IllegalArgumentException("on key " + step.operation().key() + " more than " + SLOTS
                    + " operations are going on or of unknown outcome: use more keys, or fewer clients");
        }
        int slot = Long.numberOfTrailingZeros(~taken);
        slots[slot] = step;
        step.slot(slot);
        taken |= 1L << slot;
        if (!step.isSure()) {
            unsure |= 1L << slot;
        }
    }

    void free(Step step) {
        free(1L << step.slot());
    }

    private void free(long freed) {
        for (long bits = freed; bits != 0; bits &= bits - 1) {
            slots[Long.numberOfTrailingZeros(bits)] = null;
        }
        taken &= ~freed;
        unsure &= ~freed;
    }

    private Step at(int slot) {
        return Objects.requireNonNull(slots[slot]);
    }

    List<Operation> operations() {
        return Arrays.stream(slots)
                .filter(Objects::nonNull)
                .map(Step::operation)
                .toList();
    }

    /** That explanation, after all that may happen without making a difference: to put it off would explain no more. */
    Configuration settled(Configuration configuration) {
        long settled = configuration.happened();
        for (long bits = taken & ~unsure & ~settled; bits != 0; bits &= bits - 1) {
            int slot = Long.numberOfTrailingZeros(bits);
            Step step = at(slot);
            if (step.isLook() && step.from(configuration.state()) != Step.IMPOSSIBLE) {
                settled |= 1L << slot;
            }
        }
        return configuration.plus(settled);
    }

    /** What may come next after that explanation. */
    List<Configuration> successors(Configuration configuration) {
        List<Configuration> successors = new ArrayList<>();
        for (long bits = taken & ~configuration.happened(); bits != 0; bits &= bits - 1) {
            int slot = Long.numberOfTrailingZeros(bits);
            int state = at(slot).from(configuration.state());
            if (state != Step.IMPOSSIBLE && isFirstOfItsLike(slot, configuration)) {
                successors.add(configuration.at(state).with(slot));
            }
        }
        return successors;
    }

    /** Of several that are alike and never return, the first in order of slots stands for all. */
    private boolean isFirstOfItsLike(int slot, Configuration configuration) {
        Step step = at(slot);
        long earlier = step.isSure() ? 0 : unsure & ~configuration.happened() & ((1L << slot) - 1);
        for (long bits = earlier; bits != 0; bits &= bits - 1) {
            if (at(Long.numberOfTrailingZeros(bits)).isLike(step)) {
                return false;
            }
        }
        return true;
    }

    /** A bit for each slot of an operation of unknown outcome. */
    long unsure() {
        return unsure;
    }

    /** These explanations without what has happened in all of them: that is pending no longer. */
    Explanations settled(Explanations explanations) {
        long everywhere =
                explanations.stream().mapToLong(Configuration::happened).reduce(unsure, (a, b) -> a & b);
        if (everywhere == 0 || explanations.isEmpty()) {
            return explanations;
        }
        free(everywhere);
        Explanations rest = new Explanations(unsure);
        explanations.stream().forEach(each -> rest.add(each.minus(everywhere)));
        return rest;
    }
}
