// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.dogpile.backend.Backend;
import io.dogpile.backend.BackendException;
import io.dogpile.backend.Stored;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What is closed refuses at once, and disturbs nobody who is not. */
interface ByteCloseContract extends ByteBackendUnderTest {

    /** More than any operation may take, and less than anybody would wait for one. */
    Duration AT_ONCE = Duration.ofSeconds(5);

    @Test
    default void closingTwiceIsHarmless() {
        ByteTrial trial = new ByteTrial(this);
        trial.put("key", trial.value("one"));

        trial.close();
        trial.close();
    }

    @Test
    default void whatHasNeverBeenUsedCanBeClosed() {
        new ByteTrial(this).close();
    }

    @Test
    default void everyOperationAfterCloseFailsAndNoneHangs() {
        try (ByteTrial trial = new ByteTrial(this)) {
            Stored<byte[]> one = trial.putAndRead("key", "one");
            Stored<byte[]> two = trial.value("two");
            trial.delegate().close();

            Map<String, Runnable> operations = new LinkedHashMap<>();
            operations.put("get", () -> trial.get("key"));
            operations.put("getAll", () -> trial.getAll(List.of("key", "other")));
            operations.put("put", () -> trial.put("key", two));
            operations.put("putAll", () -> trial.putAll(Map.of("key", two)));
            operations.put("add", () -> trial.replace("key", null, two));
            operations.put("set", () -> trial.replace("key", one, two));
            operations.put("cut", () -> trial.replace("key", one, null));
            operations.put("remove", () -> trial.remove("key"));
            operations.put("removeAll", () -> trial.removeAll(List.of("key")));
            operations.put("clear", trial::clear);
            if (cannotIterate().isEmpty()) {
                operations.put("entries", () -> trial.entries().forEachRemaining(entry -> {}));
            }
            operations.put("touch", () -> trial.touch("key", one, trial.now() + ByteTrial.HOUR));
            operations.forEach(ByteCloseContract::refuses);
        }
    }

    private static void refuses(String name, Runnable operation) {
        assertTimeoutPreemptively(
                AT_ONCE,
                () -> assertThatThrownBy(operation::run)
                        .as("%s of a closed backend", name)
                        .isInstanceOfAny(BackendException.class, IllegalStateException.class));
    }

    @Test
    default void closingOneClientLeavesTheOther() {
        try (ByteTrial trial = new ByteTrial(this)) {
            Backend<String, byte[]> other = trial.open(trial.namespace() + "-other");
            trial.put("key", trial.value("one"));
            other.put("key", trial.value("other"));
            if (cannotShare().isEmpty()) {
                Backend<String, byte[]> second = trial.second();
                assertThat(ByteTrial.text(ByteTrial.read(second, "key"))).isEqualTo("one");
                second.close();
                assertThat(trial.textOf("key")).isEqualTo("one");
            }

            trial.delegate().close();

            assertThat(ByteTrial.text(ByteTrial.read(other, "key"))).isEqualTo("other");
            other.put("key", trial.value("still"));
            assertThat(ByteTrial.text(ByteTrial.read(other, "key"))).isEqualTo("still");
        }
    }

    @Test
    default void whoIsAtItWhenItIsClosedFailsOrDoesNotButDoesNotHang() {
        try (ByteTrial trial = new ByteTrial(this)) {
            List<String> keys = trial.fill("key", 20);
            AtomicInteger working = new AtomicInteger();
            List<Integer> done = assertTimeoutPreemptively(
                    AT_ONCE.multipliedBy(4),
                    () -> new Crew().all(number -> {
                        if (number == 0) {
                            Wait.until(() -> working.get() == Crew.SIZE - 1, AT_ONCE);
                            trial.delegate().close();
                            return number;
                        }
                        return workUntilClosed(trial, keys.get(number), working);
                    }));
            assertThat(done).hasSize(Crew.SIZE);
        }
    }

    /** Works until it is refused, which it must be in the end. */
    private static int workUntilClosed(ByteTrial trial, String key, AtomicInteger working) {
        int round = 0;
        try {
            while (!Thread.currentThread().isInterrupted()) {
                trial.put(key, trial.value("round " + round));
                trial.get(key);
                if (round++ == 10) {
                    working.incrementAndGet();
                }
            }
        } catch (BackendException | IllegalStateException refused) {
            return round;
        }
        throw new AssertionError("after " + round + " rounds the backend has not refused, although it is closed");
    }
}
