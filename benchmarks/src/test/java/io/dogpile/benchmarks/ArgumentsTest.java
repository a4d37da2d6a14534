// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class ArgumentsTest {
    @Test
    void replacesTheKeptReportOnlyAfterACompleteRun() {
        assertThat(Arguments.parse("heap").report()).isEqualTo(Path.of("benchmarks/RESULTS.md"));
        assertThat(Arguments.parse("heap", "--quick").report()).isEqualTo(Path.of("benchmarks/target/RESULTS.md"));
        assertThat(Arguments.parse("heap", "--peers", "ri,map").report())
                .isEqualTo(Path.of("benchmarks/target/RESULTS.md"));
    }

    @Test
    void keepsThePeersInTheirOwnOrder() {
        assertThat(Arguments.parse("heap", "--peers", "map,ri,dogpile").peers())
                .containsExactly(Peer.DOGPILE, Peer.RI, Peer.MAP);
    }

    @Test
    void namesWhatItDoesNotUnderstand() {
        assertThatThrownBy(() -> Arguments.parse("heap", "--peers", "guava"))
                .hasMessage(
                        "--peers: no peer is called 'guava'; there are dogpile, caffeine, cache2k, ehcache, ri, map");
        assertThatThrownBy(() -> Arguments.parse("heap", "--fast")).hasMessage("unknown option '--fast'");
        assertThatThrownBy(() -> Arguments.parse()).hasMessageContaining("heap");
    }

    @Test
    void refusesToMeasureNothing() {
        assertThatThrownBy(() -> Arguments.parse("heap", "--only", "by valeu"))
                .hasMessageStartingWith("nothing matches --only 'by valeu'; there are ")
                .hasMessageEndingWith("heap of an empty cache; first put; stampede");
        for (String each : new String[] {"by value", "heap of an entry", "heap of an empty", "FIRST PUT", "stampede"}) {
            Arguments.parse("heap", "--quick", "--only", each);
        }
    }
}
