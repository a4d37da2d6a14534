// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import static io.dogpile.region.World.MINUTE;
import static io.dogpile.region.World.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.dogpile.backend.Backend;
import io.dogpile.backend.ForwardingBackend;
import io.dogpile.backend.Stored;
import io.dogpile.backend.heap.HeapBackend;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Regions that get other settings, another store or another proxy while they are used. */
class ReconfiguringTest {

    private final World world = new World();
    private final Watched first = new Watched("first", HeapBackend.unbounded());
    private final Watched second = new Watched("second", HeapBackend.unbounded());

    @AutoClose
    private final Region<String, String> region = Region.unconfigured("books");

    @AutoClose
    private final Crew crew = new Crew();

    /** A store that says what it is asked for, and whether it has been closed. */
    private static final class Watched implements ForwardingBackend<String, String> {

        private final String name;
        private final Backend<String, String> delegate;
        private final List<String> reads = new CopyOnWriteArrayList<>();
        private final AtomicInteger closed = new AtomicInteger();

        Watched(String name, Backend<String, String> delegate) {
            this.name = name;
            this.delegate = delegate;
        }

        @Override
        public Backend<String, String> delegate() {
            return delegate;
        }

        @Override
        public Stored<String> get(String key) {
            reads.add(key);
            return delegate.get(key);
        }

        @Override
        public void close() {
            closed.incrementAndGet();
            delegate.close();
        }

        @Override
        public String toString() {
            return name + " on " + delegate;
        }
    }

    private void reconfigure(Consumer<RegionBuilder<String, String>> how) {
        region.reconfigure(builder -> how.accept(builder.environment(world.environment())));
    }

    private void onFirst() {
        reconfigure(builder -> builder.backend(first).expiration(MINUTE));
    }

    @Test
    void a_region_moves_to_another_store_and_the_old_one_is_closed_after_a_while() {
        onFirst();
        region.put("k", "old");

        reconfigure(builder -> builder.backend(second).expiration(Duration.ofHours(1)));

        assertThat(region.get("k")).isNull();
        assertThat(region.settings().freshness().expiry().lifetime()).isEqualTo(Duration.ofHours(1));
        assertThat(region.actualBackend()).isSameAs(second.delegate);
        assertThat(first.closed).hasValue(0);
        world.scheduler.advance(SECOND.multipliedBy(10));
        assertThat(first.closed).hasValue(1);
        assertThat(second.closed).hasValue(0);
    }

    @Test
    void a_load_under_way_answers_those_who_wait_and_is_stored_in_neither_store() {
        onFirst();
        Gate<String> gate = new Gate<>();
        Crew.Member<String> leader = crew.start(() -> region.getOrCreate("k", gate));
        gate.awaitCall();
        Crew.Member<String> waiter = crew.start(() -> region.getOrCreate("k", gate));
        world.time.awaitWaiting(1);

        reconfigure(builder -> builder.backend(second));
        assertThat(region.getOrCreate("k", key -> "new")).isEqualTo("new");
        gate.open("old");

        assertThat(leader.result()).isEqualTo("old");
        assertThat(waiter.result()).isEqualTo("old");
        assertThat(region.get("k")).isEqualTo("new");
        assertThat(first.delegate.get("k")).isNull();
        assertThat(region.statistics().fenced()).isEqualTo(1);
    }

    @Test
    void statistics_go_on_over_changes_of_settings() {
        onFirst();
        region.getOrCreate("k", key -> "v");
        reconfigure(builder -> builder.backend(second));
        region.getOrCreate("k", key -> "v");

        assertThat(region.statistics().loads()).isEqualTo(2);
    }

    @Test
    void what_was_invalidated_for_good_stays_so_in_another_configuration_over_the_same_store() {
        onFirst();
        region.put("k", "v");
        region.put("l", "w");
        region.invalidate(Invalidation.HARD);
        region.put("l", "x");

        reconfigure(builder -> builder.backend(first));

        assertThat(region.get("k")).isNull();
        assertThat(region.get("l")).isEqualTo("x");
        world.scheduler.advance(SECOND.multipliedBy(10));
        assertThat(first.closed).hasValue(0);
        region.close();
        assertThat(first.closed).hasValue(1);
    }

