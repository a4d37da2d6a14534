// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What counts as an interruption of the loading thread, and what does not. */
class FailuresTest {

    @AfterEach
    void forget() {
        Thread.interrupted();
    }

    static Stream<Throwable> interruptions() {
        return Stream.of(
                new InterruptedException(),
                new RuntimeException(new IllegalStateException(new InterruptedException())),
                new ClosedByInterruptException(),
                new InterruptedIOException());
    }

    static Stream<Throwable> others() {
        Exception circle = new Exception("a");
        circle.initCause(new Exception("b", circle));
        return Stream.of(
                new Exception("too bad"),
                new SocketTimeoutException(),
                new ExecutionException(new InterruptedException()),
                new RuntimeException(new CompletionException(new InterruptedException())),
                circle);
    }

    @ParameterizedTest
    @MethodSource("interruptions")
    void the_interrupt_of_this_thread_is_recognised_and_its_flag_set_again(Throwable failure) {
        assertThat(Failures.isInterruption(failure)).isTrue();
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("others")
    void other_failures_and_interrupts_of_other_threads_are_not(Throwable failure) {
        assertThat(Failures.isInterruption(failure)).isFalse();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }
}
