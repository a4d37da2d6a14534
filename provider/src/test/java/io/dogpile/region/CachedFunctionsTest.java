// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Functions whose results a region keeps. */
final class CachedFunctionsTest {

    private final World world = new World();
    private final Region<CallKey, String> region =
            world.<CallKey, String>eternal().expiration(World.MINUTE).build();
    private final List<Object> asked = new ArrayList<>();
    private final CachedFunction<Integer, String> names =
            region.cached(KeyGenerator.calls("names"), id -> answer(id, "name " + id));
    private final CachedBulkFunction<Integer, String> titles = region.cachedAll(KeyGenerator.calls("titles"), ids -> {
        asked.add(Set.copyOf(ids));
        Map<Integer, String> found = new HashMap<>();
        ids.stream().filter(id -> id > 0).forEach(id -> found.put(id, "title " + id));
        return found;
    });

    private String answer(Object argument, String answer) {
        asked.add(argument);
        return answer;
    }

    @Test
    void aCallIsMadeOnce() {
        assertThat(names.call(1)).isEqualTo("name 1");
        assertThat(names.call(1)).isEqualTo("name 1");
        assertThat(names.call(2)).isEqualTo("name 2");

        assertThat(asked).containsExactly(1, 2);
    }

    @Test
    void whatIsKeptCanBeReadSetForgottenAndMadeAnew() throws Exception {
        assertThat(names.get(1)).isNull();
        names.set(1, "other");
        assertThat(names.call(1)).isEqualTo("other");
        assertThat(names.get(1)).isEqualTo("other");

        assertThat(names.refresh(1)).isEqualTo("name 1");
        assertThat(names.get(1)).isEqualTo("name 1");
        names.invalidate(1);
        assertThat(names.get(1)).isNull();
        assertThat(asked).containsExactly(1);

        assertThat(names.original().create(1)).isEqualTo("name 1");
        assertThat(names.get(1)).as("the function itself keeps nothing").isNull();
    }

    @Test
    void keysAreUnambiguous() {
        List<CallKey> keys = List.of(
                CallKey.of("f", "a b", "c"),
                CallKey.of("f", "a", "b c"),
                CallKey.of("f", "a b c"),
                CallKey.of("f", 1),
                CallKey.of("f", 1L),
                CallKey.of("f", "1"),
                CallKey.of("g", "1"),
                CallKey.of("f"),
                CallKey.of("f", (Object) null),
                CallKey.of("f", List.of(1, 2)),
                CallKey.of("f", 1, 2));

        assertThat(Set.copyOf(keys)).hasSize(keys.size());
        assertThat(CallKey.of("f", 1, "x")).isEqualTo(CallKey.of("f", 1, "x")).hasToString("f(1, x)");
    }

    @Test
    void storesOfBytesTellThemApartToo() {
        SharedBytes store = new SharedBytes();
        try (Region<CallKey, String> shared =
                Region.<CallKey, String>named("calls").bytes(store.client()).build()) {
            List<Object> arguments = Arrays.asList(1, 1L, "1", List.of("a b", "c"), List.of("a", "b c"), List.of());
            CachedFunction<Object, String> describe =
                    shared.cached(KeyGenerator.calls("describe"), argument -> argument.getClass() + " " + argument);
            for (Object argument : arguments) {
                assertThat(describe.call(argument)).isEqualTo(argument.getClass() + " " + argument);
            }
            assertThat(shared.statistics().loads()).isEqualTo(arguments.size());
            for (Object argument : arguments) {
                assertThat(describe.get(argument)).endsWith(" " + argument);
            }
        }
    }

    @Test
    void anotherGeneratorMakesOtherKeys() {
        try (Region<String, String> plain = world.region().build()) {
            CachedFunction<Integer, String> function = plain.cached(id -> "user:" + id, id -> "name " + id);

            assertThat(function.call(7)).isEqualTo("name 7");
            assertThat(plain.get("user:7")).isEqualTo("name 7");
        }
    }

