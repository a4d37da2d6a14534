// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A store's wall clock as seen from here, for drivers to return from {@link Backend#clock}: this process's own, moved by a
 * difference that is measured when the clock is made and each minute from then on, sooner if the answer was slow.
 *
 * <p>The difference is zero until an answer proves otherwise, and stays as it is as long as answers agree with it: clocks that are
 * right agree with each other to the millisecond then, however slow the answers are, or the process that measures. Otherwise the
 * error is at most half the round trip of the measurement, plus what the clocks drifted apart or were set since. As long as the
 * store was never reached, the difference is taken for zero. Epoch milliseconds. Thread-safe.
 */
public final class StoreClock implements InstantSource {

    private static final long PERIOD_MILLIS = 60_000;
    private static final long RETRY_MILLIS = 1_000;
    private static final long SLOW_MILLIS = 20;

    private final InstantSource local;
    private final Supplier<@Nullable CompletionStage<Long>> question;
    private final AtomicBoolean asking = new AtomicBoolean();

    private volatile long ahead;
    private volatile long askAgain;

    /**
     * A clock that has not measured yet.
     *
     * @param local this process's clock
     * @param question asks the store for its time in epoch milliseconds, without waiting for anything; null if it cannot be
     *     asked just now
     */
    public StoreClock(InstantSource local, Supplier<@Nullable CompletionStage<Long>> question) {
        this.local = local;
        this.question = question;
    }

    /** Whether it is that clock of the process's that is moved here: who is asked for its clock again need not measure again. */
    @SuppressWarnings("ReferenceEquality") // Another one that shows the same would be another clock.
    public boolean moves(InstantSource clock) {
        return local == clock;
    }

    /**
     * Measures now; later, if that fails.
     *
     * @param answer asks the store for its time and waits for it
     * @return this clock
     */
    public StoreClock measured(LongSupplier answer) {
        long sent = local.millis();
        try {
            accept(answer.getAsLong(), sent);
        } catch (BackendException e) {
            askAgain = sent + RETRY_MILLIS;
        }
        return this;
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis());
    }

    @Override
    public long millis() {
        long now = local.millis();
        if (now >= askAgain || now < askAgain - PERIOD_MILLIS) {
            ask(now);
        }
        return now + ahead;
    }

    /** Nobody waits: the answer is for those who look at the clock after it has come. */
    @SuppressWarnings("FutureReturnValueIgnored") // It is the answer that counts.
    private void ask(long now) {
        if (!asking.compareAndSet(false, true)) {
            return;
        }
        askAgain = now + RETRY_MILLIS;
        CompletionStage<Long> answer = null;
        try {
            answer = question.get();
        } finally {
            if (answer == null) {
                asking.set(false);
            }
        }
        if (answer != null) {
            answer.whenComplete((time, failure) -> {
                asking.set(false);
                if (failure == null) {
                    accept(time, now);
                }
            });
        }
    }

    /** The store told its time at some moment between the two; when, it does not tell. */
    private void accept(long time, long sent) {
        long received = local.millis();
        if (received < sent) {
            // The local clock was set back meanwhile: nothing is known but that it must be measured again.
            askAgain = received;
            return;
        }
        long least = time - received;
        long most = time - sent;
        if (ahead < least || ahead > most) {
            ahead = least + (most - least) / 2;
        }
        askAgain = received + (received - sent > SLOW_MILLIS ? RETRY_MILLIS : PERIOD_MILLIS);
    }
}
