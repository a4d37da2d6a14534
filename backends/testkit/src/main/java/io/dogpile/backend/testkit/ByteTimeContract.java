// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.dogpile.backend.Stored;
import io.dogpile.backend.Terms;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is to be kept is kept until then, however long that is; afterwards it may go. */
interface ByteTimeContract extends ByteBackendUnderTest {

    /** Times after which some protocol or other means something else: seconds are dates, numbers overflow. */
    List<Duration> LONG_TIMES = List.of(
            Duration.ofHours(1),
            Duration.ofDays(30).minusMillis(1),
            Duration.ofDays(30),
            Duration.ofDays(30).plusMillis(1),
            Duration.ofDays(30).plusSeconds(1),
            Duration.ofDays(40),
            Duration.ofDays(60),
            Duration.ofDays(365),
            Duration.ofDays(36_500),
            Duration.ofDays(365_000_000));

    @Test
    default void whatIsToBeKeptLongIsThereHoweverItWasStored() {
        try (ByteTrial trial = new ByteTrial(this)) {
            Map<String, Long> times = new LinkedHashMap<>();
            LONG_TIMES.forEach(time -> times.put("for/" + time.toMillis(), trial.now() + time.toMillis()));
            times.put("for-ever", Terms.FOREVER);
            times.put("almost-for-ever", Terms.FOREVER - 1);

            times.forEach((key, until) -> store(trial, key, until));

            times.keySet()
                    .forEach(key -> ways(key)
                            .forEach(
                                    way -> assertThat(trial.textOf(way)).as(way).isEqualTo(way)));
        }
    }

    private static void store(ByteTrial trial, String key, long until) {
        List<String> ways = ways(key);
        trial.put(ways.get(0), trial.until(until, ways.get(0)));
        trial.putAll(Map.of(ways.get(1), trial.until(until, ways.get(1))));
        trial.replace(ways.get(2), null, trial.until(until, ways.get(2)));
        trial.replace(ways.get(3), trial.putAndRead(ways.get(3), "before"), trial.until(until, ways.get(3)));
        trial.touch(ways.get(4), trial.putAndRead(ways.get(4), ways.get(4)), until);
    }

    private static List<String> ways(String key) {
        return List.of(key + "/put", key + "/put-with-others", key + "/added", key + "/set", key + "/touched");
    }

    @Test
    default void whatIsPastItsTimeIsThereOrNotButNeverByHalf() {
        try (ByteTrial trial = new ByteTrial(this)) {
            for (long past : new long[] {0, 1, trial.now() - ByteTrial.HOUR, trial.now() - 1}) {
                trial.remove("key");
                trial.put("key", trial.until(past, "past"));
                trial.putAll(Map.of("with-others", trial.until(past, "past")));
                trial.replace("added", null, trial.until(past, "past"));

                List<String> keys = List.of("key", "with-others", "added");
                assertThat(trial.getAll(keys).values())
                        .allSatisfy(read -> assertThat(ByteTrial.text(read)).isEqualTo("past"));
                trial.put("key", trial.value("now"));
                assertThat(trial.textOf("key")).isEqualTo("now");
            }
        }
    }

    /** Each of these is looked at again and again: for nothing before its time may it be gone. */
    @Test
    default void nothingIsDroppedBeforeItsTimeAndAllAfterItByAStoreThatSaysSo() {
        try (ByteTrial trial = new ByteTrial(this)) {
            Map<String, Long> times = new LinkedHashMap<>();
            for (long millis : new long[] {1, 30, 100, 300, 700, 999, 1_000, 1_001, 1_300, 1_700, 2_000}) {
                ways("for/" + millis).forEach(key -> times.put(key, trial.now() + 60_000));
                long until = trial.now() + millis;
                store(trial, "for/" + millis, until);
                ways("for/" + millis).forEach(key -> times.put(key, until));
            }
            long last = trial.now() + 2_000;

            Wait.until(() -> noneIsMissing(trial, times) && trial.now() > last, Duration.ofSeconds(5));

            if (trial.dropsExpired()) {
                assertThat(Wait.until(() -> trial.getAll(times.keySet()).isEmpty(), dropsWithin()))
                        .as("what was to be kept for 2 s at most is dropped %s later", dropsWithin())
                        .isTrue();
            } else {
                assertThat(trial.getAll(times.keySet())).hasSize(times.size());
            }
        }
    }

    private static boolean noneIsMissing(ByteTrial trial, Map<String, Long> times) {
        Map<String, Stored<byte[]>> found = trial.getAll(times.keySet());
        long now = trial.now();
        times.forEach((key, until) -> {
            assertThat(found.containsKey(key) || now >= until)
                    .as("%s is there %s ms before it may be dropped", key, until - now)
                    .isTrue();
        });
        return true;
    }

    @Test
    default void whatIsWrittenAgainIsKeptAsLongAsTheLastWriteSays() {
        try (ByteTrial trial = new ByteTrial(this)) {
            long soon = trial.now() + 1_000;
            List<String> keys =
                    List.of("put", "put-with-others", "set", "touched", "removed-and-added", "of-an-older-one");
            keys.forEach(key -> trial.put(key, trial.until(soon, key)));
            trial.put("put", trial.value("put"));
            trial.putAll(Map.of("put-with-others", trial.value("put-with-others")));
            trial.replace("set", ByteTrial.read(trial, "set"), trial.value("set"));
            trial.touch("touched", ByteTrial.read(trial, "touched"), Terms.FOREVER);
            trial.remove("removed-and-added");
            trial.replace("removed-and-added", null, trial.value("removed-and-added"));
            Stored<byte[]> older = ByteTrial.read(trial, "of-an-older-one");
            trial.put("of-an-older-one", trial.value("of-an-older-one"));
            trial.touch("of-an-older-one", older, soon);

            Wait.until(() -> trial.now() > soon + 1_500, Duration.ofSeconds(5));

            keys.forEach(key -> assertThat(trial.textOf(key)).isEqualTo(key));
        }
    }

    @Test
    default void touchingLeavesTheValueAndStoresNothingWhereItIsGone() {
        try (ByteTrial trial = new ByteTrial(this)) {
            Stored<byte[]> one = trial.putAndRead("key", "one");
            trial.touch("key", one, trial.now() + 5 * ByteTrial.HOUR);
            assertThat(ByteTrial.content(ByteTrial.read(trial, "key"))).isEqualTo(ByteTrial.content(one));
            assertThat(trial.replace("key", ByteTrial.read(trial, "key"), trial.value("two")))
                    .isTrue();

            trial.touch("key", one, trial.now() + 5 * ByteTrial.HOUR);
            assertThat(trial.textOf("key")).isEqualTo("two");

            Stored<byte[]> two = ByteTrial.read(trial, "key");
            trial.remove("key");
            trial.touch("key", two, trial.now() + 5 * ByteTrial.HOUR);
            assertThat(trial.get("key")).isNull();
        }
    }
}
