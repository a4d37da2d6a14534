// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The graph of who waits for whom. */
class LoadTest {

    @AutoClose
    private final Crew crew = new Crew();

    private final Load a = new Load();
    private final Load b = new Load();
    private final Load c = new Load();

    @Test
    void whoever_closes_a_cycle_is_told_and_does_not_wait() {
        assertThat(a.beginWaitingFor(b)).isTrue();
        assertThat(b.beginWaitingFor(c)).isTrue();
        assertThat(c.beginWaitingFor(a)).isFalse();
        assertThat(a.beginWaitingFor(a)).isFalse();

        b.endWaitingFor(c);
        assertThat(c.beginWaitingFor(a)).isTrue();
    }

    @Test
    void a_load_that_waits_twice_for_another_one_waits_until_both_waits_are_over() {
        a.beginWaitingFor(b);
        a.beginWaitingFor(b);
        a.endWaitingFor(b);

        assertThat(a.includes(b)).isTrue();
        a.endWaitingFor(b);
        assertThat(a.includes(b)).isFalse();
    }

    @Test
    void a_nested_load_is_waited_for_by_the_one_around_it_as_long_as_it_runs() {
        a.run(true, () -> {
            b.run(true, () -> {
                assertThat(Load.current()).isSameAs(b);
                assertThat(a.includes(b)).isTrue();
                assertThat(b.includes(a)).isFalse();
            });
            assertThat(Load.current()).isSameAs(a);
            assertThat(a.includes(b)).isFalse();
        });
        assertThat(Load.current()).isNull();
    }

    @Test
    void a_load_that_nobody_waits_for_is_not_waited_for() {
        a.run(true, () -> b.run(false, () -> assertThat(a.includes(b)).isFalse()));
    }

    @Test
    void a_thread_works_for_the_load_that_started_it_and_for_nobody_once_that_is_over() {
        List<Crew.Member<List<Load>>> started = new ArrayList<>();
        CyclicBarrier over = new CyclicBarrier(2);
        a.run(true, () -> {
            started.add(crew.start(() -> {
                List<Load> seen = new ArrayList<>();
                seen.add(Load.current());
                over.await(Crew.PATIENCE_SECONDS, TimeUnit.SECONDS);
                over.await(Crew.PATIENCE_SECONDS, TimeUnit.SECONDS);
                seen.add(Load.current());
                return seen;
            }));
            await(over);
        });
        await(over);

        assertThat(started.get(0).result()).containsExactly(a, null);
    }

    @Test
    void of_loads_that_close_a_cycle_together_at_least_one_is_told() {
        for (int i = 0; i < 2_000; i++) {
            Load left = new Load();
            Load right = new Load();
            CyclicBarrier both = new CyclicBarrier(2);
            Crew.Member<Boolean> other = crew.start(() -> {
                await(both);
                return left.beginWaitingFor(right);
            });
            await(both);
            boolean mine = right.beginWaitingFor(left);

            assertThat(mine && other.result()).isFalse();
        }
    }

    @Test
    void a_load_names_its_thread_once_it_has_one() {
        assertThat(a).hasToString("a thread to come");
        a.run(true, () -> {});
        assertThat(a).hasToString("thread '" + Thread.currentThread().getName() + "'");
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(Crew.PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
