// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GenerationBytesTest {

    /** Written once and for all, as {@code docs/format.md} has it. */
    private static final String GOLDEN = "01" // version
            + "0000000000000005" // current generation
            + "0000000000000004" // fresh from
            + "0000000000000002" // valid from
            + "0001" // one tag
            + "0007617574686f7273" // authors
            + "0000000000000005"
            + "0000000000000000";

    @Test
    void generations_have_these_bytes_and_are_read_from_them() {
        Generations generations =
                new Generations(5, new Generations.Floor(4, 2), Map.of("authors", new Generations.Floor(5, 0)));

        assertThat(HexFormat.of().formatHex(GenerationBytes.of(generations))).isEqualTo(GOLDEN);
        assertThat(GenerationBytes.read(HexFormat.of().parseHex(GOLDEN))).isEqualTo(generations);
    }
}
