// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.configuration.Factory;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ExpiryTest {

    private static final Duration MINUTE = Duration.ONE_MINUTE;
    private static final java.time.Duration HALF = java.time.Duration.ofSeconds(30);

    private final Caches caches = new Caches();

    @AfterEach
    void close() {
        caches.close();
    }

    static Stream<Arguments> policies() {
        return Stream.of(
                Arguments.of("eternal", EternalExpiryPolicy.factoryOf(), true, true, true),
                Arguments.of("created", CreatedExpiryPolicy.factoryOf(MINUTE), false, false, false),
                Arguments.of("modified", ModifiedExpiryPolicy.factoryOf(MINUTE), false, false, true),
                Arguments.of("accessed", AccessedExpiryPolicy.factoryOf(MINUTE), false, true, false),
                Arguments.of("touched", TouchedExpiryPolicy.factoryOf(MINUTE), false, true, true));
    }

    /** Half a lifetime after the creation something happens; and half a lifetime and a bit after that is looked again. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("policies")
    void each_standard_policy_counts_from_what_it_should(
            String name,
            Factory<ExpiryPolicy> policy,
            boolean livesUntouched,
            boolean livesAfterAccess,
            boolean livesAfterUpdate) {
        for (boolean byValue : new boolean[] {true, false}) {
            assertThat(livesAfter(policy, byValue, cache -> {})).isEqualTo(livesUntouched);
            assertThat(livesAfter(policy, byValue, cache -> cache.get("k"))).isEqualTo(livesAfterAccess);
            assertThat(livesAfter(policy, byValue, cache -> cache.getAll(Set.of("k"))))
                    .isEqualTo(livesAfterAccess);
            assertThat(livesAfter(policy, byValue, cache -> cache.iterator().next()))
                    .isEqualTo(livesAfterAccess);
            assertThat(livesAfter(policy, byValue, cache -> cache.remove("k", "x")))
                    .isEqualTo(livesAfterAccess);
            assertThat(livesAfter(policy, byValue, cache -> cache.replace("k", "x", "y")))
                    .isEqualTo(livesAfterAccess);
            assertThat(livesAfter(policy, byValue, cache -> cache.invoke("k", (entry, arguments) -> entry.getValue())))
                    .isEqualTo(livesAfterAccess);
            assertThat(livesAfter(policy, byValue, cache -> cache.put("k", "w")))
                    .isEqualTo(livesAfterUpdate);
            assertThat(livesAfter(policy, byValue, cache -> cache.replace("k", "w")))
                    .isEqualTo(livesAfterUpdate);
            assertThat(livesAfter(policy, byValue, cache -> cache.containsKey("k")))
                    .isEqualTo(livesUntouched);
            assertThat(livesAfter(policy, byValue, cache -> cache.putIfAbsent("k", "w")))
                    .isEqualTo(livesUntouched);
        }
    }

    private boolean livesAfter(Factory<ExpiryPolicy> policy, boolean byValue, Consumer<Cache<String, Object>> use) {
        Cache<String, Object> cache = caches.cache(DogpileConfiguration.<String, Object>untyped()
                .storeByValue(byValue)
                .expiryPolicy(policy));
        cache.put("k", byValue ? new ArrayList<>(List.of("v")) : "v");
        caches.stage.advanceWithoutSweep(HALF);
        use.accept(cache);
        caches.stage.advanceWithoutSweep(HALF.plusMillis(1));
        boolean lives = cache.containsKey("k");
        cache.close();
        return lives;
    }

    @Test
    void an_entry_lives_to_the_millisecond() {
        Cache<String, String> cache = caches.cache(created(new Duration(TimeUnit.MILLISECONDS, 5)));
        cache.put("k", "v");
        caches.stage.advanceWithoutSweep(java.time.Duration.ofMillis(4));
        assertThat(cache.containsKey("k")).isTrue();
        caches.stage.advanceWithoutSweep(java.time.Duration.ofMillis(1));
        assertThat(cache.containsKey("k")).isFalse();
        assertThat(cache.get("k")).isNull();
        assertThat(cache.iterator().hasNext()).isFalse();
        assertThat(cache.replace("k", "w")).isFalse();
        assertThat(cache.remove("k")).isFalse();
    }

    @Test
    void lifetimes_of_any_length_are_understood() {
        Cache<String, String> longest = caches.cache(created(new Duration(TimeUnit.DAYS, Long.MAX_VALUE)));
        longest.put("k", "v");
        caches.stage.advanceWithoutSweep(java.time.Duration.ofDays(36_500));
        assertThat(longest.get("k")).isEqualTo("v");

        Cache<String, String> zero = caches.cache(created(Duration.ZERO));
        zero.put("k", "v");
        zero.putAll(Map.of("a", "1", "b", "2"));
        assertThat(zero.putIfAbsent("c", "3")).isTrue();
        assertThat(zero).isEmpty();
    }

    @Test
    void a_policy_that_answers_null_on_creation_means_for_ever_and_later_leaves_things_as_they_are() {
        EventsOfOperationsTest.Policy policy = new EventsOfOperationsTest.Policy();
        policy.creation = null;
        Cache<String, String> cache =
                caches.cache(DogpileConfiguration.of(String.class, String.class).expiryPolicy(() -> policy));
        cache.put("k", "v");
        policy.creation = MINUTE;
        cache.put("l", "v");
        cache.put("l", "w");
        cache.get("l");
        caches.stage.advanceWithoutSweep(java.time.Duration.ofMinutes(1));

        assertThat(cache.get("k")).isEqualTo("v");
        assertThat(cache.containsKey("l")).isFalse();
    }

    /** Counts how often it is asked for what. */
    private static final class Counting implements ExpiryPolicy {

        private final List<String> asked = new ArrayList<>();

        @Override
        public Duration getExpiryForCreation() {
            asked.add("creation");
            return Duration.ETERNAL;
        }

        @Override
        public @Nullable Duration getExpiryForAccess() {
            asked.add("access");
            return null;
        }

        @Override
        public @Nullable Duration getExpiryForUpdate() {
            asked.add("update");
            return null;
        }
    }

    @Test
    void a_policy_of_the_application_is_asked_each_time_and_only_for_what_happens() {
        Counting policy = new Counting();
        Books books = new Books().with("loaded", "1");
        Cache<String, String> cache =
                caches.cache(books.configuration().readThrough(true).expiryPolicy(() -> policy));

        expectAsked(policy, () -> cache.put("k", "1"), "creation");
        expectAsked(policy, () -> cache.put("k", "2"), "update");
        expectAsked(policy, () -> cache.get("k"), "access");
        expectAsked(policy, () -> cache.get("loaded"), "creation");
        expectAsked(policy, () -> cache.putIfAbsent("k", "3"));
        expectAsked(policy, () -> cache.containsKey("k"));
        expectAsked(policy, () -> cache.replace("k", "x", "3"), "access");
        expectAsked(policy, () -> cache.replace("k", "2", "3"), "update");
        expectAsked(policy, () -> cache.remove("k", "x"), "access");
        expectAsked(policy, () -> cache.invoke("k", (entry, arguments) -> entry.getValue()), "access");
        expectAsked(policy, () -> cache.invoke("k", (entry, arguments) -> entry.exists()));
        expectAsked(policy, () -> cache.loadAll(Set.of("loaded"), true, null), "update");
        expectAsked(policy, () -> cache.remove("k"));
        expectAsked(policy, () -> cache.getAndRemove("k"));
    }

    private static void expectAsked(Counting policy, Runnable use, String... expected) {
        policy.asked.clear();
        use.run();
        assertThat(policy.asked).containsExactly(expected);
    }

    @Test
    void a_policy_that_fails_stops_the_operation_with_a_sentence_about_the_cache() {
        ExpiryPolicy failing = new ExpiryPolicy() {
            @Override
            public Duration getExpiryForCreation() {
                throw new IllegalStateException("no");
            }

            @Override
            public Duration getExpiryForAccess() {
                throw new IllegalStateException("no");
            }

            @Override
            public Duration getExpiryForUpdate() {
                throw new IllegalStateException("no");
            }
        };
        Cache<String, String> cache =
                caches.cache(DogpileConfiguration.of(String.class, String.class).expiryPolicy(() -> failing));

        assertThatExceptionOfType(CacheException.class)
                .isThrownBy(() -> cache.put("k", "v"))
                .withMessageContaining(cache.getName())
                .withMessageContaining("the expiry policy failed on creation")
                .withCauseInstanceOf(IllegalStateException.class);
        assertThat(cache.containsKey("k")).isFalse();
    }

    private static DogpileConfiguration<String, String> created(Duration lifetime) {
        return DogpileConfiguration.of(String.class, String.class)
                .expiryPolicy(CreatedExpiryPolicy.factoryOf(lifetime));
    }
}
