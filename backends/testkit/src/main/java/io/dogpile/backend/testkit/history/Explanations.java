// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.testkit.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A set of explanations without any that another one makes needless: one that differs only in that fewer operations of unknown
 * outcome have happened explains all that the other does, for those may still happen, or never.
 */
final class Explanations {

    private final long unsure;
    /** By what is sure of them, the operations of unknown outcome that have happened in them. */
    private final Map<Configuration, List<Long>> known = new HashMap<>();

    /**
     * An empty set.
     *
     * @param unsure a bit for each slot of an operation of unknown outcome
     */
    Explanations(long unsure) {
        this.unsure = unsure;
    }

    /** Adds an explanation; returns false if it is needless. */
    boolean add(Configuration explanation) {
        long happened = explanation.happened() & unsure;
        List<Long> alike = known.computeIfAbsent(explanation.minus(unsure), key -> new ArrayList<>(1));
        if (alike.stream().anyMatch(fewer -> (fewer & ~happened) == 0)) {
            return false;
        }
        alike.removeIf(more -> (happened & ~more) == 0);
        return alike.add(happened);
    }

    boolean isEmpty() {
        return known.isEmpty();
    }

    Stream<Configuration> stream() {
        return known.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(entry.getKey()::plus));
    }
}
