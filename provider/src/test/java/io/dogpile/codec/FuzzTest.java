// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The short version of {@code dev/fuzz}. */
class FuzzTest {

    @Test
    void whatever_is_in_the_store_is_read_or_refused() throws IOException {
        List<String> said = new ArrayList<>();

        Fuzz.Result result = new Fuzz(said::add, Fuzz.BOUND).run(20_000);

        assertThat(result.passed()).as("%s %s", result, said).isTrue();
        assertThat(said).isEmpty();
        assertThat(result)
                .asString()
                .startsWith("fuzz: 20000 envelopes, " + result.read() + " held a value, 0 unexpected throwables, "
                        + "0 classes initialised, 0 allocated more than 128 x length + 32768 ")
                .endsWith(": passed");
    }

    @Test
    void what_allocates_more_than_its_length_allows_is_told_and_fails() throws IOException {
        List<String> said = new ArrayList<>();

        Fuzz.Result result = new Fuzz(said::add, new Fuzz.Bound(16, 0, 0, 0)).run(1_000);

        assertThat(result.beyond()).isPositive();
        assertThat(result.passed()).isFalse();
        assertThat(said).first().asString().contains("bytes allocated for an input of");
        assertThat(result).asString().endsWith(": FAILED");
    }

    @Test
    void envelopes_of_which_none_held_a_value_have_shown_nothing() {
        assertThat(new Fuzz.Result(1_000, 0, 0, 0, 0, Fuzz.BOUND, 99, 99).passed())
                .isFalse();
        assertThat(new Fuzz.Result(1_000, 1, 0, 0, 0, Fuzz.BOUND, 99, 99).passed())
                .isTrue();
    }

    @Test
    void a_number_may_be_grouped_and_what_is_none_is_zero() {
        assertThat(Fuzz.number("10_000_000")).isEqualTo(10_000_000);
        assertThat(Fuzz.number("_")).isZero();
        assertThat(Fuzz.number("99999999999999999999")).isZero();
    }
}
