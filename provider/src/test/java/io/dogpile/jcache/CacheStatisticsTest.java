// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class CacheStatisticsTest {

    private final CacheStatistics statistics = new CacheStatistics();

    @Test
    void a_cache_that_did_nothing_has_only_zeros() {
        assertThatAllAreZero();
    }

    @Test
    void time_without_operations_is_no_average() {
        statistics.gets(5_000);
        statistics.putTime(5_000);
        statistics.removeTime(5_000);

        assertThat(statistics.getAverageGetTime()).isZero();
        assertThat(statistics.getAveragePutTime()).isZero();
        assertThat(statistics.getAverageRemoveTime()).isZero();
    }

    @Test
    void each_kind_is_counted_by_itself() {
        statistics.hit();
        statistics.hits(2);
        statistics.miss();
        statistics.puts(4);
        statistics.put();
        statistics.removals(5);
        statistics.removal();
        statistics.eviction();
        statistics.eviction();

        assertThat(statistics.getCacheHits()).isEqualTo(3);
        assertThat(statistics.getCacheMisses()).isEqualTo(1);
        assertThat(statistics.getCacheGets()).isEqualTo(4);
        assertThat(statistics.getCachePuts()).isEqualTo(5);
        assertThat(statistics.getCacheRemovals()).isEqualTo(6);
        assertThat(statistics.getCacheEvictions()).isEqualTo(2);
    }

    @Test
    void percentages_are_shares_of_the_gets() {
        statistics.hits(3);
        statistics.misses(1);

        assertThat(statistics.getCacheHitPercentage()).isEqualTo(75f);
        assertThat(statistics.getCacheMissPercentage()).isEqualTo(25f);
    }

    @Test
    void with_hits_only_nothing_is_missed() {
        statistics.hit();

        assertThat(statistics.getCacheHitPercentage()).isEqualTo(100f);
        assertThat(statistics.getCacheMissPercentage()).isZero();
    }

    @Test
    void averages_are_in_microseconds() {
        statistics.hits(3);
        statistics.miss();
        statistics.gets(6_000);
        statistics.puts(2);
        statistics.putTime(1_000);
        statistics.removal();
        statistics.removeTime(250_000);

        assertThat(statistics.getAverageGetTime()).isEqualTo(1.5f);
        assertThat(statistics.getAveragePutTime()).isEqualTo(0.5f);
        assertThat(statistics.getAverageRemoveTime()).isEqualTo(250f);
    }

    @Test
    void clearing_sets_everything_to_zero_and_counting_goes_on() {
        countOfEverything();

        statistics.clear();
        assertThatAllAreZero();

        statistics.hit();
        statistics.gets(2_000);
        assertThat(statistics.getCacheHits()).isEqualTo(1);
        assertThat(statistics.getCacheGets()).isEqualTo(1);
        assertThat(statistics.getAverageGetTime()).isEqualTo(2f);
    }

    @Test
    void counts_saturate() {
        statistics.hits(Long.MAX_VALUE);
        statistics.hit();
        statistics.misses(Long.MAX_VALUE);

        assertThat(statistics.getCacheHits()).isEqualTo(Long.MAX_VALUE);
        assertThat(statistics.getCacheGets()).isEqualTo(Long.MAX_VALUE);
        assertThat(statistics.getCacheHitPercentage()).isEqualTo(50f);
        assertThat(statistics.getCacheMissPercentage()).isEqualTo(50f);
    }

    @Test
    void what_is_counted_after_a_clearing_survives_an_overflow_of_the_sums() {
        statistics.puts(Long.MAX_VALUE);
        statistics.clear();
        statistics.puts(3);

        assertThat(statistics.getCachePuts()).isEqualTo(3);
    }

    @Test
    void nothing_is_counted_while_counting_is_off() {
        statistics.hit();
        statistics.enable(false);
        countOfEverything();

        assertThat(statistics.isOn()).isFalse();
        assertThat(statistics.getCacheHits()).isEqualTo(1);
        statistics.enable(true);
        statistics.hit();
        assertThat(statistics.isOn()).isTrue();
        assertThat(statistics.getCacheHits()).isEqualTo(2);
        assertThat(statistics.getCacheMisses()).isZero();
    }

    @Test
    void no_count_is_lost_or_negative_when_threads_count_while_another_clears() throws Exception {
        int threads = 3;
        int each = 20_000;
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            Future<?>[] counting = new Future<?>[threads];
            for (int i = 0; i < threads; i++) {
                counting[i] = pool.submit(() -> {
                    start.await();
                    for (int n = 0; n < each; n++) {
                        statistics.hit();
                    }
                    return null;
                });
            }
            start.countDown();
            for (int n = 0; n < 1_000; n++) {
                statistics.clear();
                assertThat(statistics.getCacheHits()).isBetween(0L, (long) threads * each);
            }
            statistics.clear();
            long before = statistics.getCacheHits();
            for (Future<?> done : counting) {
                done.get();
            }
            assertThat(statistics.getCacheHits()).isBetween(before, (long) threads * each);
            statistics.clear();
            assertThat(statistics.getCacheHits()).isZero();
        } finally {
            pool.shutdownNow();
        }
    }

    private void countOfEverything() {
        statistics.hits(7);
        statistics.misses(7);
        statistics.puts(7);
        statistics.removals(7);
        statistics.eviction();
        statistics.gets(7_000);
        statistics.putTime(7_000);
        statistics.removeTime(7_000);
    }

    private void assertThatAllAreZero() {
        assertThat(statistics.getCacheHits()).isZero();
        assertThat(statistics.getCacheMisses()).isZero();
        assertThat(statistics.getCacheGets()).isZero();
        assertThat(statistics.getCachePuts()).isZero();
        assertThat(statistics.getCacheRemovals()).isZero();
        assertThat(statistics.getCacheEvictions()).isZero();
        assertThat(statistics.getCacheHitPercentage()).isZero();
        assertThat(statistics.getCacheMissPercentage()).isZero();
        assertThat(statistics.getAverageGetTime()).isZero();
        assertThat(statistics.getAveragePutTime()).isZero();
        assertThat(statistics.getAverageRemoveTime()).isZero();
    }
}
