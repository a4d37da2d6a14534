// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import static io.dogpile.region.World.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Loads that ask for what they are making: they fail at once, and say why. Nobody waits for himself. */
class RecursionTest {

    private final World world = new World();

    @AutoClose
    private final Region<String, String> region = world.region().build();

    @AutoClose
    private final Crew crew = new Crew();

    @Test
    void a_load_that_asks_for_its_own_key_fails_at_once() {
        assertThatExceptionOfType(RegenerationException.class)
                .isThrownBy(() -> region.getOrCreate("k", key -> region.getOrCreate(key, again -> "v")))
                .havingCause()
                .isInstanceOf(RecursionException.class)
                .withMessage("region 'books': making the value of key k asks for that very value, itself or by way of"
                        + " other keys");
        assertThat(region.statistics().waits()).isZero();
    }

    @Test
    void a_load_that_asks_for_its_own_key_by_way_of_another_one_fails() {
        assertRecursion(() ->
                region.getOrCreate("a", a -> region.getOrCreate("b", b -> region.getOrCreate("a", again -> "v"))));
    }

    @Test
    void a_load_that_asks_for_its_own_key_among_others_fails() {
        assertRecursion(() -> region.getOrCreate(
                "a",
                a -> region.getOrCreateAll(List.of("b", "a"), keys -> Map.of("b", "v"))
                        .get("b")));
        assertThat(region.isRegenerating("b")).isFalse();
    }

    @Test
    void a_load_of_many_that_asks_for_one_of_them_fails() {
        assertRecursion(() ->
                region.getOrCreateAll(List.of("a", "b"), keys -> Map.of("a", region.getOrCreate("b", again -> "v"))));
    }

    @Test
    void a_load_that_asks_for_its_own_key_through_a_thread_it_has_started_fails() {
        assertRecursion(() -> region.getOrCreate("k", key -> inNewThread(() -> region.getOrCreate(key, again -> "v"))));
    }

    @Test
    void a_thread_started_by_a_load_may_ask_for_other_keys_and_for_its_own_when_the_load_is_over() {
        Gate<String> gate = new Gate<>();
        FutureTask<String> later = new FutureTask<>(() -> {
            gate.awaitCall();
            return region.getOrCreate("k", key -> "never");
        });
        assertThat(region.getOrCreate("k", key -> {
                    crew.start(() -> {
                        later.run();
                        return null;
                    });
                    return inNewThread(() -> region.getOrCreate("other", again -> "v"));
                }))
                .isEqualTo("v");

        region.remove("k");
        crew.start(() -> region.getOrCreate("k", gate));
        gate.awaitCall();
        gate.open("v2");
        assertThat(Crew.get(later)).isEqualTo("v2");
    }

    @Test
    void a_load_that_removes_its_own_key_and_then_asks_for_it_fails() {
        assertRecursion(() -> region.getOrCreate("k", key -> {
            region.remove(key);
            return region.getOrCreate(key, again -> "v");
        }));
    }

    @Test
    void a_load_that_puts_its_own_key_may_ask_for_it() {
        assertThat(region.getOrCreate("k", key -> {
                    region.put(key, "put");
                    return region.getOrCreate(key, again -> "never") + " and made";
                }))
                .isEqualTo("put and made");
    }

    @Test
    void a_load_of_a_stale_key_that_asks_for_it_fails_and_the_old_value_is_returned() {
        region.put("k", "old");
        world.advance(MINUTE);

        assertThat(region.getOrCreate("k", key -> region.getOrCreate(key, again -> "v")))
                .isEqualTo("old");
        assertThat(region.statistics().loadFailures()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5})
    void a_cycle_over_several_threads_is_found_and_broken(int length) {
        CyclicBarrier all = new CyclicBarrier(length);
        List<Crew.Member<String>> loads = java.util.stream.IntStream.range(0, length)
                .mapToObj(i -> crew.start(() -> region.getOrCreate("k" + i, key -> {
                    all.await(Crew.PATIENCE_SECONDS, TimeUnit.SECONDS);
                    return region.getOrCreate("k" + (i + 1) % length, next -> "never");
                })))
                .toList();

        assertThat(loads)
                .allSatisfy(load -> assertThat(load.failure()).hasRootCauseInstanceOf(RecursionException.class));
        assertThat(region.statistics().waitTimeouts()).isZero();
    }

    @Test
    void loads_that_wait_for_each_other_without_a_cycle_end_well() {
        Gate<String> gate = new Gate<>();
        Crew.Member<String> c = crew.start(() -> region.getOrCreate("c", gate));
        gate.awaitCall();
        Crew.Member<String> a = crew.start(() -> region.getOrCreate("a", key -> region.getOrCreate("c", gate) + "a"));
        Crew.Member<String> b = crew.start(() -> region.getOrCreate("b", key -> region.getOrCreate("c", gate) + "b"));
        world.time.awaitWaiting(2);
        gate.open("c");

        assertThat(a.result() + b.result() + c.result()).isEqualTo("cacbc");
    }

    @Test
    void two_regions_may_ask_each_other_but_not_in_a_circle() {
        try (Region<String, String> other = world.region().build()) {
            assertThat(region.getOrCreate("a", a -> other.getOrCreate("a", again -> "v")))
                    .isEqualTo("v");
            assertRecursion(() -> region.getOrCreate(
                    "b", b -> other.getOrCreate("b", again -> region.getOrCreate("b", oncemore -> "v"))));
        }
    }

    private static void assertRecursion(Callable<?> call) {
        assertThatExceptionOfType(RegenerationException.class)
                .isThrownBy(call::call)
                .havingRootCause()
                .isInstanceOf(RecursionException.class);
    }

    private <T> T inNewThread(Callable<T> work) throws Exception {
        FutureTask<T> task = new FutureTask<>(work);
        crew.start(() -> {
            task.run();
            return null;
        });
        try {
            return task.get(Crew.PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (java.util.concurrent.ExecutionException e) {
            throw (Exception) e.getCause();
        }
    }
}
