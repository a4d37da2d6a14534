// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.memcached;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class CallTest {

    private long now;

    /** An answer that is read a moment after the waiting has ended, at the given time. */
    private final class Unread extends CountDownLatch {

        private final long endOfWait;

        private Unread(long endOfWait) {
            super(1);
            this.endOfWait = TimeUnit.MILLISECONDS.toNanos(endOfWait);
        }

        @Override
        public boolean await(long timeout, TimeUnit unit) {
            if (now < endOfWait) {
                now = endOfWait;
                return false;
            }
            now += unit.toNanos(timeout) / 2;
            return true;
        }
    }

    private Call ofASecond() {
        return new Call("get", "books", now, TimeUnit.SECONDS.toNanos(1), () -> now);
    }

    @Test
    void whoWasStoppedReadsWhatHasComeMeanwhile() throws InterruptedException {
        assertThat(ofASecond().awaits(new Unread(3_000))).isTrue();
        assertThat(TimeUnit.NANOSECONDS.toMillis(now)).isLessThan(3_100);
    }

    @Test
    void whoWasNotStoppedGivesUpInTime() throws InterruptedException {
        assertThat(ofASecond().awaits(new Unread(1_100))).isFalse();
        assertThat(TimeUnit.NANOSECONDS.toMillis(now)).isEqualTo(1_100);
    }

    @Test
    void whatDoesNotComeIsGivenUpAfterAMoment() throws InterruptedException {
        Call call = ofASecond();
        now = TimeUnit.SECONDS.toNanos(3);

        assertThat(call.awaits(new CountDownLatch(1))).isFalse();
    }
}
