// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.mapdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.dogpile.backend.Terms;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class SweepTest {

    private final AtomicLong now = new AtomicLong(1_000_000);
    private EntryStore store;

    @BeforeEach
    void open() throws IOException {
        store = EntryStore.in(new MemoryMedium(), () -> Instant.ofEpochMilli(now.get()), Duration.ofDays(1));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void whatIsPastItsTimeGoesAndNothingElse() {
        for (int i = 0; i < 1_000; i++) {
            put("key:" + i, now.get() + i + 1);
        }
        put("eternal", Terms.FOREVER);

        now.addAndGet(500);
        store.sweep();
        assertThat(entries()).isEqualTo(501);
        assertThat(isThere("key:499")).isFalse();
        assertThat(isThere("key:500")).isTrue();

        now.addAndGet(500);
        store.sweep();
        assertThat(entries()).isEqualTo(1);
        assertThat(isThere("eternal")).isTrue();
    }

    @Test
    void whatWasWrittenAgainGoesByItsNewTime() {
        put("key", now.get() + 10);
        put("key", now.get() + 1_000);
        put("shorter", now.get() + 1_000);
        put("shorter", now.get() + 10);

        now.addAndGet(10);
        store.sweep();

        assertThat(isThere("key")).isTrue();
        assertThat(isThere("shorter")).isFalse();
    }

    @Test
    void aClockThatGoesBackKeepsEntriesLonger() {
        put("key", now.get() + 10);
        now.addAndGet(-1_000_000);
        store.sweep();
        assertThat(isThere("key")).isTrue();
    }

    @Test
    void aLargeRegionIsSweptBitByBit() {
        for (int i = 0; i < 50_000; i++) {
            put("key:" + i, now.get() + 1);
        }
        now.addAndGet(1);

        store.sweep();
        long afterOne = entries();
        store.sweep();
        store.sweep();

        assertThat(afterOne).isBetween(20_000L, 30_000L);
        assertThat(entries()).isZero();
    }

    private void put(String key, long keptUntil) {
        store.call("put", open -> {
            open.requireRoom(100);
            open.region("books").of(key).put(key, new Entry(keptUntil, store.nextNumber(), new byte[10]));
            return true;
        });
    }

    private boolean isThere(String key) {
        return store.call("get", open -> open.region("books").of(key).containsKey(key));
    }

    private long entries() {
        return store.call("count", open -> open.region("books").entries());
    }
}
