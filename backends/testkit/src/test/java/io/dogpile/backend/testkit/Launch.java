// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.testkit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.dogpile.backend.Backend;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** One run of the contract inside of a test: what passed, what failed and why, what was skipped, what was reported. */
final class Launch implements TestExecutionListener {

    private static final ThreadLocal<Launch> CURRENT = new ThreadLocal<>();

    final Set<String> passed = new TreeSet<>();
    final Map<String, String> failed = new TreeMap<>();
    final Set<String> skipped = new TreeSet<>();
    final Set<String> reported = new TreeSet<>();

    private final Supplier<Backend<String, String>> backend;
    private final @Nullable String cannotIterate;

    Launch(Supplier<Backend<String, String>> backend) {
        this(backend, null);
    }

    Launch(Supplier<Backend<String, String>> backend, @Nullable String cannotIterate) {
        this(Subject.class, backend, cannotIterate);
    }

    Launch(Class<?> testClass, Supplier<Backend<String, String>> backend, @Nullable String cannotIterate) {
        this.backend = backend;
        this.cannotIterate = cannotIterate;
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(testClass))
                .build();
        CURRENT.set(this);
        try {
            LauncherFactory.create().execute(request, this);
        } finally {
            CURRENT.remove();
        }
    }

    /** Not found by a build that looks for tests by name: most backends that are launched here are meant to fail. */
    static class Subject implements BackendContract {

        @Override
        public Backend<String, String> open() {
            return CURRENT.get().backend.get();
        }

        @Override
        public Optional<String> cannotIterate() {
            return Optional.ofNullable(CURRENT.get().cannotIterate);
        }
    }

    static final class Overriding extends Subject {

        @Override
        public void manyEntriesAreKept() {}
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        Optional<TestSource> source = test.getSource();
        if (!test.isTest() || source.isEmpty()) {
            return;
        }
        String name = ((MethodSource) source.get()).getMethodName();
        result.getThrowable()
                .ifPresentOrElse(
                        failure -> failed.put(name, String.valueOf(failure.getMessage())), () -> passed.add(name));
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        skipped.add(test.getDisplayName());
    }

    @Override
    public void reportingEntryPublished(TestIdentifier test, ReportEntry entry) {
        entry.getKeyValuePairs().forEach((key, value) -> reported.add(key + ": " + value));
    }
}
