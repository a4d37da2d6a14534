// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.testkit.history;

import java.util.List;

/**
 * An operation with a result that no order of things explains.
 *
 * @param key the key it was done with
 * @param operation the first that could not be explained when it ended
 * @param before what ended before it, in the order of their ends, the last few only
 * @param pending what was going on at the same time or has an unknown outcome
 */
public record Violation(String key, Operation operation, List<Operation> before, List<Operation> pending) {

    public Violation {
        before = List.copyOf(before);
        pending = List.copyOf(pending);
    }

    @Override
    public String toString() {
        return "key " + key + ": nothing explains that " + operation + lines("before it", before)
                + lines("at the same time", pending);
    }

    private static String lines(String title, List<Operation> operations) {
        StringBuilder text = new StringBuilder("\n  ").append(title).append(':');
        operations.forEach(operation -> text.append("\n    ").append(operation));
        return text.toString();
    }
}
