// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.testkit;

import io.dogpile.backend.Backend;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * What one run of the contract of drivers is about: a store in memory, with something wrong. Small and quick, for there are
 * many runs.
 */
final class ByteSubject implements ByteBackendUnderTest {

    private static final ThreadLocal<ByteSubject> CURRENT = new ThreadLocal<>();

    private final Function<String, Backend<String, byte[]>> store;
    private final Clock clock;
    private final Map<String, String> limits = new TreeMap<>();

    private ByteSubject(Function<String, Backend<String, byte[]>> store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** A store every client of which is wrapped. */
    static ByteSubject of(UnaryOperator<Backend<String, byte[]>> wrap) {
        Clock clock = new FastClock();
        HeapBytes.Store store = new HeapBytes.Store(clock);
        return new ByteSubject(namespace -> wrap.apply(store.open(namespace)), clock);
    }

    /** A store that makes something else of namespaces. */
    static ByteSubject spaces(Function<HeapBytes.Store, Function<String, Backend<String, byte[]>>> spaces) {
        Clock clock = new FastClock();
        return new ByteSubject(spaces.apply(new HeapBytes.Store(clock)), clock);
    }

    /** The same, with a limit declared. */
    ByteSubject declaring(String limit, String reason) {
        limits.put(limit, reason);
        return this;
    }

    /** Runs the contract. */
    Launch launch() {
        return launch(Tested.class);
    }

    /** Runs the contract as a test class has it. */
    Launch launch(Class<? extends Tested> testClass) {
        CURRENT.set(this);
        try {
            return new Launch(
                    testClass,
                    () -> {
                        throw new AssertionError("the contract of backends that keep objects is not run");
                    },
                    null);
        } finally {
            CURRENT.remove();
        }
    }

    /** The names of the tests that fail. */
    Map<String, String> failures() {
        return launch().failed;
    }

    @Override
    public Backend<String, byte[]> open(String namespace) {
        return store.apply(namespace);
    }

    private Optional<String> limit(String name) {
        return Optional.ofNullable(limits.get(name));
    }

    /** Not found by a build that looks for tests by name: most stores that are launched here are meant to fail. */
    static class Tested implements ByteBackendContract {

        private final ByteSubject subject = CURRENT.get();

        @Override
        public Backend<String, byte[]> open(String namespace) {
            return subject.open(namespace);
        }

        @Override
        public Optional<String> cannotShare() {
            return subject.limit("share");
        }

        @Override
        public Optional<String> cannotIterate() {
            return subject.limit("iterate");
        }

        @Override
        public Optional<String> cannotWatch() {
            return subject.limit("watch");
        }

        @Override
        public Optional<String> cannotRefuseBySize() {
            return subject.limit("refuse");
        }

        @Override
        public int maximumValueBytes() {
            return HeapBytes.MAXIMUM;
        }

        @Override
        public int entries() {
            return 40;
        }

        @Override
        public int rounds() {
            return 60;
        }

        @Override
        public Duration changesAreToldWithin() {
            return Duration.ofMillis(50);
        }

        @Override
        public Duration dropsWithin() {
            return Duration.ofMillis(200);
        }

        @Override
        public Clock clock() {
            return subject.clock;
        }
    }

    static final class Overriding extends Tested {

        @Override
        public void clearLeavesNothing() {}
    }
}
