// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import static io.dogpile.region.World.MINUTE;
import static io.dogpile.region.World.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.dogpile.config.OnWaitTimeout;
import io.dogpile.config.Regeneration;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Reads that hold no thread: every call of this test's own thread returns while values are still to be made. */
class AsyncReadsTest {

    private static final ReadOptions<Object, Object> DEFAULTS = ReadOptions.defaults();

    private final World world = new World();

    @AutoClose
    private final Region<String, String> region = world.region().build();

    @AutoClose
    private final Crew crew = new Crew();

    private final AsyncRegion<String, String> async = region.async();
    private final CompletableFuture<String> promise = new CompletableFuture<>();

    private CompletableFuture<String> ask(AsyncCreator<String, String> creator) {
        return async.getOrCreate("k", creator).toCompletableFuture();
    }

    private CompletableFuture<String> ask(AsyncCreator<String, String> creator, ReadOptions<Object, Object> options) {
        return async.getOrCreate("k", creator, options).toCompletableFuture();
    }

    private static CompletionStage<String> another(String key) {
        throw new AssertionError("one is enough");
    }

    private void pass(Duration duration) {
        world.advance(duration);
        world.scheduler.advance(duration);
        world.background.runAll();
    }

    private static Throwable failure(CompletableFuture<?> failed) {
        assertThat(failed).isCompletedExceptionally();
        return failed.handle((value, failure) -> failure).join();
    }

    @Test
    void what_is_there_is_answered_at_once() {
        region.put("k", "v");

        assertThat(ask(AsyncReadsTest::another)).isCompletedWithValue("v");
        assertThat(async.get("k").toCompletableFuture()).isCompletedWithValue("v");
        assertThat(async.get("absent").toCompletableFuture()).isCompletedWithValue(null);
        assertThat(async.getAll(List.of("k", "l")).toCompletableFuture()).isCompletedWithValue(Map.of("k", "v"));
        assertThat(async.find("k").toCompletableFuture().join().value()).isEqualTo("v");
        assertThat(async.findAll(List.of("absent", "k")).toCompletableFuture().join())
                .containsOnlyKeys("k");
    }

    @Test
    void what_is_made_is_stored_and_shared_by_callers_of_both_kinds() {
        CompletableFuture<String> leader = ask(key -> promise);
        CompletableFuture<String> joiner = ask(AsyncReadsTest::another);
        Crew.Member<String> waiter = crew.start(() -> region.getOrCreate("k", key -> "another"));
        world.time.awaitWaiting(1);
        assertThat(leader).isNotDone();
        promise.complete("v");

        assertThat(leader).as("completed by who completed the creator's stage").isCompletedWithValue("v");
        assertThat(waiter.result()).isEqualTo("v");
        assertThat(joiner).as("completed by the executor").isNotDone();
        world.background.runAll();
        assertThat(joiner).isCompletedWithValue("v");
        assertThat(region.get("k")).isEqualTo("v");
        assertThat(region.isRegenerating("k")).isFalse();
        assertThat(region.statistics().loads()).isEqualTo(1);
        assertThat(world.scheduler.scheduled())
                .as("timers that are left, beside the sweep")
                .isEqualTo(1);
    }

    @Test
    void an_asynchronous_caller_joins_a_load_of_another_thread() {
        Gate<String> gate = new Gate<>();
        Crew.Member<String> leader = crew.start(() -> region.getOrCreate("k", gate));
        gate.awaitCall();
        CompletableFuture<String> joiner = ask(AsyncReadsTest::another);
        gate.open("v");
        leader.result();
        world.background.runAll();

        assertThat(joiner).isCompletedWithValue("v");
    }

    @Test
    void all_who_wait_are_told_of_a_failure_without_its_wrapping() {
        IllegalStateException cause = new IllegalStateException("broken");
        CompletableFuture<String> leader = ask(key -> promise.thenApply(value -> value));
        CompletableFuture<String> joiner = ask(AsyncReadsTest::another);
        promise.completeExceptionally(new CompletionException(cause));
        world.background.runAll();

        assertThat(failure(leader)).isInstanceOf(RegenerationException.class).hasCause(cause);
        assertThat(failure(joiner)).isInstanceOf(RegenerationException.class).hasCause(cause);
        assertThat(failure(joiner)).isNotSameAs(failure(leader));
        assertThat(region.slots().read("k")).isNull();
        assertThat(region.statistics().loadFailures()).isEqualTo(1);
    }

