// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.dogpile.backend.Backend;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Namespaces in one store have nothing in common, whatever their names have. */
interface ByteNamespaceContract extends ByteBackendUnderTest {

    @Test
    default void namespacesDoNotSeeEachOther() {
        try (ByteTrial trial = new ByteTrial(this)) {
            Backend<String, byte[]> other = trial.open(trial.namespace() + "x");
            trial.put("key", trial.value("one"));

            assertThat(other.get("key")).isNull();
            assertThat(other.getAll(List.of("key"))).isEmpty();
            assertThat(other.remove("key")).isFalse();
            assertThat(other.replace("key", ByteTrial.read(trial, "key"), trial.value("lost")))
                    .isFalse();
            assertThat(other.replace("key", null, trial.value("two"))).isTrue();
            assertThat(trial.textOf("key")).isEqualTo("one");
            assertThat(ByteTrial.text(ByteTrial.read(other, "key"))).isEqualTo("two");
            if (cannotIterate().isEmpty()) {
                assertThat(ByteTrial.iterated(other)).containsOnlyKeys("key");
            }
        }
    }

    @Test
    default void clearingANamespaceLeavesThoseWithSimilarNames() {
        try (ByteTrial trial = new ByteTrial(this)) {
            String name = trial.namespace();
            List<Backend<String, byte[]>> others = new ArrayList<>();
            for (String similar : List.of(
                    name.substring(0, name.length() - 1),
                    name + ":",
                    name + ".a",
                    name + "=1",
                    name.toUpperCase(Locale.ROOT))) {
                others.add(trial.open(similar));
            }
            trial.put("key", trial.value("one"));
            others.forEach(other -> other.put("key", trial.value("other")));

            trial.clear();

            assertThat(trial.get("key")).isNull();
            assertThat(others)
                    .allSatisfy(other -> assertThat(ByteTrial.text(ByteTrial.read(other, "key")))
                            .isEqualTo("other"));
        }
    }

    /** Where a name and a key are merely joined, {@code a} and {@code b:c} is the same as {@code a:b} and {@code c}. */
    @Test
    default void theEndOfANameIsNotTheBeginningOfAKey() {
        try (ByteTrial trial = new ByteTrial(this)) {
            for (String separator : List.of(":", ".", "_", "-", "=", "#", "")) {
                Backend<String, byte[]> longer = trial.open(trial.namespace() + separator + "b");
                trial.put("b" + separator + "c", trial.value("of the shorter name"));
                longer.put("d", trial.value("of the longer name"));

                assertThat(longer.get("c")).as("with '%s' between", separator).isNull();
                assertThat(longer.get(separator + "c"))
                        .as("with '%s' between", separator)
                        .isNull();
                assertThat(trial.get("b" + separator + "d"))
                        .as("with '%s' between", separator)
                        .isNull();
                if (cannotIterate().isEmpty()) {
                    assertThat(ByteTrial.iterated(longer)).containsOnlyKeys("d");
                    assertThat(ByteTrial.iterated(trial)).containsOnlyKeys("b" + separator + "c");
                }
                trial.clear();
                assertThat(ByteTrial.text(ByteTrial.read(longer, "d"))).isEqualTo("of the longer name");
                longer.clear();
            }
        }
    }

    @Test
    default void aLongNameIsANameLikeAnyOther() {
        try (ByteTrial trial = new ByteTrial(this)) {
            String stem = (trial.namespace()
                            + ByteReadContract.ALPHABET.replaceAll("[@+/]", "").repeat(2))
                    .substring(0, 119);
            Backend<String, byte[]> one = trial.open(stem + "1");
            Backend<String, byte[]> two = trial.open(stem + "2");
            String key = ByteReadContract.ALPHABET.repeat(3).substring(0, 200);

            one.put(key, trial.value("one"));
            two.put(key, trial.value("two"));

            assertThat(ByteTrial.text(ByteTrial.read(one, key))).isEqualTo("one");
            assertThat(ByteTrial.text(ByteTrial.read(two, key))).isEqualTo("two");
            one.clear();
            assertThat(one.get(key)).isNull();
            assertThat(ByteTrial.text(ByteTrial.read(two, key))).isEqualTo("two");
        }
    }
}
