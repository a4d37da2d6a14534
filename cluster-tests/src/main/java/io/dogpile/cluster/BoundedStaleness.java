// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.cluster;

import io.dogpile.backend.testkit.history.LinearizabilityChecker;
import io.dogpile.backend.testkit.history.Operation;
import io.dogpile.backend.testkit.history.Operation.Kind;
import io.dogpile.backend.testkit.history.Operation.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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
        Map<String, Changes> changes = changing.stream()
                .filter(each -> each.outcome() != Outcome.REFUSED)
                .collect(Collectors.groupingBy(
                        Operation::key, Collectors.collectingAndThen(Collectors.toList(), Changes::new)));
        Changes none = new Changes(List.of());
        history.stream()
                .filter(each -> each.kind() == Kind.READ)
                .filter(read -> isTooOld(read, changes.getOrDefault(read.key(), none)))
                .forEach(violations::add);
        return violations;
    }

    private boolean isTooOld(Operation read, Changes changes) {
        long latest = changes.latestToBeSeen(read, nanos);
        boolean fromTheBeginning = read.value() == null && latest == Long.MIN_VALUE;
        return !fromTheBeginning
                && changes.leaving(read.value()).stream()
                        .filter(each -> each.called() <= read.returned())
                        .noneMatch(each -> latest <= end(each));
    }

    /** What has, or may have, changed one key, by the values that it left and by the process that did it. */
    private static final class Changes {

        private final Map<Optional<String>, List<Operation>> byValue;
        private final Map<String, Done> byProcess;

        Changes(List<Operation> all) {
            byValue = all.stream().collect(Collectors.groupingBy(each -> Optional.ofNullable(each.value())));
            byProcess = all.stream()
                    .filter(each -> each.outcome() == Outcome.DONE)
                    .collect(Collectors.groupingBy(
                            Changes::process, Collectors.collectingAndThen(Collectors.toList(), Done::new)));
        }

        List<Operation> leaving(@Nullable String value) {
            return byValue.getOrDefault(Optional.ofNullable(value), List.of());
        }

        /** When the last one was called of those that the read must have seen. */
        long latestToBeSeen(Operation read, long staleness) {
            return byProcess.entrySet().stream()
                    .mapToLong(each -> each.getValue()
                            .latestBefore(read.called() - (each.getKey().equals(process(read)) ? 0 : staleness)))
                    .max()
                    .orElse(Long.MIN_VALUE);
        }

        private static String process(Operation operation) {
            return operation.client().substring(0, operation.client().indexOf('/'));
        }
    }

    /** What one process has done: after each return, in their order, the latest call of those that have returned. */
    private static final class Done {

        private final NavigableMap<Long, Long> latestCalls = new TreeMap<>();

        Done(List<Operation> all) {
            long latest = Long.MIN_VALUE;
            for (Operation each : all.stream()
                    .sorted(Comparator.comparingLong(Operation::returned))
                    .toList()) {
                latest = Math.max(latest, each.called());
                latestCalls.put(each.returned(), latest);
            }
        }

        long latestBefore(long moment) {
            Map.Entry<Long, Long> entry = latestCalls.lowerEntry(moment);
            return entry == null ? Long.MIN_VALUE : entry.getValue();
        }
    }

    private static long end(Operation change) {
        return change.outcome() == Outcome.UNKNOWN ? Long.MAX_VALUE : change.returned();
    }
}