    @Test
    void a_creator_that_does_not_even_begin_has_failed() {
        assertThat(failure(ask(key -> {
                    throw new IllegalStateException("broken");
                })))
                .isInstanceOf(RegenerationException.class)
                .hasMessageContaining("broken");
        region.clear();
        assertThat(failure(ask(key -> null))).hasMessageContaining("the creator returned no stage");
    }

    @Test
    void a_wait_has_an_end_and_the_load_goes_on() {
        CompletableFuture<String> leader = ask(key -> promise);
        CompletableFuture<String> impatient = ask(AsyncReadsTest::another, DEFAULTS.waitAtMost(SECOND));
        CompletableFuture<String> immediate = ask(AsyncReadsTest::another, DEFAULTS.waitAtMost(Duration.ZERO));
        CompletableFuture<String> own = ask(
                key -> CompletableFuture.completedFuture("own"),
                DEFAULTS.waitAtMost(SECOND).onWaitTimeout(OnWaitTimeout.LOAD));
        assertThat(failure(immediate)).isInstanceOf(WaitException.class);
        assertThat(impatient).isNotDone();
        pass(SECOND);

        assertThat(failure(impatient)).isInstanceOf(WaitException.class).hasMessageContaining("waited 1000 ms");
        assertThat(own).isCompletedWithValue("own");
        assertThat(leader).isNotDone();
        promise.complete("v");
        assertThat(leader).isCompletedWithValue("v");
        assertThat(region.get("k")).isEqualTo("v");
    }

    @Test
    void a_stage_that_never_completes_has_failed_after_the_time_of_a_load() {
        CompletableFuture<String> leader = ask(key -> promise);
        pass(MINUTE);

        assertThat(failure(leader))
                .isInstanceOf(RegenerationException.class)
                .hasCauseInstanceOf(TimeoutException.class);
        assertThat(region.isRegenerating("k")).isFalse();
        promise.complete("too late");
        assertThat(region.get("k")).isNull();
    }

    @Test
    void who_cancels_ends_his_own_wait_only() {
        CompletableFuture<String> leader = ask(key -> promise);
        CompletableFuture<String> joiner = ask(AsyncReadsTest::another);
        CompletableFuture<String> loyal = ask(AsyncReadsTest::another);
        leader.cancel(true);
        joiner.cancel(true);
        promise.complete("v");
        world.background.runAll();

        assertThat(loyal).isCompletedWithValue("v");
        assertThat(region.get("k")).isEqualTo("v");
        assertThat(world.scheduler.scheduled())
                .as("timers that are left, beside the sweep")
                .isEqualTo(1);
    }

    @Test
    void an_explicit_operation_wins() {
        CompletableFuture<String> leader = ask(key -> promise);
        region.put("k", "explicit");
        promise.complete("v");

        assertThat(leader).isCompletedWithValue("v");
        assertThat(region.get("k")).isEqualTo("explicit");
        assertThat(region.statistics().fenced()).isEqualTo(1);
    }

    @Test
    void a_key_that_an_operation_has_for_itself_is_looked_at_again() {
        KeyLocks.Hold hold =
                Crew.get(crew.start(() -> region.slots().locks().acquire("k")).task());
        CompletableFuture<String> caller = ask(key -> CompletableFuture.completedFuture("v"));
        pass(SECOND);
        assertThat(caller).isNotDone();
        hold.release();
        pass(SECOND);

        assertThat(caller).isCompletedWithValue("v");
    }

    @Test
    void in_the_background_the_old_value_is_returned_and_no_thread_waits_for_the_new_one() {
        region.put("k", "old");
        pass(MINUTE);

        CompletableFuture<String> caller = ask(key -> promise, DEFAULTS.regeneration(Regeneration.BACKGROUND));
        assertThat(caller).isCompletedWithValue("old");
        world.background.runAll();
        assertThat(ask(AsyncReadsTest::another)).isCompletedWithValue("old");
        promise.complete("new");
        assertThat(region.get("k")).isEqualTo("new");
        assertThat(region.isRegenerating("k")).isFalse();
    }

    @Test
    void a_load_that_asks_for_its_own_key_fails() {
        CompletableFuture<String> caller = ask(key -> async.getOrCreate("k", AsyncReadsTest::another));

        assertThat(failure(caller)).hasCauseInstanceOf(RecursionException.class);
    }

