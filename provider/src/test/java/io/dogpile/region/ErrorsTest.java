// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dogpile.config.Option;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Creators that do not merely fail but break: the thread that broke is told so, others get a failure, the key is free. */
class ErrorsTest {

    private final World world = new World();

    @AutoClose
    private final Region<String, String> region =
            world.region().option(Option.COOL_DOWN, Duration.ZERO).build();

    @AutoClose
    private final Crew crew = new Crew();

    @Test
    void an_error_is_thrown_to_its_own_thread_and_a_failure_to_those_who_wait() {
        Gate<String> gate = new Gate<>();
        Crew.Member<String> leader = crew.start(() -> region.getOrCreate("k", gate));
        gate.awaitCall();
        Crew.Member<String> waiter = crew.start(() -> region.getOrCreate("k", gate));
        world.time.awaitWaiting(1);
        Error error = new OutOfMemoryError("not really");
        gate.fail(error);

        assertThat(leader.failure()).isSameAs(error);
        assertThat(waiter.failure()).isInstanceOf(RegenerationException.class).hasCause(error);
        assertThat(region.getOrCreate("k", key -> "v")).isEqualTo("v");
    }

    @Test
    void a_recursion_without_end_leaves_nothing_behind() {
        assertThatExceptionOfType(StackOverflowError.class).isThrownBy(() -> region.getOrCreate("k", this::endless));
        assertFree("k");
    }

    private String endless(String key) {
        return endless(key + key.length());
    }

    @Test
    void a_recursion_through_the_region_leaves_nothing_behind() {
        assertThatThrownBy(() -> region.getOrCreate("0", this::next))
                .satisfiesAnyOf(
                        e -> assertThat(e).isInstanceOf(StackOverflowError.class),
                        e -> assertThat(e).hasRootCauseInstanceOf(StackOverflowError.class));
        assertFree("0");
        assertFree("1");
        assertFree("50");
    }

    private String next(String key) {
        return region.getOrCreate(String.valueOf(Integer.parseInt(key) + 1), this::next);
    }

    @Test
    void a_real_lack_of_memory_leaves_nothing_behind() {
        assertThatExceptionOfType(OutOfMemoryError.class)
                .isThrownBy(() -> region.getOrCreate("k", key -> String.valueOf(new long[Integer.MAX_VALUE].length)));
        assertFree("k");
    }

    @Test
    void an_error_in_a_load_of_many_keys_leaves_nothing_behind() {
        assertThatExceptionOfType(OutOfMemoryError.class)
                .isThrownBy(() -> region.getOrCreateAll(List.of("a", "b"), keys -> {
                    throw new OutOfMemoryError("not really");
                }));
        assertFree("a");
        assertFree("b");
    }

    private void assertFree(String key) {
        assertThat(region.isRegenerating(key)).isFalse();
        assertThat(region.slots().read(key)).isNull();
        assertThat(Load.current()).isNull();
        assertThat(region.getOrCreate(key, any -> "v")).isEqualTo("v");
    }
}
