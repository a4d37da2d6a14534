// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.cluster;

import io.dogpile.backend.testkit.history.LinearizabilityChecker;
import io.dogpile.backend.testkit.history.Operation;
import io.dogpile.backend.testkit.history.Operation.Kind;
import io.dogpile.backend.testkit.history.Operation.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Judges a history of caches that keep values near: whatever may change something is linearizable, and a read sees what was there at
 * most so long ago; what was changed in its own process it sees at once.
 *
 * <p>A read is wrong if each operation that left what it saw began after it, or had been followed, long enough before the read
 * began, by another that changed something. Stateless.
 */
final class BoundedStaleness {

    private final long nanos;

    BoundedStaleness(Duration staleness) {
        this.nanos = staleness.toNanos();
    }

    /** What nothing explains: violations of changes, and reads. */
    List<Object> violations(List<Operation> history) {
        List<Operation> changing =
                history.stream().filter(each -> each.kind() != Kind.READ).toList();
        List<Object> violations = new ArrayList<>(LinearizabilityChecker.check(changing));
        Map<String, List<Operation>> changes = changing.stream()
                .filter(each -> each.outcome() != Outcome.REFUSED)
                .collect(Collectors.groupingBy(Operation::key));
        history.stream()
                .filter(each -> each.kind() == Kind.READ)
                .filter(read -> isTooOld(read, changes.getOrDefault(read.key(), List.of())))
                .forEach(violations::add);
        return violations;
    }

    private boolean isTooOld(Operation read, List<Operation> changes) {
        long latest = changes.stream()
                .filter(change -> isToBeSeen(change, read))
                .mapToLong(Operation::called)
                .max()
                .orElse(Long.MIN_VALUE);
        boolean fromTheBeginning = read.value() == null && latest == Long.MIN_VALUE;
        return !fromTheBeginning
                && changes.stream()
                        .filter(each -> Objects.equals(each.value(), read.value()))
                        .filter(each -> each.called() <= read.returned())
                        .noneMatch(each -> latest <= end(each));
    }

    private boolean isToBeSeen(Operation change, Operation read) {
        long bound = process(change).equals(process(read)) ? 0 : nanos;
        return change.outcome() == Outcome.DONE && change.returned() + bound < read.called();
    }

    private static long end(Operation change) {
        return change.outcome() == Outcome.UNKNOWN ? Long.MAX_VALUE : change.returned();
    }

    private static String process(Operation operation) {
        return operation.client().substring(0, operation.client().indexOf('/'));
    }
}
