// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.codec;

import static io.dogpile.codec.Store.stored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dogpile.backend.Backend;
import io.dogpile.backend.BackendException;
import io.dogpile.backend.BackendException.Kind;
import io.dogpile.backend.ForwardingBackend;
import io.dogpile.backend.Lease;
import io.dogpile.backend.Stored;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of a replacement if nobody knows whether it was done. */
@ParameterizedClass
@EnumSource
class ReplaceWithoutAnswerTest {

    /** What is asked for: whether it was done, or also what is there if not. */
    enum Way {
        REPLACE,
        EXCHANGE
    }

    private final Way way;

    ReplaceWithoutAnswerTest(Way way) {
        this.way = way;
    }

    private boolean replace(
            EncodingBackend<Object, Object> asked,
            String key,
            @Nullable Stored<Object> expected,
            @Nullable Stored<Object> update) {
        return way == Way.REPLACE
                ? asked.replace(key, expected, update)
                : asked.exchange(key, expected, update).done();
    }

    /** What happens to one replacement, before the answer to it is lost. */
    private enum Fate {
        DONE,
        NOT_DONE,
        DONE_LATE,
        DONE_AND_OVERWRITTEN,
        OVERWRITTEN,
        REFUSED
    }

    private final ByteMap bytes = new ByteMap();
    private final Deque<Fate> fates = new ArrayDeque<>();
    private Runnable late = () -> {};
    private int reads;

    private final ForwardingBackend<String, byte[]> lossy = new ForwardingBackend<>() {
        @Override
        public Backend<String, byte[]> delegate() {
            return bytes;
        }

        @Override
        public @Nullable Stored<byte[]> get(String key) {
            reads++;
            return bytes.get(key);
        }

        @Override
        public boolean replace(String key, @Nullable Stored<byte[]> expected, @Nullable Stored<byte[]> update) {
            Fate fate = fates.poll();
            late.run();
            late = () -> {};
            if (fate == Fate.DONE_LATE) {
                late = () -> bytes.replace(key, expected, update);
            }
            if (fate == null) {
                return bytes.replace(key, expected, update);
            }
            if (fate == Fate.REFUSED) {
                throw new BackendException(Kind.REJECTED, "no room", null);
            }
            if (fate == Fate.DONE || fate == Fate.DONE_AND_OVERWRITTEN) {
                bytes.replace(key, expected, update);
            }
            if (fate == Fate.OVERWRITTEN || fate == Fate.DONE_AND_OVERWRITTEN) {
                other.put("k", stored("of another"));
            }
            throw new BackendException(Kind.UNKNOWN, "no answer", null);
        }
    };

    private final EncodingBackend<Object, Object> other = open(bytes, 2);
    private final EncodingBackend<Object, Object> backend = open(lossy, 1);

    private static EncodingBackend<Object, Object> open(Backend<String, byte[]> driver, int seed) {
        return new EncodingBackend<>(
                driver, Store.settings(), InstantSource.system(), new Random(seed), new DecodeFailures());
    }

    private Stored<Object> before() {
        other.put("k", stored("before"));
        return backend.get("k");
    }

    @Test
    void what_was_done_is_found_out_by_reading() {
        fates.add(Fate.DONE);
        assertThat(replace(backend, "k", before(), stored("after"))).isTrue();
        assertThat(backend.get("k").value()).isEqualTo("after");

        fates.add(Fate.DONE);
        assertThat(replace(backend, "new", null, stored("after"))).isTrue();

        fates.add(Fate.DONE);
        assertThat(replace(backend, "k", backend.get("k"), null)).isTrue();
        assertThat(backend.get("k")).isNull();
    }

    @Test
    void what_was_not_done_is_done_again_a_few_times() {
        fates.add(Fate.NOT_DONE);
        fates.add(Fate.NOT_DONE);
        assertThat(replace(backend, "k", before(), stored("after"))).isTrue();
        assertThat(backend.get("k").value()).isEqualTo("after");

        fates.add(Fate.NOT_DONE);
        assertThat(replace(backend, "new", null, stored("first"))).isTrue();

        for (int i = 0; i < 3; i++) {
            fates.add(Fate.NOT_DONE);
        }
        assertUnknown(before(), stored("after"));
        assertThat(backend.get("k").value()).isEqualTo("before");
    }

    @Test
    void what_is_done_when_it_is_tried_again_is_recognised_by_whoever_is_told_what_is_there() {
        fates.add(Fate.DONE_LATE);

        assertThat(replace(backend, "k", before(), stored("after"))).isEqualTo(way == Way.EXCHANGE);
        assertThat(backend.get("k").value()).isEqualTo("after");
    }

    @Test
    void what_may_have_been_there_for_a_moment_stays_unknown() {
        fates.add(Fate.DONE_AND_OVERWRITTEN);
        assertUnknown(before(), stored("after"));
        fates.add(Fate.OVERWRITTEN);
        assertUnknown(before(), stored("after"));
        fates.add(Fate.OVERWRITTEN);
        assertUnknown(before(), null);
    }

    @Test
    void a_lease_that_is_not_there_is_not_held() {
        Stored<Object> leased = stored(null).with(Store.TERMS.lease(new Lease(1, 2, 3)));

        fates.add(Fate.DONE_AND_OVERWRITTEN);
        assertThat(replace(backend, "k", before(), leased)).isFalse();
        fates.add(Fate.OVERWRITTEN);
        assertThat(replace(backend, "k", before(), leased)).isFalse();
    }

    @Test
    void what_was_surely_not_done_is_told_at_once() {
        fates.add(Fate.REFUSED);
        Stored<Object> before = before();
        reads = 0;

        assertThatExceptionOfType(BackendException.class)
                .isThrownBy(() -> replace(backend, "k", before, stored("after")))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.REJECTED));
        assertThat(reads).isZero();
    }

    private void assertUnknown(Stored<Object> expected, @Nullable Stored<Object> update) {
        assertThatExceptionOfType(BackendException.class)
                .isThrownBy(() -> replace(backend, "k", expected, update))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.UNKNOWN));
    }

    /** Who is refused looks again: at the same bytes, for ever, if those are not what the store compares with. */
    @Test
    void what_is_read_and_is_not_what_the_store_has_is_a_failure_of_the_store() {
        other.put("k", stored("right"));
        other.put("l", stored("wrong"));
        EncodingBackend<Object, Object> mixedUp = open(
                new ForwardingBackend<>() {
                    @Override
                    public Backend<String, byte[]> delegate() {
                        return bytes;
                    }

                    @Override
                    public @Nullable Stored<byte[]> get(String key) {
                        Stored<byte[]> another = bytes.get("s.l");
                        return Stored.of(another.value(), -1L);
                    }

                    @Override
                    public @Nullable Stored<byte[]> current(String key) {
                        return get(key);
                    }
                },
                3);

        Stored<Object> read = mixedUp.get("k");
        assertThat(read.value()).isNull();
        assertThatExceptionOfType(BackendException.class)
                .isThrownBy(() -> replace(mixedUp, "k", read, stored("new")))
                .withMessageContaining("mixed up or falsified");
        assertThat(other.get("k").value()).isEqualTo("right");
    }
}
