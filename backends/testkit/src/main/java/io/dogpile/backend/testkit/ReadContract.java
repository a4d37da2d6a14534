// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.dogpile.backend.Stored;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Reading what was put, by one key and by many, whatever the strings. */
interface ReadContract extends BackendUnderTest {

    @Test
    default void nothingIsStoredAtFirst() {
        try (Trial trial = new Trial(this)) {
            assertThat(trial.get("key")).isNull();
            assertThat(trial.getAll(List.of("key", "other"))).isEmpty();
        }
    }

    @Test
    default void whatWasPutIsRead() {
        try (Trial trial = new Trial(this)) {
            trial.put("key", trial.value("one"));
            trial.put("other", trial.value("two"));

            assertThat(trial.valueOf("key")).isEqualTo("one");
            assertThat(trial.valueOf("other")).isEqualTo("two");
        }
    }

    /** Also where reads may be behind: what is current is what the next {@code replace} compares with. */
    @Test
    default void whatIsCurrentIsWhatReplaceComparesWith() {
        try (Trial trial = new Trial(this)) {
            assertThat(trial.current("key")).isNull();
            trial.put("key", trial.value("one"));
            assertThat(trial.replace("key", trial.current("key"), trial.value("two")))
                    .isTrue();
            assertThat(trial.replace("key", trial.current("key"), null)).isTrue();
            assertThat(trial.current("key")).isNull();
        }
    }

    @Test
    default void getAllFindsWhatIsThereAndNothingElse() {
        try (Trial trial = new Trial(this)) {
            trial.put("key", trial.value("one"));
            trial.put("other", trial.value("two"));
            trial.put("lease", trial.lease());
            trial.put("unasked", trial.value("three"));

            Map<String, Stored<String>> found = trial.getAll(List.of("absent", "key", "lease", "other", "key"));

            assertThat(found)
                    .containsOnlyKeys("key", "other", "lease")
                    .hasEntrySatisfying("key", read -> assertThat(read.value()).isEqualTo("one"))
                    .hasEntrySatisfying(
                            "other", read -> assertThat(read.value()).isEqualTo("two"))
                    .hasEntrySatisfying(
                            "lease", read -> assertThat(read.lease()).isEqualTo(Trial.LEASE));
        }
    }

    @Test
    default void getAllOfNothingIsNothing() {
        try (Trial trial = new Trial(this)) {
            trial.put("key", trial.value("one"));

            assertThat(trial.getAll(List.of())).isEmpty();
        }
    }

    @Test
    default void anyStringIsAKeyAndDifferentStringsAreDifferentKeys() {
        List<String> keys = List.of(
                "",
                " ",
                "key",
                "KEY",
                "key ",
                " key",
                "k:e:y",
                "../key",
                "key%20",
                "key*",
                "line\nbreak",
                "\0",
                "0",
                "o'key",
                "caf\u00e9",
                "cafe\u0301",
                "\u043a\u043b\u044e\u0447",
                "\ud83d\udd11",
                "long".repeat(300));
        try (Trial trial = new Trial(this)) {
            keys.forEach(key -> trial.put(key, trial.value("of " + key)));

            assertThat(keys).allSatisfy(key -> assertThat(trial.valueOf(key)).isEqualTo("of " + key));
            assertThat(trial.getAll(keys)).containsOnlyKeys(keys);
        }
    }

    @Test
    default void anyStringIsAValue() {
        List<String> values =
                List.of("", " ", "null", "line\nbreak\r\n", "\0", "\ud83d\udd11 caf\u00e9", "long".repeat(25_000));
        try (Trial trial = new Trial(this)) {
            for (String value : values) {
                trial.put("key", trial.value(value));

                assertThat(trial.valueOf("key")).isEqualTo(value);
            }
        }
    }
}
