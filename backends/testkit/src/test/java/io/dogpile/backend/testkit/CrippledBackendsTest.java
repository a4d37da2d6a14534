// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.dogpile.backend.Backend;
import io.dogpile.backend.ForwardingBackend;
import io.dogpile.backend.Stored;
import io.dogpile.backend.Terms;
import io.dogpile.backend.heap.HeapBackend;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** The contract finds what it is there to find. */
final class CrippledBackendsTest {

    @Test
    void aBackendWithoutFaultPasses() {
        Launch launch = new Launch(HeapBackend::unbounded);

        assertThat(launch.failed).isEmpty();
        assertThat(launch.skipped).isEmpty();
        assertThat(launch.passed).contains("noIncrementIsLost", "clearLeavesNothing");
    }

    @Test
    void replacingUnconditionallyIsFound() {
        assertThat(new Launch(() -> new Unconditional(HeapBackend.unbounded())).failed)
                .containsKeys(
                        "addFailsWhereSomethingIs",
                        "compareAndSetFailsAgainstAnOlderOne",
                        "compareAndSetFailsWhereNothingIsAnyMore",
                        "compareAndRemoveFailsAgainstAnOlderOne",
                        "nothingForNothingTellsWhetherNothingIsThere",
                        "oneOfManyAddersWins",
                        "oneOfManyRemoversWins");
    }

    @Test
    void comparingByEqualsIsFound() {
        assertThat(new Launch(() -> new Equal(HeapBackend.unbounded())).failed)
                .containsKeys("equalValuesWrittenTwiceAreDifferent", "touchOfAnOlderOneChangesNothing")
                .doesNotContainKeys("compareAndSetFailsAgainstAnOlderOne", "noIncrementIsLost");
    }

    @Test
    void forgettingTheLeaseIsFound() {
        assertThat(new Launch(() -> new Leaseless(HeapBackend.unbounded())).failed)
                .containsKeys("aLeaseBesideAValueSurvives", "aLeaseWithoutAValueSurvives")
                .doesNotContainKeys("everyTimeSurvives", "aRememberedAbsenceSurvives");
    }

    @Test
    void iteratingTwiceIsFound() {
        assertThat(new Launch(() -> new Twice(HeapBackend.unbounded())).failed)
                .containsKeys("iterationSeesAllThatIsStored", "iterationGivesEachKeyOnceWhateverChangesOnTheWay")
                .doesNotContainKey("manyEntriesAreKept");
    }

    @Test
    void clearingAllButOneEntryIsFound() {
        assertThat(new Launch(() -> new Leftover(HeapBackend.unbounded())).failed)
                .containsKeys("clearLeavesNothing", "iterationSeesNothingThatWasRemovedBefore")
                .doesNotContainKey("removeAllRemovesTheseAndNoOthers");
    }

    @Test
    void touchingTheCreationIsFound() {
        assertThat(new Launch(() -> new Rejuvenating(HeapBackend.unbounded())).failed)
                .containsOnlyKeys("touchMovesTheDeadlineAndNothingElse");
    }

    @Test
    void tellingWhatWasCurrentIsFound() {
        assertThat(new Launch(() -> new Behind(HeapBackend.unbounded(), new ConcurrentHashMap<>())).failed)
                .containsOnlyKeys("whatIsCurrentIsWhatReplaceComparesWith");
    }

    @Test
    void losingUpdatesIsFound() {
        assertThat(new Launch(() -> new Racy(HeapBackend.unbounded())).failed)
                .containsKey("noIncrementIsLost")
                .doesNotContainKeys("compareAndSetFailsAgainstAnOlderOne", "addFailsWhereSomethingIs");
    }

    record Unconditional(Backend<String, String> delegate) implements ForwardingBackend<String, String> {

        @Override
        public boolean replace(String key, Stored<String> expected, Stored<String> update) {
            if (update == null) {
                delegate.remove(key);
            } else {
                delegate.put(key, update);
            }
            return true;
        }
    }

    record Behind(Backend<String, String> delegate, Map<String, Stored<String>> seen)
            implements ForwardingBackend<String, String> {

        @Override
        public Stored<String> current(String key) {
            Stored<String> now = delegate.current(key);
            Stored<String> once = now == null ? null : seen.putIfAbsent(key, now);
            return once == null ? now : once;
        }
    }

    record Equal(Backend<String, String> delegate) implements ForwardingBackend<String, String> {

        @Override
        public boolean replace(String key, Stored<String> expected, Stored<String> update) {
            Stored<String> current = delegate.get(key);
            boolean same = expected != null && current != null && equal(expected, current);
            return delegate.replace(key, same ? current : expected, update);
        }

        private static boolean equal(Stored<String> one, Stored<String> other) {
            return one.terms().equals(other.terms())
                    && String.valueOf(one.value()).equals(other.value());
        }

        @Override
        public void touch(String key, Stored<String> stored, long freshUntil) {
            replace(key, stored, stored.freshUntil(freshUntil));
        }
    }

    record Leaseless(Backend<String, String> delegate) implements ForwardingBackend<String, String> {

        @Override
        public void put(String key, Stored<String> stored) {
            delegate.put(key, stored.with(stored.terms().lease(null)));
        }

        @Override
        public void putAll(Map<? extends String, Stored<String>> entries) {
            entries.forEach(this::put);
        }
    }

    record Twice(Backend<String, String> delegate) implements ForwardingBackend<String, String> {

        @Override
        public Iterator<Map.Entry<String, Stored<String>>> entries() {
            List<Map.Entry<String, Stored<String>>> entries = new ArrayList<>();
            delegate.entries().forEachRemaining(entries::add);
            delegate.entries().forEachRemaining(entries::add);
            return List.copyOf(entries).iterator();
        }
    }

    record Leftover(Backend<String, String> delegate) implements ForwardingBackend<String, String> {

        @Override
        public void clear() {
            Iterator<Map.Entry<String, Stored<String>>> entries = delegate.entries();
            if (entries.hasNext()) {
                entries.next();
                entries.forEachRemaining(entry -> delegate.remove(entry.getKey()));
            }
        }
    }

    record Rejuvenating(Backend<String, String> delegate) implements ForwardingBackend<String, String> {

        @Override
        public void touch(String key, Stored<String> stored, long freshUntil) {
            long created = stored.created() + 1;
            long freshFor = freshUntil == Terms.FOREVER ? Terms.FOREVER : freshUntil - created;
            Terms terms = stored.terms().freshFor(freshFor);
            delegate.replace(key, stored, new Stored<>(stored.value(), terms, created));
        }
    }

    record Racy(Backend<String, String> delegate) implements ForwardingBackend<String, String> {

        @Override
        @SuppressWarnings("ThreadPriorityCheck") // So that the fault shows on a single processor as well.
        public boolean replace(String key, Stored<String> expected, Stored<String> update) {
            if (delegate.get(key) != expected) {
                return false;
            }
            Thread.yield();
            if (update == null) {
                delegate.remove(key);
            } else {
                delegate.put(key, update);
            }
            return true;
        }
    }
}
