// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Operations on one key, kept apart; operations on different keys, not. */
class KeyLocksTest {

    /** A key that shares its hash, and so its stripe, with all others of its kind. */
    private record Twin(String name) {
        @Override
        public int hashCode() {
            return 42;
        }
    }

    private final KeyLocks locks = new KeyLocks(2);

    @AutoClose
    private final Crew crew = new Crew();

    private <K> KeyLocks.Hold holdElsewhere(K key) {
        return crew.start(() -> locks.acquire(key)).result();
    }

    @Test
    void a_held_key_can_be_neither_held_nor_entered_by_others() {
        KeyLocks.Hold hold = holdElsewhere("k");
        assertThat(locks.enter("k", 0)).isNull();
        assertThat(locks.tryAcquire("k")).isNull();

        hold.close();
        locks.enter("k", 0).release();
        locks.tryAcquire("k").close();
    }

    @Test
    void keys_of_the_same_hash_can_be_held_at_the_same_time() {
        holdElsewhere(new Twin("a"));

        try (KeyLocks.Hold hold = locks.tryAcquire(new Twin("b"))) {
            assertThat(hold).isNotNull();
        }
        locks.enter(new Twin("b")).release();
    }

    @Test
    void whoever_enters_or_acquires_waits_for_the_release() {
        KeyLocks.Hold hold = holdElsewhere("k");
        Crew.Member<String> entering = crew.start(() -> {
            locks.enter("k").release();
            return "entered";
        });
        Crew.Member<KeyLocks.Hold> acquiring = crew.start(() -> locks.acquire("k"));
        Crew.untilBlocked(entering.thread());
        Crew.untilBlocked(acquiring.thread());
        hold.close();

        acquiring.result().close();
        assertThat(entering.result()).isEqualTo("entered");
    }

    @Test
    void an_interrupt_does_not_end_the_wait_for_a_release() {
        KeyLocks.Hold hold = holdElsewhere("k");
        Crew.Member<Boolean> acquiring = crew.start(() -> {
            locks.acquire("k").close();
            return Thread.currentThread().isInterrupted();
        });
        Crew.untilBlocked(acquiring.thread());
        acquiring.thread().interrupt();
        assertThat(locks.enter("k", 0)).isNull();
        hold.close();

        assertThat(acquiring.result()).isTrue();
    }

    @Test
    void whoever_waits_for_a_limited_time_gives_up_when_it_is_over_or_when_interrupted() {
        holdElsewhere("k");
        assertThat(locks.enter("k", 1)).isNull();
        assertThat(locks.acquire("k", Duration.ofMillis(1).toNanos())).isNull();

        Crew.Member<Boolean> entering = crew.start(() -> locks.enter("k", Long.MAX_VALUE) == null
                && Thread.currentThread().isInterrupted());
        Crew.untilBlocked(entering.thread());
        entering.thread().interrupt();
        assertThat(entering.result()).isTrue();
    }

    @Test
    void whoever_waits_for_a_limited_time_goes_on_as_soon_as_the_key_is_free() {
        KeyLocks.Hold hold = holdElsewhere("k");
        Crew.Member<String> waiting = crew.start(() -> {
            locks.enter("k", Long.MAX_VALUE).release();
            locks.acquire("k", Long.MAX_VALUE).close();
            return "done";
        });
        Crew.untilBlocked(waiting.thread());
        hold.close();

        assertThat(waiting.result()).isEqualTo("done");
    }

    @Test
    void a_thread_that_holds_a_key_may_hold_and_enter_it_again() {
        KeyLocks.Hold outer = locks.acquire("k");
        KeyLocks.Hold inner = locks.acquire("k");
        locks.enter("k").release();
        locks.enter("k", 0).release();
        inner.close();
        assertThat(isFree("k")).isFalse();

        outer.close();
        assertThat(isFree("k")).isTrue();
    }

    private boolean isFree(Object key) {
        return crew.start(() -> {
                    KeyLocks.Stripe stripe = locks.enter(key, 0);
                    if (stripe != null) {
                        stripe.release();
                    }
                    return stripe != null;
                })
                .result();
    }

    @Test
    void a_hold_may_be_closed_by_another_thread() {
        KeyLocks.Hold hold = holdElsewhere("k");
        hold.close();

        assertThat(isFree("k")).isTrue();
    }

    @Test
    void several_keys_are_acquired_each_once() {
        List<KeyLocks.Hold> holds = locks.acquireAll(List.of("a", "b", "a"));
        assertThat(holds).hasSize(2);
        assertThat(isFree("a") || isFree("b")).isFalse();

        holds.forEach(KeyLocks.Hold::close);
        assertThat(isFree("a") && isFree("b")).isTrue();
    }

    @Test
    void many_threads_that_acquire_many_keys_in_any_order_all_come_to_their_turn() {
        List<Object> keys = List.of("a", "b", "Aa", "BB", new Twin("x"), new Twin("y"), new Twin("z"), 42);
        int[] inside = new int[keys.size()];
        List<Crew.Member<Object>> members = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Random random = new Random(i);
            members.add(crew.start(() -> {
                for (int round = 0; round < 2_000; round++) {
                    List<Object> some = new ArrayList<>(keys);
                    Collections.shuffle(some, random);
                    some = some.subList(0, 1 + random.nextInt(keys.size()));
                    List<KeyLocks.Hold> holds = locks.acquireAll(some);
                    for (Object key : some) {
                        assertThat(++inside[keys.indexOf(key)]).isEqualTo(1);
                    }
                    for (Object key : some) {
                        inside[keys.indexOf(key)]--;
                    }
                    holds.forEach(KeyLocks.Hold::close);
                }
                return null;
            }));
        }
        members.forEach(Crew.Member::result);
    }

    @Test
    void entering_and_holding_one_key_exclude_each_other() {
        int[] counter = new int[1];
        List<Crew.Member<Object>> members = crew.startAll(4, () -> {
            for (int i = 0; i < 20_000; i++) {
                if (i % 2 == 0) {
                    KeyLocks.Stripe stripe = locks.enter("k");
                    counter[0]++;
                    stripe.release();
                } else {
                    try (KeyLocks.Hold hold = locks.acquire("k")) {
                        counter[0]++;
                        assertThat(hold).isNotNull();
                    }
                }
            }
            return null;
        });
        members.forEach(Crew.Member::result);

        assertThat(counter[0]).isEqualTo(80_000);
    }

    @Test
    void idle_is_when_nobody_else_holds_anything() {
        locks.acquire("mine");
        locks.awaitIdle(Long.MAX_VALUE);

        KeyLocks.Hold hold = holdElsewhere("k");
        locks.awaitIdle(1);
        AtomicInteger order = new AtomicInteger();
        CountDownLatch started = new CountDownLatch(1);
        Crew.Member<Integer> waiting = crew.start(() -> {
            locks.acquire("another").close();
            started.countDown();
            locks.awaitIdle(Long.MAX_VALUE);
            return order.incrementAndGet();
        });
        Crew.await(started);
        Crew.untilBlocked(waiting.thread());
        waiting.thread().interrupt();
        assertThat(waiting.result()).isEqualTo(1);
        hold.close();
    }
}
