// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import io.dogpile.config.Durations;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The threads on which asynchronous reads go on. Where the backend may block, that is the executor's; should it refuse what has
 * begun already, the maintenance thread does it.
 */
final class Relay {

    private final Executor background;
    private final ScheduledExecutorService maintenance;
    private final Duration atMost;
    private final boolean shared;

    Relay(Environment environment, Duration loadAtMost, boolean shared) {
        this.atMost = loadAtMost;
        this.background = environment.background();
        this.maintenance = environment.maintenance();
        this.shared = shared;
    }

    /**
     * What a creator came to.
     *
     * @param made what it made, unless it failed
     * @param failure why it failed
     * @param interrupted whether that was because the current thread was interrupted
     * @param later whether it was not done at once, so that whoever called it does not wait for it on this thread
     */
    record Ending<T>(@Nullable T made, @Nullable Throwable failure, boolean interrupted, boolean later) {

        static <T> Ending<T> of(@Nullable T made, @Nullable Throwable failure, boolean later) {
            return new Ending<>(made, failure == null ? null : Failures.unwrapped(failure), false, later);
        }

        /** Why there is nothing. */
        Throwable cause() {
            return failure != null ? failure : new NullPointerException("the creator's stage completed with null");
        }
    }

    /**
     * Begins an asynchronous read: on the current thread if the backend does not block.
     *
     * @param result fails if the task does, or the executor refuses it
     */
    @SuppressWarnings("checkstyle:IllegalCatch")
    void begin(CompletableFuture<?> result, Runnable task) {
        Runnable guarded = () -> {
            try {
                task.run();
            } catch (Throwable failure) {
                result.completeExceptionally(failure);
            }
        };
        if (!shared) {
            guarded.run();
            return;
        }
        try {
            background.execute(guarded);
        } catch (RejectedExecutionException e) {
            result.completeExceptionally(e);
        }
    }

    /** Goes on with what has begun, away from the current thread. */
    void goOn(Runnable task) {
        try {
            background.execute(task);
        } catch (RejectedExecutionException refused) {
            insist(task);
        }
    }

    private void insist(Runnable task) {
        try {
            maintenance.execute(task);
        } catch (RejectedExecutionException closed) {
            // Nobody else is left, and somebody may be waiting.
            task.run();
        }
    }

    /** Goes on when that is complete or the time is over. */
    @SuppressWarnings("FutureReturnValueIgnored") // It is the task that tells.
    void await(CompletableFuture<?> signal, long nanos, Runnable task) {
        CompletableFuture<Void> first = new CompletableFuture<>();
        Future<?> timer = schedule(nanos, () -> first.complete(null));
        signal.whenComplete((same, failure) -> first.complete(null));
        first.whenComplete((nothing, never) -> {
            timer.cancel(false);
            goOn(task);
        });
    }

    private Future<?> schedule(long nanos, Runnable task) {
        return maintenance.schedule(task, nanos, TimeUnit.NANOSECONDS);
    }

    /**
     * Calls a creator on the current thread, and says what it came to: before this returns, if it is done by then.
     *
     * @throws Error that the creator threw, after that was said
     */
    // Whatever a creator throws is for everybody who waits.
    @SuppressWarnings({"checkstyle:IllegalCatch", "FutureReturnValueIgnored"})
    <T> void call(Callable<CompletionStage<T>> creator, Consumer<Ending<T>> then) {
        CompletionStage<T> stage;
        try {
            stage = creator.call();
        } catch (Throwable failure) {
            then.accept(new Ending<>(null, failure, Failures.isInterruption(failure), false));
            Failures.rethrowError(failure);
            return;
        }
        if (stage instanceof CompletableFuture<T> future && future.isDone()) {
            then.accept(future.handle((made, failure) -> Ending.of(made, failure, false))
                    .join());
        } else {
            bounded(stage).whenComplete((made, failure) -> {
                Ending<T> ending = Ending.of(made, failure, true);
                if (shared) {
                    goOn(() -> then.accept(ending));
                } else {
                    then.accept(ending);
                }
            });
        }
    }

    /** The same, but not for longer than a load may take. */
    @SuppressWarnings("FutureReturnValueIgnored") // It is the bounded one that tells.
    private <T> CompletableFuture<T> bounded(CompletionStage<T> stage) {
        CompletableFuture<T> bounded = new CompletableFuture<>();
        TimeoutException late = new TimeoutException(
                "the creator's stage was not complete within load-at-most, " + Durations.format(atMost));
        Future<?> timer =
                schedule(Durations.toNanosSaturated(atMost), () -> goOn(() -> bounded.completeExceptionally(late)));
        stage.whenComplete((made, failure) -> {
            timer.cancel(false);
            if (failure == null) {
                bounded.complete(made);
            } else {
                bounded.completeExceptionally(failure);
            }
        });
        return bounded;
    }
}
