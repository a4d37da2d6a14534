// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.dogpile.backend.Stored;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Reading what was put, by one key and by many, whatever the bytes and the key. */
interface ByteReadContract extends ByteBackendUnderTest {

    /** Each character that a key may have. */
    String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:-=#@+/";

    @Test
    default void nothingIsStoredAtFirst() {
        try (ByteTrial trial = new ByteTrial(this)) {
            assertThat(trial.get("key")).isNull();
            assertThat(trial.getAll(List.of("key", "other"))).isEmpty();
        }
    }

    @Test
    default void whatWasPutIsRead() {
        try (ByteTrial trial = new ByteTrial(this)) {
            trial.put("key", trial.value("one"));
            trial.put("other", trial.value("two"));

            assertThat(trial.textOf("key")).isEqualTo("one");
            assertThat(trial.textOf("other")).isEqualTo("two");
        }
    }

    @Test
    default void getAllFindsWhatIsThereAndNothingElse() {
        try (ByteTrial trial = new ByteTrial(this)) {
            trial.put("key", trial.value("one"));
            trial.put("other", trial.value("two"));
            trial.put("unasked", trial.value("three"));

            Map<String, Stored<byte[]>> found = trial.getAll(List.of("absent", "key", "other", "key"));

            assertThat(found).containsOnlyKeys("key", "other");
            found.forEach((key, read) ->
                    assertThat(ByteTrial.content(read)).isEqualTo(ByteTrial.content(ByteTrial.read(trial, key))));
            assertThat(trial.getAll(List.of())).isEmpty();
        }
    }

    @Test
    default void getAllFindsManyInWhateverOrder() {
        try (ByteTrial trial = new ByteTrial(this)) {
            List<String> keys = trial.fill("key", entries());
            List<String> asked = new ArrayList<>(keys);
            keys.forEach(key -> asked.add("absent/" + key));
            Collections.shuffle(asked);

            Map<String, Stored<byte[]>> found = trial.getAll(asked);

            assertThat(found).hasSize(entries());
            keys.forEach(key -> assertThat(text(found, key)).isEqualTo(key.replace("key:", "value ")));
        }
    }

    private static String text(Map<String, Stored<byte[]>> found, String key) {
        return ByteTrial.text(ByteTrial.present(found, key));
    }

    @Test
    default void everyAllowedCharacterMakesAKeyOfItsOwn() {
        try (ByteTrial trial = new ByteTrial(this)) {
            List<String> keys = new ArrayList<>(List.of(
                    ALPHABET, "..", "../key", "./key", "key/", "/key", "//", "key#", "KEY", "Key", "key", "+1", "==",
                    "a.b", "a:b", "a/b", "a=b", "0x0", "00", "-0", "null", "@@"));
            ALPHABET.chars().forEach(c -> keys.add(Character.toString(c)));
            List<String> different = keys.stream().distinct().toList();

            different.forEach(key -> trial.put(key, trial.value("of " + key)));

            different.forEach(key -> assertThat(trial.textOf(key)).isEqualTo("of " + key));
            assertThat(trial.getAll(different)).containsOnlyKeys(different);
            different.forEach(
                    key -> assertThat(trial.remove(key)).as("removing %s", key).isTrue());
            assertThat(trial.getAll(different)).isEmpty();
        }
    }

    @Test
    default void keysMayBeLongAndDifferInTheLastCharacterAlone() {
        try (ByteTrial trial = new ByteTrial(this)) {
            String stem = ALPHABET.repeat(3).substring(0, 199);
            List<String> keys = List.of(stem, stem + "a", stem + "b", stem + "A", stem.substring(1) + "a");

            keys.forEach(key -> trial.put(key, trial.value("of " + key)));

            keys.forEach(key -> assertThat(trial.textOf(key)).isEqualTo("of " + key));
            assertThat(trial.getAll(keys)).containsOnlyKeys(keys);
        }
    }

    @Test
    default void valuesOfEveryLengthSurviveByteByByte() {
        try (ByteTrial trial = new ByteTrial(this)) {
            Map<String, byte[]> values = new HashMap<>();
            for (int length : new int[] {1, 2, 15, 16, 17, 255, 256, 272, 4_095, 4_096, 65_535, 65_537, 200_000}) {
                values.put("of/" + length, ByteTrial.ofLength(Math.min(length, maximumValueBytes())));
            }

            values.forEach((key, bytes) -> trial.put(key, ByteTrial.until(trial.now() + ByteTrial.HOUR, bytes)));

            values.forEach((key, bytes) -> assertThat(ByteTrial.content(ByteTrial.read(trial, key)))
                    .as(key)
                    .isEqualTo(bytes));
            trial.getAll(values.keySet())
                    .forEach((key, read) ->
                            assertThat(ByteTrial.content(read)).as(key).isEqualTo(values.get(key)));
        }
    }

    @Test
    default void aValueMayLookLikeWhatTheStoreItselfSays() {
        List<String> texts = List.of(
                "\r\n",
                "END\r\n",
                "\r\nEND\r\n",
                "EN\r\n",
                "$-1\r\n",
                "*0\r\n",
                "_\r\n",
                "\0",
                "null",
                "VA 2 c1\r\nab\r\n");
        try (ByteTrial trial = new ByteTrial(this)) {
            for (String text : texts) {
                trial.put("key", trial.value(text));
                trial.put("next", trial.value("after " + text));

                assertThat(trial.textOf("key")).isEqualTo(text);
                assertThat(trial.textOf("next")).isEqualTo("after " + text);
                assertThat(trial.getAll(List.of("key", "next"))).hasSize(2);
            }
        }
    }
}
