// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.codec;

import static io.dogpile.codec.Store.NOW;
import static io.dogpile.codec.Store.stored;
import static org.assertj.core.api.Assertions.assertThat;

import io.dogpile.backend.Stored;
import io.dogpile.backend.Terms;
import io.dogpile.codec.Samples.Pair;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class TouchesTest {

    private final Touches touches = new Touches(InstantSource.fixed(Instant.ofEpochMilli(NOW)));
    private final Store store = new Store();
    private final EncodingBackend<Object, Object> backend = store.open();

    @Test
    void a_deadline_that_would_move_by_little_stays() {
        assertThat(touches.isWorth(NOW + 1_590, NOW + 1_600)).isFalse();
        assertThat(touches.isWorth(NOW + 1_500, NOW + 1_600)).isFalse();
        assertThat(touches.isWorth(NOW + 1_499, NOW + 1_600)).isTrue();
        assertThat(touches.isWorth(NOW + 3_570_000, NOW + 3_600_000)).isFalse();
        assertThat(touches.isWorth(NOW + 3_569_999, NOW + 3_600_000)).isTrue();
        assertThat(touches.isWorth(NOW + 5, NOW + 5)).isFalse();
    }

    @Test
    void a_short_life_is_exact_and_an_earlier_end_is_never_put_off() {
        assertThat(touches.isWorth(NOW + 18, NOW + 20)).isTrue();
        assertThat(touches.isWorth(NOW + 318, NOW + 319)).isTrue();
        assertThat(touches.isWorth(NOW + 1_600, NOW + 1_599)).isTrue();
        assertThat(touches.isWorth(NOW + 1_600, Terms.FOREVER)).isTrue();
        assertThat(touches.isWorth(Terms.FOREVER, NOW + 1_600)).isTrue();
    }

    @Test
    void a_touch_moves_the_deadline_and_nothing_else() {
        backend.put("k", stored(new Pair("a", 1)));
        Stored<Object> read = backend.get("k");

        backend.touch("k", read, NOW + 7_200_000);

        Stored<Object> touched = backend.get("k");
        assertThat(touched.value()).isEqualTo(new Pair("a", 1));
        assertThat(touched.freshUntil()).isEqualTo(NOW + 7_200_000);
        assertThat(touched.created()).isEqualTo(NOW);
        assertThat(touched.generation()).isEqualTo(read.generation());
        assertThat(store.bytes.keptUntil("s.k")).isEqualTo(NOW + 10_800_000);
    }

    @Test
    void a_touch_of_what_has_been_replaced_since_does_nothing() {
        backend.put("k", stored("old"));
        Stored<Object> old = backend.get("k");
        backend.put("k", stored("new"));

        backend.touch("k", old, NOW + 7_200_000);

        assertThat(backend.get("k").value()).isEqualTo("new");
        assertThat(backend.get("k").freshUntil()).isEqualTo(NOW + 600_000);
    }

    @Test
    void a_touch_of_what_was_written_without_reading_it_does_nothing_wrong() {
        Stored<Object> written = stored("value");
        backend.put("k", written);
        backend.touch("k", written, NOW + 7_200_000);
        backend.touch("none", written, NOW + 7_200_000);

        assertThat(backend.get("k").value()).isEqualTo("value");
        assertThat(backend.get("none")).isNull();
    }
}
