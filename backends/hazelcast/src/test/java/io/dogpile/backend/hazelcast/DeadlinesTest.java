// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class DeadlinesTest {

    private static final int TICK = 20;
    private static final int TICKS_OF_A_SECOND = 1_000 / TICK;

    private final Ticker ticker = new Ticker();
    private final Deadlines deadlines = new Deadlines(ticker, () -> ticker.nanos, () -> {});

    @AfterEach
    void close() {
        deadlines.close();
    }

    /** Ticks when it is told to. */
    private static final class Ticker extends ScheduledThreadPoolExecutor {

        private Runnable tick;
        private long nanos;

        private Ticker() {
            super(0);
        }

        @Override
        @SuppressWarnings("NullAway") // Nobody asks for it.
        public ScheduledFuture<?> scheduleAtFixedRate(Runnable task, long delay, long period, TimeUnit unit) {
            tick = task;
            return null;
        }

        private void passes(int millis) {
            nanos += TimeUnit.MILLISECONDS.toNanos(millis);
            tick.run();
        }

        /** So many ticks in their time. */
        private void ticks(int count) {
            for (int i = 0; i < count; i++) {
                passes(TICK);
            }
        }
    }

    /** An operation during which this happens; tells whether it was interrupted. */
    private boolean interrupts(Runnable meanwhile) {
        try {
            return deadlines.within(Duration.ofSeconds(1), () -> {
                meanwhile.run();
                if (Thread.currentThread().isInterrupted()) {
                    throw new IllegalStateException("interrupted");
                }
                return false;
            });
        } catch (TimeoutException e) {
            return true;
        }
    }

    @Test
    void anOperationIsInterruptedWhenItsTimeIsOverAndLeavesNoInterruptionBehind() {
        assertThat(interrupts(() -> ticker.ticks(TICKS_OF_A_SECOND))).isFalse();
        assertThat(interrupts(() -> ticker.ticks(TICKS_OF_A_SECOND + 1))).isTrue();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void theTimeForWhichTheProcessWasStoppedDoesNotCount() {
        int stopped = 3_000;
        Runnable stop = () -> {
            ticker.passes(stopped);
            for (int i = 1; i < stopped / TICK; i++) {
                ticker.passes(0); // What is made up for comes all at once.
            }
        };
        assertThat(interrupts(stop)).isFalse();
        assertThat(interrupts(() -> {
                    stop.run();
                    ticker.ticks(TICKS_OF_A_SECOND + 1);
                }))
                .isTrue();
    }

    /** Something to wait for, during which this happens, and which is there after so many waits. */
    private static final class Awaited extends CompletableFuture<String> {

        private final Runnable meanwhile;
        private int waits;

        private Awaited(int waits, Runnable meanwhile) {
            this.waits = waits;
            this.meanwhile = meanwhile;
        }

        @Override
        public String get(long time, TimeUnit unit) throws TimeoutException {
            if (waits-- == 0) {
                return "there";
            }
            meanwhile.run();
            throw new TimeoutException();
        }
    }

    @Test
    void whatIsNotThereInTimeIsLate() {
        Awaited awaited = new Awaited(1, () -> ticker.ticks(TICKS_OF_A_SECOND));
        assertThatExceptionOfType(TimeoutException.class)
                .isThrownBy(() -> deadlines.within(Duration.ofSeconds(1), awaited));
    }

    @Test
    void whatCameWhileTheProcessWasStoppedIsInTime() throws Exception {
        Awaited awaited = new Awaited(1, () -> ticker.passes(3_000));
        assertThat(deadlines.within(Duration.ofSeconds(1), awaited)).isEqualTo("there");
    }

    @Test
    void nobodyWaitsForTicksThatDoNotComeAnyMore() {
        Awaited awaited = new Awaited(1, deadlines::close);
        assertThatExceptionOfType(TimeoutException.class)
                .isThrownBy(() -> deadlines.within(Duration.ofSeconds(1), awaited));
    }

    @Test
    void theFailureOfAnOperationIsItsOwnWhileItHasTime() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> deadlines.within(Duration.ofSeconds(1), () -> {
                    throw new IllegalArgumentException("refused");
                }));
    }
}
