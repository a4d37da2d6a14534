// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dogpile.backend.BackendException;
import io.dogpile.backend.Stored;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** The largest value is stored, a larger one refused, and nobody else notices. */
interface ByteLimitsContract extends ByteBackendUnderTest {

    @Test
    default void theLargestValueIsStoredUnderTheLongestKeyInEveryWay() {
        try (ByteTrial trial = new ByteTrial(this)) {
            String key = ByteReadContract.ALPHABET.repeat(3).substring(0, 200);
            trial.put(key, largest(trial));
            Stored<byte[]> read = ByteTrial.read(trial, key);
            assertThat(ByteTrial.content(read)).hasSize(maximumValueBytes());

            Stored<byte[]> another = largest(trial);
            assertThat(trial.replace(key, read, another)).isTrue();
            assertThat(ByteTrial.content(ByteTrial.read(trial.second(), key))).isEqualTo(ByteTrial.content(another));
            assertThat(trial.remove(key)).isTrue();
            assertThat(trial.replace(key, null, another)).isTrue();
            trial.putAll(Map.of("other", another));

            assertThat(trial.getAll(List.of(key, "other")).values())
                    .hasSize(2)
                    .allSatisfy(each -> assertThat(ByteTrial.content(each)).isEqualTo(ByteTrial.content(another)));
        }
    }

    private Stored<byte[]> largest(ByteTrial trial) {
        return ByteTrial.until(trial.now() + ByteTrial.HOUR, ByteTrial.ofLength(maximumValueBytes()));
    }

    @Test
    default void aLargerValueIsRefusedAndChangesNothing(TestReporter reporter) {
        refusing(reporter, (trial, tooLarge) -> {
            Stored<byte[]> one = trial.putAndRead("key", "one");

            refused(() -> trial.put("key", tooLarge));
            refused(() -> trial.put("absent", tooLarge));
            refused(() -> trial.replace("key", one, tooLarge));
            refused(() -> trial.replace("absent", null, tooLarge));
            refused(() -> trial.putAll(Map.of("key", tooLarge)));

            assertThat(trial.textOf("key")).isEqualTo("one");
            assertThat(trial.get("absent")).isNull();
            assertThat(trial.replace("key", one, trial.value("two"))).isTrue();
        });
    }

    @Test
    default void aLargerValueAmongOthersIsRefusedAndTheOthersAreStoredOrNot(TestReporter reporter) {
        refusing(reporter, (trial, tooLarge) -> {
            Map<String, Stored<byte[]>> values = new HashMap<>();
            for (int i = 0; i < 20; i++) {
                values.put("key:" + i, i == 10 ? tooLarge : trial.value("value " + i));
            }

            refused(() -> trial.putAll(values));

            Map<String, Stored<byte[]>> found = trial.getAll(values.keySet());
            assertThat(found).doesNotContainKey("key:10");
            found.forEach((key, read) -> assertThat(ByteTrial.text(read)).isEqualTo(key.replace("key:", "value ")));
            trial.put("key:10", trial.value("small"));
            assertThat(trial.textOf("key:10")).isEqualTo("small");
        });
    }

    @Test
    default void whileLargerValuesAreRefusedOtherKeysAreReadAndWritten(TestReporter reporter) {
        refusing(reporter, (trial, tooLarge) -> {
            List<String> keys = trial.fill("key", 20);

            new Crew().besides(round -> refused(() -> trial.put("large:" + round % 5, tooLarge)), () -> {
                for (int i = 0; i < rounds(); i++) {
                    String key = keys.get(i % keys.size());
                    assertThat(trial.textOf(key)).isNotEmpty();
                    trial.put(key, trial.value("round " + i));
                    assertThat(trial.getAll(keys)).hasSize(keys.size());
                }
            });
        });
    }

    /** A test with a value that is too large. */
    interface WithTooLarge {
        void test(ByteTrial trial, Stored<byte[]> tooLarge);
    }

    private void refusing(TestReporter reporter, WithTooLarge test) {
        Declared.report(reporter, "cannot refuse by size", cannotRefuseBySize());
        try (ByteTrial trial = new ByteTrial(this)) {
            byte[] bytes = ByteTrial.ofLength(tooManyValueBytes());
            Stored<byte[]> tooLarge = ByteTrial.until(trial.now() + ByteTrial.HOUR, bytes);
            if (cannotRefuseBySize().isEmpty()) {
                test.test(trial, tooLarge);
            } else {
                trial.put("key", tooLarge);
                assertThat(ByteTrial.content(ByteTrial.read(trial, "key"))).isEqualTo(bytes);
            }
        }
    }

    private static void refused(ThrowingCallable operation) {
        assertThatExceptionOfType(BackendException.class)
                .as("what becomes of a value that is too large")
                .isThrownBy(operation)
                .satisfies(refusal -> assertThat(refusal.kind()).isEqualTo(BackendException.Kind.TOO_LARGE))
                .satisfies(refusal -> assertThat(refusal.getMessage()).isNotBlank());
    }
}
