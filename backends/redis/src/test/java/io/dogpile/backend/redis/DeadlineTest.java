// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** Who was stopped while waiting reads the answer that has come meanwhile; all others give up in time. */
final class DeadlineTest {

    private long now;

    /** An answer that is read a moment after the waiting has ended, at the given time. */
    private final class Unread extends CompletableFuture<String> {

        private final long endOfWait;

        private Unread(long endOfWait) {
            this.endOfWait = TimeUnit.MILLISECONDS.toNanos(endOfWait);
        }

        @Override
        public String get(long timeout, TimeUnit unit) throws TimeoutException {
            if (now < endOfWait) {
                now = endOfWait;
                throw new TimeoutException();
            }
            now += unit.toNanos(timeout) / 2;
            return "the answer";
        }
    }

    private Deadline inASecond() {
        return Deadline.in(TimeUnit.SECONDS.toNanos(1), () -> now);
    }

    @Test
    void whoWasStoppedReadsWhatHasComeMeanwhile() throws Exception {
        assertThat(inASecond().await(new Unread(3_000))).isEqualTo("the answer");
        assertThat(TimeUnit.NANOSECONDS.toMillis(now)).isLessThan(3_100);
    }

    @Test
    void whoWasNotStoppedGivesUpInTime() {
        assertThatThrownBy(() -> inASecond().await(new Unread(1_100))).isInstanceOf(TimeoutException.class);
    }

    @Test
    void whatDoesNotComeIsGivenUpAfterAMoment() {
        Deadline deadline = inASecond();
        now = TimeUnit.SECONDS.toNanos(3);

        assertThatThrownBy(() -> deadline.await(new CompletableFuture<>())).isInstanceOf(TimeoutException.class);
    }
}