    @Test
    void loads_that_ask_for_each_other_fail_while_those_that_do_not_wait_in_peace() {
        CompletableFuture<String> one = ask(key -> promise.thenCompose(value -> async.getOrCreate("x", x -> promise)));
        CompletableFuture<String> two = async.getOrCreate("l", key -> async.getOrCreate("k", AsyncReadsTest::another))
                .toCompletableFuture();
        assertThat(two).isNotDone();
        CompletableFuture<String> circle = async.getOrCreate(
                        "m", m -> async.getOrCreate("n", n -> async.getOrCreate("m", AsyncReadsTest::another)))
                .toCompletableFuture();

        assertThat(failure(circle)).hasStackTraceContaining("RecursionException");
        promise.complete("v");
        world.background.runAll();
        assertThat(one).isCompletedWithValue("v");
        assertThat(two).isCompletedWithValue("v");
    }

    @Test
    void many_keys_are_made_by_one_call_and_joined_where_others_make_them() {
        CompletableFuture<String> other = ask(key -> promise);
        CompletableFuture<Map<String, String>> many = new CompletableFuture<>();
        CompletableFuture<Map<String, String>> caller = async.getOrCreateAll(List.of("a", "k", "b", "c"), keys -> {
                    assertThat(keys).isEqualTo(Set.of("a", "b", "c"));
                    return many;
                })
                .toCompletableFuture();
        many.complete(Map.of("a", "1", "b", "2"));
        assertThat(region.getAll(List.of("a", "b"))).hasSize(2);
        assertThat(caller).isNotDone();
        promise.complete("v");
        world.background.runAll();

        assertThat(other).isCompletedWithValue("v");
        assertThat(caller.join()).containsExactly(Map.entry("a", "1"), Map.entry("k", "v"), Map.entry("b", "2"));
        assertThat(region.statistics().loads()).isEqualTo(4);
    }

    @Test
    void a_failure_of_many_keys_reaches_all_who_wait_for_one_of_them() {
        CompletableFuture<Map<String, String>> many = new CompletableFuture<>();
        CompletableFuture<Map<String, String>> caller =
                async.getOrCreateAll(List.of("k", "l"), keys -> many).toCompletableFuture();
        CompletableFuture<String> joiner = ask(AsyncReadsTest::another);
        many.completeExceptionally(new IllegalStateException("broken"));
        world.background.runAll();

        assertThat(failure(caller)).isInstanceOf(RegenerationException.class);
        assertThat(failure(joiner)).isInstanceOf(RegenerationException.class);
        assertThat(region.isRegenerating("l")).isFalse();
    }

    @Test
    void a_creator_may_say_how_long_its_value_lives() {
        async.getOrCreate(
                "k", TimedAsyncCreator.of(key -> CompletableFuture.completedFuture(new Timed<>("v", SECOND))));

        assertThat(region.find("k").metadata().remaining()).isEqualTo(SECOND);
    }

    @Test
    void where_the_store_may_block_the_executor_does_the_work_and_may_refuse_it() {
        try (Region<String, String> shared =
                world.region().bytes(new SharedBytes().client()).build()) {
            CompletableFuture<String> caller = shared.async()
                    .getOrCreate("k", key -> CompletableFuture.completedFuture("v"))
                    .toCompletableFuture();
            assertThat(caller).isNotDone();
            world.background.runAll();
            assertThat(caller).isCompletedWithValue("v");
            world.background.refuse();

            assertThat(failure(shared.async().get("k").toCompletableFuture()))
                    .isInstanceOf(RejectedExecutionException.class);
        }
    }

    @Test
    void what_has_begun_ends_although_the_executor_refuses() {
        CompletableFuture<String> leader = ask(key -> promise);
        CompletableFuture<String> joiner = ask(AsyncReadsTest::another);
        world.background.refuse();
        promise.complete("v");

        assertThat(List.of(leader.join(), joiner.join())).containsOnly("v");
    }

    @Test
    void a_closed_region_says_so_at_once() {
        region.close();

        assertThatIllegalStateException().isThrownBy(() -> async.get("k"));
        assertThatIllegalStateException().isThrownBy(() -> ask(AsyncReadsTest::another));
    }
}
