// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.redis;

import io.dogpile.backend.BackendException;
import io.lettuce.core.RedisFuture;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The server's wall clock as seen from here: this process's own, moved by a difference that is measured when the clock
 * is made and each minute from then on, sooner if the answer was slow.
 *
 * <p>The difference is zero until an answer proves otherwise, and stays as it is as long as answers agree with it: clocks that are
 * right agree with each other to the millisecond then, however slow the answers are. Otherwise the error is at most
 * half the round trip of the measurement, plus what the clocks drifted apart or were set since. In a cluster, any one node's
 * clock stands for all. As long as the server was never reached, the difference is taken for zero. Thread-safe.
 */
final class StoreClock implements InstantSource {

    private static final long PERIOD_MILLIS = 60_000;
    private static final long RETRY_MILLIS = 1_000;
    private static final long SLOW_MILLIS = 20;

    private final InstantSource local;
    private final RedisLink link;
    private final AtomicBoolean asking = new AtomicBoolean();

    private volatile long ahead;
    private volatile long askAgain;

    StoreClock(InstantSource local, RedisLink link) {
        this.local = local;
        this.link = link;
    }

    /** Measures now, and waits for the result; if there is none, later. */
    StoreClock measured() {
        long sent = local.millis();
        try {
            List<byte[]> time = link.call("clock", wire -> wire.commands().time());
            accept(time, sent);
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
    private void ask(long now) {
        if (!asking.compareAndSet(false, true)) {
            return;
        }
        askAgain = now + RETRY_MILLIS;
        RedisFuture<List<byte[]>> answer =
                link.sendIfConnected(wire -> wire.commands().time());
        if (answer == null) {
            asking.set(false);
            return;
        }
        answer.whenComplete((time, failure) -> {
            if (failure == null) {
                accept(time, now);
            }
            asking.set(false);
        });
    }

    /** The server told its time at some moment between the two; when, it does not tell. */
    private void accept(List<byte[]> time, long sent) {
        long received = local.millis();
        long server = number(time.get(0)) * 1_000 + number(time.get(1)) / 1_000;
        long least = server - received;
        long most = server - sent;
        if (ahead < least || ahead > most) {
            ahead = least + (most - least) / 2;
        }
        askAgain = received + (received - sent > SLOW_MILLIS ? RETRY_MILLIS : PERIOD_MILLIS);
    }

    private static long number(byte[] digits) {
        return Long.parseLong(new String(digits, StandardCharsets.US_ASCII));
    }
}
