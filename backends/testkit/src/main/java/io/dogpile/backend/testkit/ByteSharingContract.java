// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.dogpile.backend.Backend;
import io.dogpile.backend.Stored;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Two clients at the same entries: what one has done the other sees, at once unless the store says otherwise. */
interface ByteSharingContract extends ByteBackendUnderTest {

    @Test
    default void whatOneClientStoresTheOtherSees() {
        try (ByteTrial trial = new ByteTrial(this)) {
            Backend<String, byte[]> second = trial.second();
            trial.put("put", trial.value("one"));
            trial.putAll(Map.of("put-with-others", trial.value("two")));
            trial.replace("added", null, trial.value("three"));

            assertThat(ByteTrial.text(ByteTrial.read(second, "put"))).isEqualTo("one");
            assertThat(second.getAll(List.of("put-with-others", "added", "absent")))
                    .containsOnlyKeys("put-with-others", "added");

            second.put("put", trial.value("four"));
            assertThat(trial.textOf("put")).isEqualTo("four");
        }
    }

    @Test
    default void whatOneClientRemovesIsGoneForTheOther() {
        try (ByteTrial trial = new ByteTrial(this)) {
            Backend<String, byte[]> second = trial.second();
            List<String> keys = trial.fill("key", 4);
            assertThat(second.getAll(keys)).hasSize(4);

            assertThat(trial.remove("key:0")).isTrue();
            trial.removeAll(List.of("key:1"));
            assertThat(trial.replace("key:2", ByteTrial.read(trial, "key:2"), null))
                    .isTrue();

            assertThat(second.getAll(keys)).containsOnlyKeys("key:3");
            assertThat(second.get("key:0")).isNull();
            assertThat(second.remove("key:0")).isFalse();
            assertThat(second.replace("key:1", null, trial.value("again"))).isTrue();
            assertThat(trial.textOf("key:1")).isEqualTo("again");
        }
    }

    @Test
    default void whatOneClientClearsIsGoneForTheOtherWithinTheStatedTime() {
        try (ByteTrial trial = new ByteTrial(this)) {
            Backend<String, byte[]> second = trial.second();
            List<String> keys = trial.fill("key", 100);
            Stored<byte[]> read = ByteTrial.read(second, "key:0");
            assertThat(second.getAll(keys)).hasSize(100);

            trial.clear();

            assertThat(Wait.until(() -> second.getAll(keys).isEmpty(), clearIsSeenWithin()))
                    .as("within %s the other client sees that all was removed", clearIsSeenWithin())
                    .isTrue();
            assertThat(second.get("key:1")).isNull();
            assertThat(second.replace("key:0", read, trial.value("back"))).isFalse();
            assertThat(trial.getAll(keys)).isEmpty();
        }
    }

    @Test
    default void afterAClearBothClientsSeeTheSame() {
        try (ByteTrial trial = new ByteTrial(this)) {
            Backend<String, byte[]> second = trial.second();
            second.put("key", trial.value("one"));
            trial.clear();
            assertThat(Wait.until(() -> second.get("key") == null, clearIsSeenWithin()))
                    .isTrue();

            second.put("key", trial.value("two"));
            assertThat(trial.textOf("key")).isEqualTo("two");
            second.clear();
            assertThat(Wait.until(() -> trial.get("key") == null, clearIsSeenWithin()))
                    .isTrue();
            trial.put("key", trial.value("three"));
            assertThat(ByteTrial.text(ByteTrial.read(second, "key"))).isEqualTo("three");
        }
    }

    @Test
    default void whatTheOtherClientHasChangedCannotBeReplacedByWhoReadItBefore() {
        try (ByteTrial trial = new ByteTrial(this)) {
            Backend<String, byte[]> second = trial.second();
            Stored<byte[]> one = trial.putAndRead("key", "same");
            Stored<byte[]> seen = ByteTrial.read(second, "key");

            assertThat(second.replace("key", seen, trial.value("same"))).isTrue();

            assertThat(trial.replace("key", one, trial.value("lost"))).isFalse();
            assertThat(trial.replace("key", one, null)).isFalse();
            assertThat(trial.replace("key", seen, trial.value("lost"))).isFalse();
            assertThat(trial.replace("key", ByteTrial.read(trial, "key"), trial.value("two")))
                    .isTrue();
            assertThat(ByteTrial.text(ByteTrial.read(second, "key"))).isEqualTo("two");
        }
    }

    @Test
    default void aVersionIsTheSameForBothClients() {
        try (ByteTrial trial = new ByteTrial(this)) {
            Backend<String, byte[]> second = trial.second();
            trial.put("key", trial.value("one"));

            assertThat(trial.replace("key", ByteTrial.read(second, "key"), trial.value("two")))
                    .isTrue();
            assertThat(second.replace("key", ByteTrial.read(trial, "key"), null))
                    .isTrue();
            assertThat(trial.get("key")).isNull();
        }
    }

    @Test
    default void bothClientsAgreeOnTheTime() {
        try (ByteTrial trial = new ByteTrial(this)) {
            InstantSource local = clock();
            long difference =
                    trial.clock(local).millis() - trial.second().clock(local).millis();

            assertThat(Duration.ofMillis(difference).abs()).isLessThan(Duration.ofSeconds(2));
            assertThat(Duration.ofMillis(trial.clock(local).millis() - local.millis())
                            .abs())
                    .as("how far the store's clock is from that of the tests, on the same machine")
                    .isLessThan(Duration.ofSeconds(5));
        }
    }
}
