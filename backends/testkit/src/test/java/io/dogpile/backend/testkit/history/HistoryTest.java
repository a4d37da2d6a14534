// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.testkit.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.dogpile.backend.BackendException;
import io.dogpile.backend.testkit.history.Operation.Kind;
import io.dogpile.backend.testkit.history.Operation.Outcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class HistoryTest {

    private static final int THREADS = 8;
    private static final int KEYS = 64;
    private static final int OPERATIONS = 200_000;

    private final History history = new History("p1");

    @Test
    void eachOperationIsRecordedWithItsResult() {
        history.read("k", () -> null);
        history.write("k", "a", () -> {});
        assertThat(history.replace("k", "a", "b", () -> true)).isTrue();
        assertThat(history.replace("k", "a", null, () -> false)).isFalse();
        assertThat(history.remove("k", () -> true)).isTrue();

        assertThat(history.operations())
                .extracting(Operation::kind, Operation::expected, Operation::value, Operation::outcome)
                .map(Object::toString)
                .containsExactly(
                        "(READ, null, null, DONE)",
                        "(WRITE, null, \"a\", DONE)",
                        "(REPLACE, \"a\", \"b\", DONE)",
                        "(REPLACE, \"a\", null, REFUSED)",
                        "(REMOVE, null, null, DONE)");
        assertThat(history.operations()).allSatisfy(operation -> {
            assertThat(operation.returned()).isGreaterThanOrEqualTo(operation.called());
            assertThat(operation.client()).startsWith("p1/");
        });
    }

    @Test
    void anExchangeIsRecordedWithWhatItFound() {
        assertThat(history.exchange("k", "a", () -> null)).isNull();
        assertThat(history.exchange("k", "b", () -> "a")).isEqualTo("a");
        assertThat(history.exchangePresent("k", "c", () -> "b")).isEqualTo("b");
        assertThat(history.exchange("k", null, () -> "c")).isEqualTo("c");
        assertThat(history.exchange("k", null, () -> null)).isNull();
        assertThat(history.exchangePresent("k", "d", () -> null)).isNull();

        assertThat(history.operations())
                .extracting(Operation::kind, Operation::expected, Operation::value, Operation::outcome)
                .map(Object::toString)
                .containsExactly(
                        "(REPLACE, null, \"a\", DONE)",
                        "(REPLACE, \"a\", \"b\", DONE)",
                        "(REPLACE, \"b\", \"c\", DONE)",
                        "(REPLACE, \"c\", null, DONE)",
                        "(READ, null, null, DONE)",
                        "(READ, null, null, DONE)");
        assertThat(LinearizabilityChecker.check(history.operations())).isEmpty();
    }

    @Test
    void anExchangeThatFailsMayHaveBeenDone() {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> history.exchange("k", "a", () -> {
                    throw new IllegalStateException();
                }));

        assertThat(history.operations())
                .extracting(Operation::kind, Operation::value, Operation::outcome)
                .map(Object::toString)
                .containsExactly("(WRITE, \"a\", UNKNOWN)");
    }

    @Test
    void whatFailsIsUnknownUnlessItSaysThatItWasNotDone() {
        for (RuntimeException failure : List.of(
                new IllegalStateException(),
                new BackendException(BackendException.Kind.UNKNOWN, "late", null),
                new BackendException(BackendException.Kind.UNAVAILABLE, "away", null))) {
            assertThatExceptionOfType(failure.getClass())
                    .isThrownBy(() -> history.write("k", "a", () -> {
                        throw failure;
                    }));
        }
        assertThat(history.operations())
                .extracting(Operation::outcome)
                .containsExactly(Outcome.UNKNOWN, Outcome.UNKNOWN);
    }

    @Test
    void aSavedHistoryIsReadAsItWas(@TempDir Path directory) {
        history.read("k", () -> null);
        history.write("k", "", () -> {});
        history.replace("k", null, "b = c", () -> false);
        history.save(directory.resolve("history"));

        assertThat(History.read(directory.resolve("history"))).isEqualTo(history.operations());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Operation.parse("nonsense"))
                .withMessage("an operation has 8 fields, not 1: nonsense");
    }

    @Test
    void aMapThatIsUsedByManyThreadsIsExplainedAndAPlantedStaleReadIsFound(TestReporter reporter)
            throws InterruptedException {
        useAMap();
        List<Operation> operations = new ArrayList<>(history.operations());
        assertThat(operations).hasSize(OPERATIONS);
        long begin = System.nanoTime();
        assertThat(LinearizabilityChecker.check(operations)).isEmpty();
        reporter.publishEntry("milliseconds of checking", String.valueOf((System.nanoTime() - begin) / 1_000_000));

        operations.sort(Comparator.comparingLong(Operation::called));
        Operation stale = staleRead(operations);
        operations.add(stale);

        assertThat(LinearizabilityChecker.check(operations))
                .singleElement()
                .satisfies(violation -> assertThat(violation.key()).isEqualTo(stale.key()));
    }

    private void useAMap() throws InterruptedException {
        ConcurrentMap<String, String> map = new ConcurrentHashMap<>();
        List<Thread> threads = IntStream.range(0, THREADS)
                .mapToObj(number -> new Thread(() -> use(map, number), "t" + number))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void use(ConcurrentMap<String, String> map, int thread) {
        Random random = new Random(thread);
        for (int i = 0; i < OPERATIONS / THREADS; i++) {
            String key = "k" + random.nextInt(KEYS);
            String value = thread + "-" + i;
            switch (random.nextInt(6)) {
                case 0 -> history.write(key, value, () -> map.put(key, value));
                case 1 -> history.remove(key, () -> map.remove(key) != null);
                case 2 -> history.replace(key, null, value, () -> map.putIfAbsent(key, value) == null);
                case 3 -> {
                    String expected = map.getOrDefault(key, "none");
                    history.replace(key, expected, value, () -> map.replace(key, expected, value));
                }
                default -> history.read(key, () -> map.get(key));
            }
        }
    }

    /** A read of what was overwritten long before, in the middle of the history. */
    private static Operation staleRead(List<Operation> sorted) {
        Operation old = sorted.stream()
                .filter(operation -> operation.kind() == Kind.WRITE)
                .skip(1_000)
                .findFirst()
                .orElseThrow();
        long later = sorted.get(OPERATIONS / 2).called();
        return new Operation("p2", old.key(), Kind.READ, null, old.value(), Outcome.DONE, later, later + 1);
    }
}
