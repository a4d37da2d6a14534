// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.cluster;

import io.dogpile.backend.testkit.history.Operation;
import io.dogpile.backend.testkit.history.Operation.Kind;
import io.dogpile.backend.testkit.history.Operation.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A read of what had long been overwritten, to see that it is found. */
final class StaleRead {

    private StaleRead() {}

    /** The history, and in the end a read of a value that was overwritten more than that time before. */
    static List<Operation> plantedIn(List<Operation> history, Duration before) {
        Operation written = history.stream()
                .filter(each -> each.kind() == Kind.WRITE && each.outcome() == Outcome.DONE)
                .min(Comparator.comparingLong(Operation::returned))
                .orElseThrow();
        Operation over = history.stream()
                .filter(each -> each.key().equals(written.key()) && each.outcome() == Outcome.DONE)
                .filter(each -> each.kind() == Kind.WRITE && each.called() > written.returned())
                .max(Comparator.comparingLong(Operation::returned))
                .orElseThrow();
        long end = history.stream().mapToLong(Operation::returned).max().orElseThrow();
        long called = Math.max(end, over.returned() + before.toNanos()) + 1;
        List<Operation> planted = new ArrayList<>(history);
        planted.add(new Operation(
                "planted/1", written.key(), Kind.READ, null, written.value(), Outcome.DONE, called, called + 1));
        return planted;
    }
}
