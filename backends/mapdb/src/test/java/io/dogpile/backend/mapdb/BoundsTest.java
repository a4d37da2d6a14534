// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.mapdb;

import static io.dogpile.backend.mapdb.Opened.forever;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dogpile.backend.Backend;
import io.dogpile.backend.BackendException;
import io.dogpile.backend.Stored;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class BoundsTest {

    @Test
    void aRegionNeverHoldsMoreEntriesThanItsBound() {
        Opened manager = Opened.inMemory().with("maximum-entries", 100);
        try (Backend<String, byte[]> region = manager.open("books")) {
            for (int i = 0; i < 1_000; i++) {
                region.put("key:" + i, forever("value"));
                assertThat(count(region)).isEqualTo(Math.min(i + 1, 100));
            }
            assertThat(manager.evictions).hasValue(900);
        }
    }

    @Test
    void writingWhatIsThereDropsNothing() {
        Opened manager = Opened.inMemory().with("maximum-entries", 10);
        try (Backend<String, byte[]> region = manager.open("books")) {
            for (int i = 0; i < 100; i++) {
                region.put("key:" + i % 10, forever("value " + i));
                Stored<byte[]> read = region.get("key:" + i % 10);
                assertThat(region.replace("key:" + i % 10, read, forever("again")))
                        .isTrue();
            }
            assertThat(count(region)).isEqualTo(10);
            assertThat(manager.evictions).hasValue(0);
        }
    }

    @Test
    void whatWasJustWrittenStaysAndWhatWasWrittenFirstGoesSooner() {
        Opened manager = Opened.inMemory().with("maximum-entries", 1_000);
        try (Backend<String, byte[]> region = manager.open("books")) {
            for (int i = 0; i < 2_000; i++) {
                region.put("key:" + i, forever("value"));
                assertThat(region.get("key:" + i)).isNotNull();
            }
            int old = 0;
            for (int i = 0; i < 1_000; i++) {
                old += region.get("key:" + i) == null ? 0 : 1;
            }
            assertThat(old)
                    .as("of the 1,000 that are left, those of the older half")
                    .isLessThan(300);
        }
    }

    @Test
    void aRegionNeverWeighsMoreThanItsBound() {
        Opened manager = Opened.inMemory().with("maximum-bytes", 100_000);
        try (Backend<String, byte[]> region = manager.open("books")) {
            for (int i = 0; i < 2_000; i++) {
                region.put("key:" + i, forever(new byte[i * 7 % 20_000]));
                assertThat(weight(region)).isLessThanOrEqualTo(100_000);
            }
            assertThat(weight(region)).isGreaterThan(60_000);
            assertThat(manager.evictions.get()).isGreaterThan(1_900);
        }
    }

    @Test
    void aValueLargerThanTheBoundIsRefusedAndDisturbsNothing() {
        Opened manager = Opened.inMemory().with("maximum-bytes", 1_000);
        try (Backend<String, byte[]> region = manager.open("books")) {
            region.put("key", forever("value"));

            assertThatThrownBy(() -> region.put("large", forever(new byte[1_000])))
                    .isInstanceOfSatisfying(
                            BackendException.class,
                            refused -> assertThat(refused.kind()).isEqualTo(BackendException.Kind.TOO_LARGE))
                    .hasMessage(
                            "backend 'mapdb': an entry that takes 1069 bytes exceeds the 1000 bytes of region books");
            assertThat(region.get("key")).isNotNull();
        }
    }

    @Test
    void boundsHoldWhoeverWrites() throws InterruptedException {
        Opened manager = Opened.inMemory().with("maximum-entries", 50).with("maximum-bytes", 100_000);
        try (Backend<String, byte[]> region = manager.open("books")) {
            ExecutorService threads = Executors.newFixedThreadPool(4);
            for (int thread = 0; thread < 4; thread++) {
                int number = thread;
                threads.execute(() -> {
                    for (int i = 0; i < 3_000; i++) {
                        String key = "key:" + i % 200;
                        switch ((i + number) % 5) {
                            case 0 -> region.remove(key);
                            case 1 -> region.replace(key, region.get(key), forever(new byte[i]));
                            default -> region.put(key, forever(new byte[i % 500]));
                        }
                    }
                });
            }
            threads.shutdown();
            assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();

            region.put("last", forever("value"));
            assertThat(count(region)).isLessThanOrEqualTo(50);
            assertThat(weight(region)).isLessThanOrEqualTo(100_000);
            region.clear();
            for (int i = 0; i < 50; i++) {
                region.put("key:" + i, forever("value"));
            }
            assertThat(count(region)).as("after all that, the sums are exact").isEqualTo(50);
        }
    }

    private static int count(Backend<String, byte[]> region) {
        int[] count = {0};
        region.entries().forEachRemaining(entry -> count[0]++);
        return count[0];
    }

    private static long weight(Backend<String, byte[]> region) {
        long[] weight = {0};
        region.entries().forEachRemaining(entry -> weight[0] += weight(entry));
        return weight[0];
    }

    private static long weight(Map.Entry<String, Stored<byte[]>> entry) {
        return RegionEntries.weight(entry.getKey(), entry.getValue().value());
    }
}
