// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.dogpile.backend.Backend;
import io.dogpile.backend.Stored;
import io.dogpile.backend.testkit.history.History;
import io.dogpile.backend.testkit.history.LinearizabilityChecker;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Several threads and two clients at one key: what was read and replaced is lost by nobody, and seen whole by everybody. */
interface ByteConcurrencyContract extends ByteBackendUnderTest {

    @Test
    default void noIncrementIsLost() {
        try (ByteTrial trial = new ByteTrial(this)) {
            trial.put("count", trial.value("0"));
            IntFunction<Backend<String, byte[]>> clients = clients(trial);

            new Crew().all(number -> {
                for (int i = 0; i < rounds(); i++) {
                    increment(clients.apply(number), trial);
                }
                return number;
            });

            assertThat(trial.textOf("count")).isEqualTo(String.valueOf(Crew.SIZE * rounds()));
        }
    }

    private static void increment(Backend<String, byte[]> client, ByteTrial trial) {
        Stored<byte[]> read;
        Stored<byte[]> next;
        do {
            read = ByteTrial.read(client, "count");
            next = trial.value(String.valueOf(Integer.parseInt(ByteTrial.text(read)) + 1));
        } while (!client.replace("count", read, next));
    }

    @Test
    default void noIncrementIsLostWhereTheCountComesAndGoes() {
        try (ByteTrial trial = new ByteTrial(this)) {
            IntFunction<Backend<String, byte[]>> clients = clients(trial);

            List<Integer> balances = new Crew().all(number -> {
                int balance = 0;
                for (int i = 0; i < rounds(); i++) {
                    balance += addOrCut(clients.apply(number), trial);
                }
                return balance;
            });

            assertThat(balances.stream().mapToInt(Integer::intValue).sum())
                    .as("how often the key was added more than it was removed")
                    .isEqualTo(trial.get("key") == null ? 0 : 1);
        }
    }

    /** Adds the key if it is absent, else removes it; returns by how much there are more keys now. */
    private static int addOrCut(Backend<String, byte[]> client, ByteTrial trial) {
        Stored<byte[]> read = client.get("key");
        if (read == null) {
            return client.replace("key", null, trial.value("here")) ? 1 : 0;
        }
        return client.replace("key", read, null) ? -1 : 0;
    }

    @Test
    default void oneOfManyAddersWins() {
        try (ByteTrial trial = new ByteTrial(this)) {
            List<String> keys =
                    IntStream.range(0, rounds()).mapToObj(i -> "key:" + i).toList();
            IntFunction<Backend<String, byte[]>> clients = clients(trial);

            List<List<String>> won = new Crew()
                    .all(number -> keys.stream()
                            .filter(key -> clients.apply(number).replace(key, null, trial.value("of " + number)))
                            .toList());

            assertThat(won.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(keys);
            for (int number = 0; number < Crew.SIZE; number++) {
                String text = "of " + number;
                won.get(number).forEach(key -> assertThat(trial.textOf(key)).isEqualTo(text));
            }
        }
    }

    @Test
    default void oneOfManyRemoversWins() {
        try (ByteTrial trial = new ByteTrial(this)) {
            List<String> keys = trial.fill("key", rounds());
            IntFunction<Backend<String, byte[]>> clients = clients(trial);

            List<List<String>> won = new Crew()
                    .all(number -> keys.stream()
                            .filter(key -> removed(clients.apply(number), key, number))
                            .toList());

            assertThat(won.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(keys);
            assertThat(trial.getAll(keys)).isEmpty();
        }
    }

    /** Half of the threads remove what they have read, the others whatever is there. */
    private static boolean removed(Backend<String, byte[]> client, String key, int number) {
        if (number % 2 == 0) {
            return client.remove(key);
        }
        Stored<byte[]> read = client.get(key);
        return read != null && client.replace(key, read, null);
    }

    @Test
    default void readersSeeEachValueWhole() {
        try (ByteTrial trial = new ByteTrial(this)) {
            IntFunction<Backend<String, byte[]>> clients = clients(trial);
            trial.put("key", patterned(trial, 0));

            new Crew().besides(round -> clients.apply(1).put("key", patterned(trial, round)), () -> {
                for (int i = 0; i < rounds(); i++) {
                    whole(ByteTrial.read(trial, "key"));
                    trial.getAll(List.of("key", "absent")).values().forEach(ByteConcurrencyContract::whole);
                }
            });
        }
    }

    private static Stored<byte[]> patterned(ByteTrial trial, int round) {
        return trial.value(Character.toString('a' + round % 26).repeat(1 + round * 37 % 5_000));
    }

    private static void whole(Stored<byte[]> read) {
        String text = ByteTrial.text(read);
        assertThat(text.chars().distinct().count())
                .as("how many different values are mixed in what was read: %s", text)
                .isEqualTo(1);
    }

    /** Each result must have an explanation: an order in which all that was done can have happened, one after the other. */
    @Test
    default void whatSeveralThreadsSeeHasAnExplanation() {
        try (ByteTrial trial = new ByteTrial(this)) {
            History history = new History("test");
            IntFunction<Backend<String, byte[]>> clients = clients(trial);

            new Crew().all(number -> {
                Random random = new Random(number);
                RecordedClient client = new RecordedClient(clients.apply(number), trial, history);
                for (int i = 0; i < rounds(); i++) {
                    client.doSomething(random, "key:" + random.nextInt(Crew.SIZE), number + "-" + i);
                }
                return number;
            });

            assertThat(LinearizabilityChecker.check(history.operations())).isEmpty();
        }
    }

    /** The client of each thread: two have the first, two the second. */
    private static IntFunction<Backend<String, byte[]>> clients(ByteTrial trial) {
        Backend<String, byte[]> second = trial.second();
        return number -> number % 2 == 0 ? trial : second;
    }
}