    @Test
    void settings_that_are_refused_change_nothing() {
        onFirst();
        region.put("k", "v");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> reconfigure(builder -> builder.backend("none", Map.of())));
        assertThatIllegalStateException()
                .isThrownBy(() -> reconfigure(builder -> builder.wrap(made -> {
                    throw new IllegalStateException("no");
                })));

        assertThat(region.get("k")).isEqualTo("v");
        assertThat(first.closed).hasValue(0);
    }

    @Test
    void a_proxy_that_fails_to_be_made_leaves_the_region_unconfigured() {
        assertThatIllegalStateException()
                .isThrownBy(() -> region.configure(builder -> builder.wrap(made -> {
                    throw new IllegalStateException("no");
                })))
                .withMessage("no");
        assertThat(region.isConfigured()).isFalse();
    }

    @Test
    void closing_a_region_closes_the_stores_that_it_has_left_too() {
        onFirst();
        reconfigure(builder -> builder.backend(second));
        region.close();

        assertThat(first.closed).hasValue(1);
        assertThat(second.closed).hasValue(1);
        world.scheduler.advance(SECOND.multipliedBy(10));
        assertThat(first.closed).hasValue(1);
    }

    @Test
    void proxies_stand_in_the_order_in_which_they_were_given_the_last_one_outermost() {
        List<String> calls = new ArrayList<>();
        reconfigure(builder -> builder.backend(first)
                .wrap(inner -> new Noting(inner, "inner", calls))
                .wrap(inner -> new Noting(inner, "outer", calls)));
        region.wrap(inner -> new Noting(inner, "last", calls));

        region.get("k");

        assertThat(calls).containsExactly("last", "outer", "inner");
        assertThat(region.actualBackend()).isSameAs(first.delegate);
    }

    private record Noting(Backend<String, String> delegate, String name, List<String> calls)
            implements ForwardingBackend<String, String> {

        @Override
        public Stored<String> get(String key) {
            calls.add(name);
            return delegate.get(key);
        }
    }

    @Test
    void a_proxy_around_a_running_region_leaves_its_values_and_its_loads_alone() {
        onFirst();
        region.put("l", "w");
        Gate<String> gate = new Gate<>();
        Crew.Member<String> leader = crew.start(() -> region.getOrCreate("k", gate));
        gate.awaitCall();

        List<String> calls = new CopyOnWriteArrayList<>();
        region.wrap(inner -> new Noting(inner, "late", calls));
        assertThat(region.get("l")).isEqualTo("w");
        assertThat(calls).isNotEmpty();
        assertThat(region.isRegenerating("k")).isTrue();
        Crew.Member<String> waiter = crew.start(() -> region.getOrCreate("k", key -> "second"));
        world.time.awaitWaiting(1);
        gate.open("v");

        assertThat(leader.result()).isEqualTo("v");
        assertThat(waiter.result()).isEqualTo("v");
        assertThat(region.get("k")).isEqualTo("v");
        assertThat(region.statistics().loads()).isEqualTo(1);
    }

    @Test
    void values_that_were_there_before_a_proxy_are_swept_all_the_same() {
        onFirst();
        reconfigure(builder -> builder.backend(second).expiration(MINUTE).staleFor(Duration.ZERO));
        region.put("k", "v");
        region.wrap(inner -> new Noting(inner, "late", new ArrayList<>()));
        world.time.advance(MINUTE);
        world.scheduler.advance(MINUTE);

        assertThat(second.delegate.get("k")).isNull();
    }

    @Test
    void the_region_of_a_facade_is_not_changed_behind_its_back() {
        try (Region<String, String> fixed = world.region().fixed().build()) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> fixed.reconfigure(builder -> {}))
                    .withMessageContaining("region 'books' belongs to a facade");
            assertThatIllegalStateException().isThrownBy(() -> fixed.wrap(inner -> inner));
        }
    }

    @Test
    void a_region_of_its_own_threads_can_move_too() {
        try (Region<String, String> own = Region.<String, String>named("moving").build()) {
            own.reconfigure(builder -> builder.expiration(MINUTE));
            own.put("k", "v");
            assertThat(own.get("k")).isEqualTo("v");
        }
    }
}
