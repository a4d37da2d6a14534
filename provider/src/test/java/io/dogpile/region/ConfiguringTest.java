// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Regions that are made first and configured later. */
class ConfiguringTest {

    private final World world = new World();

    @AutoClose
    private final Region<String, String> region = Region.unconfigured("books");

    @Test
    void a_region_can_be_configured_later_and_is_used_from_then_on() {
        assertThat(region.isConfigured()).isFalse();

        assertThat(region.configure(
                        builder -> builder.environment(world.environment()).expiration(Duration.ofMinutes(1))))
                .isSameAs(region);

        assertThat(region.isConfigured()).isTrue();
        assertThat(region.getOrCreate("k", key -> "v")).isEqualTo("v");
        assertThat(region.get("k")).isEqualTo("v");
        world.time.advance(Duration.ofMinutes(1));
        assertThat(region.get("k")).isNull();
    }

    @Test
    void a_region_that_is_used_too_early_says_which_one_and_what_to_call() {
        List<Consumer<Region<String, String>>> calls = List.of(
                any -> any.get("k"),
                any -> any.getAll(List.of("k")),
                any -> any.getOrCreate("k", key -> "v"),
                any -> any.getOrCreateAll(List.of("k"), keys -> Map.of()),
                any -> any.put("k", "v"),
                any -> any.remove("k"),
                Region::clear,
                any -> any.invalidate(Invalidation.HARD),
                any -> any.invalidateTag("t", Invalidation.HARD),
                any -> any.invalidateIf((key, metadata) -> true, Invalidation.HARD),
                any -> any.find("k"),
                any -> any.isRegenerating("k"),
                any -> any.read("k", null, key -> "v", ReadOptions.defaults()),
                any -> any.readAll(List.of("k"), Map.of(), keys -> Map.of(), ReadOptions.defaults()),
                Region::slots,
                Region::backend,
                Region::settings);

        assertThat(calls)
                .allSatisfy(call -> assertThatExceptionOfType(RegionNotConfiguredException.class)
                        .isThrownBy(() -> call.accept(region))
                        .withMessage(
                                "region 'books' is not configured yet: call its configure(...) before it is used"));
    }

    @Test
    void what_needs_no_settings_may_be_asked_before_there_are_any() {
        assertThat(region.name()).isEqualTo("books");
        assertThat(region.statistics().loads()).isZero();
        assertThat(region.isClosed()).isFalse();
        assertThat(region).hasToString("Region[books, not configured]");
    }

    @Test
    void functions_are_cached_before_their_region_is_configured_and_called_after() {
        CachedFunction<String, String> function = region.cached(key -> key, key -> "v of " + key);
        assertThatExceptionOfType(RegionNotConfiguredException.class).isThrownBy(() -> function.call("k"));

        region.configure(builder -> builder.environment(world.environment()));

        assertThat(function.call("k")).isEqualTo("v of k");
    }

    @Test
    void a_region_is_configured_once() {
        region.configure(builder -> builder.environment(world.environment()));
        region.put("k", "v");

        assertThatExceptionOfType(RegionConfiguredException.class)
                .isThrownBy(() -> region.configure(builder -> {
                    throw new AssertionError("nobody asks for settings in vain");
                }))
                .withMessageContaining("region 'books' is configured already");
        assertThat(region.get("k")).isEqualTo("v");
    }

    @Test
    void a_region_that_is_configured_while_it_is_being_configured_says_so() {
        assertThatExceptionOfType(RegionConfiguredException.class)
                .isThrownBy(() -> region.configure(outer -> region.configure(
                        inner -> inner.environment(world.environment()).expiration(Duration.ofMinutes(7)))));

        assertThat(region.settings().freshness().expiry().lifetime()).isEqualTo(Duration.ofMinutes(7));
    }

    @Test
    void settings_that_are_refused_leave_the_region_unconfigured() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> region.configure(
                        builder -> builder.environment(world.environment()).backend("none-such", Map.of())));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> region.configure(builder -> builder.staleFor(Duration.ofMillis(-1))));

        assertThat(region.isConfigured()).isFalse();
        region.configure(builder -> builder.environment(world.environment()));
        assertThat(region.getOrCreate("k", key -> "v")).isEqualTo("v");
    }

    @Test
    void what_the_builder_builds_meanwhile_is_another_region() {
        AtomicReference<Region<String, String>> other = new AtomicReference<>();
        region.configure(
                builder -> other.set(builder.environment(world.environment()).build()));

        assertThat(other.get().slots()).isNotSameAs(region.slots());
    }

    @Test
    void a_region_that_was_closed_before_it_was_configured_stays_closed() {
        region.close();

        assertThatIllegalStateException()
                .isThrownBy(() -> region.configure(builder -> builder.environment(world.environment())))
                .withMessage("region 'books' is closed");
        assertThatIllegalStateException().isThrownBy(() -> region.get("k")).withMessage("region 'books' is closed");
    }
}
