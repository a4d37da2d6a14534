// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.dogpile.backend.Backend;
import io.dogpile.backend.ChangeListener;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Being told what another client changes; or, of a store that does not tell, that it says so. */
interface ByteWatchContract extends ByteBackendUnderTest {

    @Test
    default void whatTheOtherClientChangesIsTold(TestReporter reporter) {
        watching(reporter, (trial, told) -> {
            Backend<String, byte[]> second = trial.second();
            for (String key : List.of("set", "cut", "removed", "removed-with-others")) {
                trial.put(key, trial.value("before"));
            }

            Map<String, Runnable> ways = Map.of(
                    "put", () -> second.put("put", trial.value("one")),
                    "put-with-others", () -> second.putAll(Map.of("put-with-others", trial.value("one"))),
                    "added", () -> second.replace("added", null, trial.value("one")),
                    "set", () -> second.replace("set", ByteTrial.read(second, "set"), trial.value("one")),
                    "cut", () -> second.replace("cut", ByteTrial.read(second, "cut"), null),
                    "removed", () -> second.remove("removed"),
                    "removed-with-others", () -> second.removeAll(List.of("removed-with-others")));
            ways.forEach(told::expect);
        });
    }

    @Test
    default void everyOneOfManyChangesIsTold(TestReporter reporter) {
        watching(reporter, (trial, told) -> {
            Backend<String, byte[]> second = trial.second();
            List<String> keys = trial.fill("key", 200);
            assertThat(Wait.until(() -> told.knows(keys), changesAreToldWithin()))
                    .isTrue();
            told.forget();

            keys.forEach(key -> second.put(key, trial.value("two")));

            assertThat(Wait.until(() -> told.knows(keys), changesAreToldWithin()))
                    .as("within %s each of 200 changes is told, and was %s", changesAreToldWithin(), told.keys)
                    .isTrue();
        });
    }

    @Test
    default void thatTheOtherClientRemovesEverythingIsTold(TestReporter reporter) {
        watching(reporter, (trial, told) -> {
            List<String> keys = trial.fill("key", 10);
            Wait.until(() -> told.knows(keys), changesAreToldWithin());
            told.forget();

            trial.second().clear();

            assertThat(Wait.until(() -> told.missed.get() > 0 || told.knows(keys), changesAreToldWithin()))
                    .as("within %s it is told that anything may have changed, or each key", changesAreToldWithin())
                    .isTrue();
        });
    }

    @Test
    default void severalListenersAreAllTold(TestReporter reporter) {
        watching(reporter, (trial, told) -> {
            Told another = new Told(this);
            assertThat(trial.watch(another)).isTrue();

            told.expect("key", () -> trial.second().put("key", trial.value("one")));
            assertThat(Wait.until(() -> another.knows(List.of("key")), changesAreToldWithin()))
                    .isTrue();
        });
    }

    @Test
    default void whoWatchesOneKeyIsToldOfThatOneAndNoOther(TestReporter reporter) {
        Declared.report(reporter, "cannot watch", cannotWatch());
        try (ByteTrial trial = new ByteTrial(this)) {
            Told told = new Told(this);
            assertThat(trial.watch("mine", told))
                    .as("whether the store tells of changes")
                    .isEqualTo(cannotWatch().isEmpty());
            if (cannotWatch().isEmpty()) {
                Runnable both = () -> {
                    trial.second().put("other", trial.value("one"));
                    trial.second().put("mine", trial.value("one"));
                };
                told.expect("mine", both);
                assertThat(told.knows(List.of("other"))).isFalse();
                // All that happens later on is told to whoever asks for all.
                Told all = new Told(this);
                assertThat(trial.watch(all)).isTrue();
                all.expect("other", () -> told.expect("mine", both));
                assertThat(told.knows(List.of("other"))).isFalse();
            }
        }
    }

    private void watching(TestReporter reporter, BiConsumer<ByteTrial, Told> test) {
        Declared.report(reporter, "cannot watch", cannotWatch());
        try (ByteTrial trial = new ByteTrial(this)) {
            Told told = new Told(this);
            assertThat(trial.watch(told))
                    .as("whether the store tells of changes")
                    .isEqualTo(cannotWatch().isEmpty());
            if (cannotWatch().isEmpty()) {
                test.accept(trial, told);
            }
        }
    }

    /** Remembers what it was told. */
    final class Told implements ChangeListener<String> {

        private final ByteBackendUnderTest subject;
        private final Set<String> keys = ConcurrentHashMap.newKeySet();
        private final AtomicInteger missed = new AtomicInteger();

        Told(ByteBackendUnderTest subject) {
            this.subject = subject;
        }

        @Override
        public void changed(String key) {
            keys.add(key);
        }

        @Override
        public void missed() {
            missed.incrementAndGet();
        }

        boolean knows(List<String> expected) {
            return keys.containsAll(expected);
        }

        void forget() {
            keys.clear();
            missed.set(0);
        }

        /** Makes a change of a key, which must be told. */
        void expect(String key, Runnable change) {
            forget();
            change.run();
            assertThat(Wait.until(() -> knows(List.of(key)), subject.changesAreToldWithin()))
                    .as("within %s the change of '%s' is told", subject.changesAreToldWithin(), key)
                    .isTrue();
        }
    }
}
