// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.dogpile.backend.Backend;
import io.dogpile.backend.Stored;
import io.dogpile.config.OnBackendFailure;
import io.dogpile.config.ProtectionKind;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.cache.Cache;
import org.junit.jupiter.api.TestReporter;

/** A time during which no operation can succeed, and what everybody does before, meanwhile and after it. */
final class Outage {

    private static final int ROUNDS = Deep.number(1, 20);
    private static final int CALLERS = 16;

    private final NetworkUnderTest subject;
    private final String fault;
    private final TestReporter reporter;
    private final Duration deadline;
    private final Delays delays = new Delays();
    private final Duration recovery;
    private Duration slowest = Duration.ZERO;

    /** @param recovery how soon after the end of the fault values are to be stored again */
    Outage(NetworkUnderTest subject, String fault, Duration recovery, TestReporter reporter) {
        this.subject = subject;
        this.fault = fault;
        this.reporter = reporter;
        this.deadline = subject.deadline();
        this.recovery = recovery;
    }

    void run(Runnable begin, Runnable end) {
        try (NetworkTrial trial = new NetworkTrial(subject)) {
            Cache<String, String> strict = trial.cache("strict", OnBackendFailure.FAIL, ProtectionKind.NONE);
            for (int round = 0; round < ROUNDS; round++) {
                run(trial, strict, round, begin, end);
            }
            Deep.tell(
                    reporter,
                    "recovery after: " + fault,
                    "at most " + slowest.toMillis() + " ms, in " + ROUNDS + " rounds");
            delays.report(reporter, fault, subject.slack());
            assertThat(slowest)
                    .as("until values are stored again, after: %s", fault)
                    .isLessThanOrEqualTo(recovery.plus(subject.slack()));
        }
    }

    private void run(NetworkTrial trial, Cache<String, String> strict, int round, Runnable begin, Runnable end) {
        trial.driver().put("key", sample());
        Stored<byte[]> read = ByteTrial.read(trial.driver(), "key");
        strict.put("known", "value");
        begin.run();
        try {
            callersOfOneKeyShareOneLoad(trial, "cold " + round);
            cacheGoesOn(trial);
            strictCacheFails(strict);
            driverFails(trial.driver(), read);
        } finally {
            end.run();
        }
        Duration took = trial.recovery();
        slowest = took.compareTo(slowest) > 0 ? took : slowest;
    }

    private static Stored<byte[]> sample() {
        return ByteTrial.until(System.currentTimeMillis() + ByteTrial.HOUR, ByteTrial.bytes("sample"));
    }

    private void callersOfOneKeyShareOneLoad(NetworkTrial trial, String key) {
        // Longer than a look at the store: who is kept waiting by that still finds the load of those who were not.
        Duration load = deadline.multipliedBy(2);
        int before = trial.origin().loads();
        trial.origin().takes(load);
        List<String> values = new Crew()
                .all(
                        CALLERS,
                        number -> delays.of(
                                "get of 16 callers",
                                deadline.plus(load),
                                () -> trial.cache().get(key)));
        trial.origin().takes(Duration.ZERO);
        assertThat(Set.copyOf(values))
                .as("what %s callers of one key got", CALLERS)
                .hasSize(1);
        assertThat(trial.origin().loads() - before).as("loads of one key").isEqualTo(1);
        assertThat(trial.origin().doubled())
                .as("loads beside another of the same key")
                .isZero();
    }

    private void cacheGoesOn(NetworkTrial trial) {
        Cache<String, String> cache = trial.cache();
        assertThat(delays.of("cache.get", deadline, () -> cache.get("a"))).startsWith("a=");
        Set<String> keys = Set.of("b", "c", "d", "e", "f", "g");
        assertThat(delays.of("cache.getAll", deadline, () -> cache.getAll(keys)).keySet())
                .isEqualTo(keys);
        delays.of("cache.containsKey", deadline, () -> cache.containsKey("a"));
        fails("cache.put", () -> cache.put("a", "new"));
        fails("cache.putIfAbsent", () -> cache.putIfAbsent("a", "new"));
        fails("cache.remove", () -> cache.remove("a"));
    }

    private void strictCacheFails(Cache<String, String> strict) {
        fails("get of a cache that is to fail", () -> strict.get("known"));
        fails("getAll of a cache that is to fail", () -> strict.getAll(Set.of("known", "unknown")));
    }

    private void driverFails(Backend<String, byte[]> driver, Stored<byte[]> read) {
        Map<String, Runnable> operations = new LinkedHashMap<>();
        operations.put("driver.get", () -> driver.get("key"));
        operations.put("driver.getAll", () -> driver.getAll(List.of("key", "other")));
        operations.put("driver.put", () -> driver.put("key", sample()));
        operations.put("driver.putAll", () -> driver.putAll(Map.of("key", sample())));
        operations.put("driver.replace", () -> driver.replace("key", read, sample()));
        operations.put("driver.replace of nothing", () -> driver.replace("none", null, sample()));
        operations.put("driver.remove", () -> driver.remove("key"));
        operations.put("driver.removeAll", () -> driver.removeAll(List.of("key", "other")));
        operations.forEach(this::fails);
    }

    private void fails(String name, Runnable operation) {
        assertThat(delays.of(name, deadline, () -> NetworkTrial.fails(operation)))
                .as("whether %s fails without a server", name)
                .isTrue();
    }
}
