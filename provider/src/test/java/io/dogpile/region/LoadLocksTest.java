// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import static io.dogpile.region.World.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.dogpile.config.Option;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Locks that loads hold, and asking whether a key is locked. */
class LoadLocksTest {

    private final World world = new World();

    @AutoClose
    private final Crew crew = new Crew();

    /** A lock whose waits are over at once where it is held by another thread, and are written down. */
    private static final class Impatient extends ReentrantLock {

        private static final long serialVersionUID = 1L;
        private volatile long waited = -1;

        @Override
        public boolean tryLock(long time, TimeUnit unit) {
            waited = unit.toNanos(time);
            return tryLock();
        }
    }

    @Test
    void loads_of_keys_that_share_a_lock_run_one_after_the_other() {
        Region<String, String> region =
                world.region().loadLocks(LoadLocks.shared(1)).build();
        Gate<String> gate = new Gate<>();
        Crew.Member<String> first = crew.start(() -> region.getOrCreate("a", gate));
        gate.awaitCall();
        Gate<String> other = new Gate<>();
        Crew.Member<String> second = crew.start(() -> region.getOrCreate("b", other));
        Crew.untilBlocked(second.thread());
        assertThat(other.calls()).isZero();

        gate.open("v");
        other.awaitCall();
        other.open("w");

        assertThat(first.result()).isEqualTo("v");
        assertThat(second.result()).isEqualTo("w");
    }

    @Test
    void who_does_not_get_the_lock_in_time_is_told_who_has_it() {
        Impatient lock = new Impatient();
        Region<String, String> region = world.region()
                .loadLocks(key -> lock)
                .option(Option.WAIT_AT_MOST, SECOND)
                .build();
        Gate<String> gate = new Gate<>();
        Crew.Member<String> first = crew.start(() -> region.getOrCreate("a", gate));
        gate.awaitCall();

        assertThatExceptionOfType(RegenerationException.class)
                .isThrownBy(() -> region.getOrCreate("b", key -> "w"))
                .withCauseInstanceOf(WaitException.class)
                .withMessageContaining("waited 1000 ms for the lock of loads of key b, which thread '")
                .withMessageContaining("for key a has");
        assertThat(lock.waited).isEqualTo(SECOND.toNanos());

        gate.open("v");
        assertThat(first.result()).isEqualTo("v");
        assertThat(lock.isLocked()).isFalse();
    }

    @Test
    void a_load_of_many_keys_takes_each_lock_once_and_gives_all_back() {
        Impatient even = new Impatient();
        Impatient odd = new Impatient();
        Region<Integer, String> region = world.<Integer, String>eternal()
                .loadLocks(key -> key % 2 == 0 ? even : odd)
                .build();

        region.getOrCreateAll(List.of(1, 2, 3, 4), keys -> {
            assertThat(even.getHoldCount()).isEqualTo(1);
            assertThat(odd.getHoldCount()).isEqualTo(1);
            return Map.of(1, "v");
        });

        assertThat(even.isLocked()).isFalse();
        assertThat(odd.isLocked()).isFalse();
    }

    @Test
    void shared_locks_go_by_the_hash_code_of_the_key() {
        Function<Integer, ?> locks = LoadLocks.shared(3);
        assertThat(locks.apply(1)).isSameAs(locks.apply(4)).isNotSameAs(locks.apply(2));
        assertThat(locks.apply(-1)).isSameAs(locks.apply(2));
        assertThatIllegalArgumentException().isThrownBy(() -> LoadLocks.shared(0));
    }

    @Test
    void a_key_is_locked_while_this_process_or_another_one_makes_its_value() {
        SharedBytes server = new SharedBytes();
        Region<String, String> here = world.region()
                .bytes(server.client())
                .keyMangler(key -> "m:" + key)
                .build();
        Region<String, String> there = new World(0.5)
                .region()
                .bytes(server.client())
                .keyMangler(key -> "m:" + key)
                .build();
        assertThat(here.isLocked("k")).isFalse();

        here.getOrCreate("k", key -> {
            assertThat(here.isLocked("k")).isTrue();
            assertThat(there.isLocked("k")).isTrue();
            assertThat(there.isRegenerating("k")).isFalse();
            assertThat(there.isLocked("other")).isFalse();
            return "v";
        });

        assertThat(here.isLocked("k")).isFalse();
        assertThat(there.isLocked("k")).isFalse();
    }
}
