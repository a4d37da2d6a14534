// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.testkit.history;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Tells whether what clients saw can be explained: whether each operation can have happened in one instant between its call
 * and its return, so that each saw what those before it had left. Stateless.
 *
 * <p>Keys are looked at one by one, for what happens to one does not depend on the others. Every value must be written at most
 * once; a history that does not keep to that is refused.
 */
public final class LinearizabilityChecker {

    /** What becomes of values by itself. */
    public enum Store {
        /** Keeps what it is given. */
        KEEPING,
        /** May forget a value at any time, as one does that evicts or that values expire in. */
        FORGETFUL
    }

    private LinearizabilityChecker() {}

    /** The first violation of each key, in the order of keys; none if the history can be explained. Nothing is there at first. */
    public static List<Violation> check(Collection<Operation> history) {
        return check(history, Store.KEEPING);
    }

    /**
     * The first violation of each key.
     *
     * @throws IllegalArgumentException if a value was written twice, or if at some time more than 64 operations on one key
     *     were going on or of unknown outcome
     */
    public static List<Violation> check(Collection<Operation> history, Store store) {
        Map<String, List<Operation>> byKey = new TreeMap<>();
        history.forEach(operation ->
                byKey.computeIfAbsent(operation.key(), key -> new ArrayList<>()).add(operation));
        List<Violation> violations = new ArrayList<>();
        byKey.forEach((key, operations) ->
                new KeyHistory(key, operations, store).firstViolation().ifPresent(violations::add));
        return violations;
    }
}
