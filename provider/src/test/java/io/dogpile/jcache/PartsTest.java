// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.dogpile.region.Stage;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The small things that caches are made of. */
class PartsTest {

    @Test
    void a_gate_closes_once() {
        Gate gate = new Gate("books");
        gate.requireOpen();
        assertThat(gate.close()).isTrue();
        assertThat(gate.close()).isFalse();
        assertThat(gate.isClosed()).isTrue();
        assertThatIllegalStateException().isThrownBy(gate::requireOpen).withMessage("cache 'books' is closed");
    }

    @Test
    void a_clear_is_noticed_before_during_and_after() {
        Clears clears = new Clears();
        long before = clears.now();
        assertThat(clears.since(before)).isFalse();
        clears.run(() -> {
            assertThat(clears.since(before)).isTrue();
            assertThat(clears.since(clears.now())).isTrue();
        });
        assertThat(clears.since(before)).isTrue();
        assertThat(clears.since(clears.now())).isFalse();
    }

    @Test
    void what_is_in_use_is_waited_for_and_not_used_again() {
        try (Stage stage = new Stage()) {
            Usage usage = new Usage();
            CountDownLatch used = new CountDownLatch(1);
            CountDownLatch go = new CountDownLatch(1);
            Stage.Task<Void> user = stage.run(() -> {
                assertThat(usage.begin()).isTrue();
                used.countDown();
                Stage.await(go);
                usage.end();
            });
            Stage.await(used);
            Stage.Task<Void> ending = stage.run(() -> usage.finish(TimeUnit.MINUTES.toNanos(1)));
            ending.untilBlocked();
            assertThat(usage.begin()).isFalse();
            go.countDown();
            ending.result();
            user.result();
            assertThat(usage.begin()).isFalse();
        }
    }

    @Test
    void who_uses_something_may_end_it() {
        Usage usage = new Usage();
        assertThat(usage.begin()).isTrue();
        usage.finish(Long.MAX_VALUE);
        usage.end();
        assertThat(usage.begin()).isFalse();
    }

    @Test
    void an_end_that_is_not_waited_for_or_is_interrupted_is_an_end_all_the_same() {
        try (Stage stage = new Stage()) {
            Usage usage = new Usage();
            CountDownLatch used = new CountDownLatch(1);
            CountDownLatch go = new CountDownLatch(1);
            stage.run(() -> {
                usage.begin();
                used.countDown();
                Stage.await(go);
                usage.end();
            });
            Stage.await(used);
            usage.finish(0);
            Thread.currentThread().interrupt();
            usage.finish(Long.MAX_VALUE);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(usage.begin()).isFalse();
            go.countDown();
        }
    }

    @Test
    void failures_do_not_stop_the_rest_and_the_first_is_thrown_with_some_of_the_others() {
        List<Integer> keys = IntStream.range(0, 100).boxed().toList();
        List<Integer> done = new java.util.ArrayList<>();
        assertThatIllegalStateException()
                .isThrownBy(() -> Failures.each(keys, key -> {
                    done.add(key);
                    throw new IllegalStateException("at " + key);
                }))
                .withMessage("at 0")
                .satisfies(failure -> assertThat(failure.getSuppressed()).hasSize(16));
        assertThat(done).hasSize(100);

        IllegalStateException same = new IllegalStateException("same");
        assertThatIllegalStateException()
                .isThrownBy(() -> Failures.each(keys, key -> {
                    throw same;
                }));
        assertThat(same.getSuppressed()).isEmpty();
        Failures.each(keys, key -> {});
    }

    @Test
    void types_are_checked_if_there_are_any() {
        EntryTypes untyped = new EntryTypes("books", Object.class, Object.class);
        untyped.requireEntry("k", 1);
        untyped.requireKey(1);
        untyped.requireValue(1);

        EntryTypes typed = new EntryTypes("books", CharSequence.class, Number.class);
        typed.requireEntry("k", 1);
        assertThatExceptionOfType(ClassCastException.class)
                .isThrownBy(() -> typed.requireEntry(1, 1))
                .withMessage("cache 'books' holds java.lang.CharSequence -> java.lang.Number,"
                        + " not java.lang.Integer -> java.lang.Integer");
        assertThatExceptionOfType(ClassCastException.class).isThrownBy(() -> typed.requireEntry("k", "v"));
        assertThatExceptionOfType(ClassCastException.class).isThrownBy(() -> typed.requireKey(1));
        assertThatExceptionOfType(ClassCastException.class).isThrownBy(() -> typed.requireValue("v"));
        assertThatExceptionOfType(NullPointerException.class).isThrownBy(() -> typed.requireKey(null));
        assertThatExceptionOfType(NullPointerException.class).isThrownBy(() -> typed.requireValue(null));
    }

    @Test
    void unwrapping_names_what_there_is() {
        assertThat(Unwrapping.cast(CharSequence.class, 1, "text")).isEqualTo("text");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Unwrapping.cast(Long.class, 1, "text"))
                .withMessage("cannot be unwrapped as java.lang.Long; can be as any of"
                        + " [java.lang.Integer, java.lang.String]");
    }
}
