// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.dogpile.backend.BackendException.Kind;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class StoreClockTest {

    private static final long MINUTE = 60_000;

    private long now = 1_000_000_000_000L;
    private long storeAhead;
    private int questions;
    private boolean reachable = true;

    /** The answer to the latest question that nobody waits for. */
    private @Nullable CompletableFuture<Long> answer;

    private final InstantSource local = () -> Instant.ofEpochMilli(now);
    private final StoreClock clock = new StoreClock(local, this::question);

    private @Nullable CompletableFuture<Long> question() {
        questions++;
        answer = reachable ? new CompletableFuture<>() : null;
        return answer;
    }

    private StoreClock measured(long thereMillis, long backMillis) {
        return clock.measured(() -> {
            now += thereMillis;
            long told = now + storeAhead;
            now += backMillis;
            return told;
        });
    }

    private long difference() {
        return clock.millis() - now;
    }

    @Test
    void aStoreThatIsAheadMovesTheClockToTheMiddleOfWhatIsPossible() {
        storeAhead = 5_000;

        measured(3, 1);

        assertThat(difference()).isBetween(4_997L, 5_003L);
        assertThat(clock.instant().toEpochMilli()).isEqualTo(clock.millis());
    }

    @Test
    void anAnswerThatWasLongOnItsWayProvesNothingAgainstARightClock() {
        measured(0, 600);

        assertThat(difference()).isZero();
    }

    @Test
    void aProcessThatWasStoppedWhileItMeasuredKeepsItsTime() {
        measured(2_000, 0);

        assertThat(difference()).isZero();
    }

    @Test
    void aSlowAnswerIsAskedForAgainSoonAndAFastOneInAMinute() {
        measured(300, 300);
        now += 1_000;
        clock.millis();
        assertThat(questions).isOne();

        answer.complete(now);
        now += MINUTE - 1;
        clock.millis();
        assertThat(questions).isOne();

        now += 1;
        clock.millis();
        assertThat(questions).isEqualTo(2);
    }

    @Test
    void oneQuestionIsAskedAtATime() {
        measured(0, 0);
        now += MINUTE;

        clock.millis();
        clock.millis();
        now += MINUTE;
        clock.millis();

        assertThat(questions).isOne();
    }

    @Test
    void theAnswerCountsForWhoLooksAfterwards() {
        measured(0, 0);
        now += MINUTE;
        assertThat(difference()).isZero();

        answer.complete(now - 5_000);

        assertThat(difference()).isEqualTo(-5_000);
    }

    @Test
    void aQuestionThatFailsChangesNothingAndIsAskedAgain() {
        storeAhead = 5_000;
        measured(0, 0);
        now += MINUTE;
        clock.millis();

        answer.completeExceptionally(new IllegalStateException("gone"));
        assertThat(difference()).isEqualTo(5_000);

        now += 1_000;
        clock.millis();
        assertThat(questions).isEqualTo(2);
    }

    @Test
    void aStoreThatCannotBeReachedIsAskedAgainInASecond() {
        reachable = false;
        clock.measured(() -> {
            throw new BackendException(Kind.UNAVAILABLE, "away", null);
        });
        assertThat(difference()).isZero();
        assertThat(questions).isZero();

        now += 1_000;
        clock.millis();
        reachable = true;
        now += 1_000;
        clock.millis();
        assertThat(questions).isEqualTo(2);

        answer.complete(now + 7_000);
        assertThat(difference()).isEqualTo(7_000);
    }

    @Test
    void aLocalClockThatIsSetBackWhileItMeasuresLearnsNothing() {
        clock.measured(() -> {
            long told = now;
            now -= 10_000;
            return told;
        });

        assertThat(difference()).isZero();
        assertThat(questions).isOne();
        answer.complete(now + 10_000);
        assertThat(difference()).isEqualTo(10_000);
    }

    @Test
    void aQuestionThatCannotBeAskedIsAskedAgain() {
        StoreClock failing = new StoreClock(local, () -> {
            questions++;
            throw new IllegalStateException("no question");
        });

        assertThatIllegalStateException().isThrownBy(failing::millis);
        now += 1_000;
        assertThatIllegalStateException().isThrownBy(failing::millis);
        assertThat(questions).isEqualTo(2);
    }

    @Test
    void aLocalClockThatIsSetBackIsMeasuredAgainAtOnce() {
        measured(0, 0);
        now -= 2 * MINUTE;

        clock.millis();

        assertThat(questions).isOne();
    }
}
