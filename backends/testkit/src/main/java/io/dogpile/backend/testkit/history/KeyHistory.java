// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.testkit.history;

import io.dogpile.backend.testkit.history.LinearizabilityChecker.Store;
import io.dogpile.backend.testkit.history.Operation.Kind;
import io.dogpile.backend.testkit.history.Operation.Outcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The history of one key, gone through from event to event.
 *
 * <p>All the while it keeps every {@link Configuration} that explains what has returned so far. An operation is put in its
 * place when it returns, and not earlier, together with those that must have happened before it. One of unknown outcome never
 * returns, so that it may be put in its place at any time after its call, or never.
 */
final class KeyHistory {

    private static final int CONTEXT = 10;

    private final String key;
    private final boolean forgetful;
    private final List<Event> events = new ArrayList<>();
    private final Set<String> written = new HashSet<>();
    private final Map<@Nullable String, Integer> values = new HashMap<>();
    private final Pending pending = new Pending();
    private final Deque<Operation> before = new ArrayDeque<>();
    private Explanations explanations = new Explanations(0);

    KeyHistory(String key, List<Operation> operations, Store store) {
        this.key = key;
        this.forgetful = store == Store.FORGETFUL;
        explanations.add(Configuration.BEGINNING);
        values.put(null, Configuration.NOTHING);
        operations.forEach(this::add);
        events.sort(Comparator.comparingLong(Event::time).thenComparing(event -> !event.isCall));
    }

    /** A call or a return. */
    private record Event(Step step, boolean isCall) {

        long time() {
            return isCall ? step.operation().called() : step.operation().returned();
        }
    }

    private void add(Operation operation) {
        boolean writes = operation.kind() == Kind.WRITE || operation.kind() == Kind.REPLACE;
        if (writes && operation.value() != null && !written.add(operation.value())) {
            throw new IllegalArgumentException("the value " + operation.value() + " was written twice: " + operation);
        }
        Step step = new Step(operation, number(operation.expected()), number(operation.value()));
        events.add(new Event(step, true));
        if (operation.outcome() != Outcome.UNKNOWN) {
            events.add(new Event(step, false));
        }
    }

    private int number(@Nullable String value) {
        return values.computeIfAbsent(value, unknown -> values.size());
    }

    Optional<Violation> firstViolation() {
        for (Event event : events) {
            if (event.isCall) {
                pending.add(event.step);
            } else {
                explanations = afterReturnOf(event.step.slot());
                if (explanations.isEmpty()) {
                    return Optional.of(violation(event.step.operation()));
                }
                pending.free(event.step);
                remember(event.step.operation());
            }
        }
        return Optional.empty();
    }

    /** What still explains everything once the operation in that slot has returned; without that operation's mark. */
    private Explanations afterReturnOf(int slot) {
        Explanations next = new Explanations(pending.unsure());
        Explanations seen = new Explanations(pending.unsure());
        Deque<Configuration> open = new ArrayDeque<>();
        explanations.stream().forEach(explanation -> reach(explanation, seen, open));
        for (Configuration each = open.poll(); each != null; each = open.poll()) {
            if (each.has(slot)) {
                next.add(each.without(slot));
                continue;
            }
            if (forgetful) {
                reach(each.at(Configuration.NOTHING), seen, open);
            }
            for (Configuration successor : pending.successors(each)) {
                reach(successor, seen, open);
            }
        }
        return pending.settled(next);
    }

    private void reach(Configuration configuration, Explanations seen, Deque<Configuration> open) {
        Configuration settled = pending.settled(configuration);
        if (seen.add(settled)) {
            open.add(settled);
        }
    }

    private void remember(Operation operation) {
        before.add(operation);
        if (before.size() > CONTEXT) {
            before.remove();
        }
    }

    private Violation violation(Operation operation) {
        List<Operation> others = new ArrayList<>(pending.operations());
        others.remove(operation);
        return new Violation(key, operation, List.copyOf(before), others);
    }
}