    @Test
    void aFunctionOfManyIsAskedForWhatIsMissing() {
        titles.set(Map.of(1, "one"));

        assertThat(titles.call(List.of(3, 1, 2, 3, -1)))
                .containsExactly(Map.entry(3, "title 3"), Map.entry(1, "one"), Map.entry(2, "title 2"));
        assertThat(asked).containsExactly(Set.of(3, 2, -1));

        assertThat(titles.get(List.of(2, 5))).isEqualTo(Map.of(2, "title 2"));
        assertThat(titles.refresh(List.of(1, -1))).isEqualTo(Map.of(1, "title 1"));
        titles.invalidate(List.of(1, 2));
        assertThat(titles.get(List.of(1, 2, 3))).isEqualTo(Map.of(3, "title 3"));
    }

    @Test
    void argumentsOfTheSameKeyAreOne() {
        CachedBulkFunction<String, String> lengths =
                region.cachedAll(text -> CallKey.of("lengths", text.length()), texts -> {
                    asked.add(texts.size());
                    Map<String, String> found = new HashMap<>();
                    texts.forEach(text -> found.put(text, "" + text.length()));
                    return found;
                });

        assertThat(lengths.call(List.of("ab", "cd"))).isEqualTo(Map.of("ab", "2", "cd", "2"));
        assertThat(asked).containsExactly(1);
    }

    @Test
    void oneValueHasOneKey() {
        CachedSupplier<String> motd = CachedSupplier.of(region, CallKey.of("motd"), () -> answer("motd", "hello"));

        assertThat(motd.get()).isNull();
        assertThat(motd.call()).isEqualTo("hello");
        assertThat(motd.call()).isEqualTo("hello");
        motd.set("bye");
        assertThat(motd.get()).isEqualTo("bye");
        assertThat(motd.refresh()).isEqualTo("hello");
        motd.invalidate();
        assertThat(motd.get()).isNull();
        assertThat(asked).containsExactly("motd", "motd");
    }

    @Test
    void aFunctionThatFailsFailsAsTheRegionDoes() {
        CachedFunction<Integer, String> failing = region.cached(KeyGenerator.calls("failing"), id -> {
            throw new IllegalStateException("too bad");
        });

        assertThatThrownBy(() -> failing.call(1))
                .isInstanceOf(RegenerationException.class)
                .hasMessageContaining("failing(1)")
                .hasRootCauseMessage("too bad");
    }

    @Test
    void whatIsWantedOfResultsIsAskedAtEachCall() {
        Duration[] expiration = {World.SECOND.multipliedBy(2)};
        CachedFunction<Integer, String> changing =
                names.with(() -> ReadOptions.defaults().expiration(expiration[0]));
        names.set(1, "old");
        world.advance(World.SECOND);

        assertThat(changing.call(1)).isEqualTo("old");
        expiration[0] = World.SECOND;
        assertThat(changing.get(1)).as("reading counts as calling does").isNull();
        assertThat(names.get(1)).isEqualTo("old");
        assertThat(changing.call(1)).isEqualTo("name 1");
        assertThat(changing.refresh(1)).isEqualTo("name 1");
        assertThat(asked).containsExactly(1, 1);
        world.advance(World.SECOND);
        assertThat(names.get(1)).as("is stored for that long").isNull();
    }

    @Test
    void resultsThatAreNotWantedAreNotKept() {
        CachedBulkFunction<Integer, String> some =
                titles.with(() -> ReadOptions.defaults().cacheIf((Object key, String title) -> title.endsWith("2")));
        CachedSupplier<String> never = CachedSupplier.of(region, CallKey.of("motd"), () -> "hello")
                .with(() -> ReadOptions.defaults().cacheIf((Object key, String motd) -> false));

        assertThat(some.call(List.of(1, 2))).isEqualTo(Map.of(1, "title 1", 2, "title 2"));
        assertThat(some.get(List.of(1, 2))).isEqualTo(Map.of(2, "title 2"));
        assertThat(some.refresh(List.of(2))).isEqualTo(Map.of(2, "title 2"));
        assertThat(asked).hasSize(2);
        assertThat(never.call()).isEqualTo("hello");
        assertThat(never.refresh()).isEqualTo("hello");
        assertThat(never.get()).isNull();
    }
}
