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

        Fuzz.Result result = new Fuzz(said::add).run(20_000);

        assertThat(result.throwables()).as("%s", said).isZero();
        assertThat(result.initialised()).isZero();
        assertThat(result.allocated()).isLessThan(1 << 20);
        assertThat(result.read()).as("some are still values").isPositive();
        assertThat(result)
                .hasToString("fuzz: 20000 envelopes, 0 unexpected throwables, 0 classes initialised, at most "
                        + result.allocated() + " bytes allocated for an input of " + result.input());
    }
}
