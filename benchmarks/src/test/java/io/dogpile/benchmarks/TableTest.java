// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

final class TableTest {
    private static final List<Peer> PEERS = List.of(Peer.DOGPILE, Peer.CAFFEINE, Peer.RI);

    @Test
    void comparesOursWithTheBestPeerAndWithTheLimit() {
        assertThat(table(Unit.RATE, figure(3e6), figure(2e6), figure(1e6)))
                .contains("| get | 3.00 M | 2.00 M | 1.00 M | 6.00 M | 1.50 | 0.50 |");
    }

    @Test
    void takesTheFewestBytesForTheBest() {
        assertThat(table(Unit.BYTES, figure(60), figure(120), figure(80)))
                .contains("| get | 60 | 120 | 80 | 6,000,000 | 0.75 | 0.00 |");
    }

    @Test
    void givesTheReasonForWhatIsMissing() {
        assertThat(table(Unit.RATE, new Cell.Missing("not there"), figure(2e6), figure(1e6)))
                .contains("| get | - | 2.00 M | 1.00 M | 6.00 M | - | - |")
                .endsWith("\n\\- dogpile: not there\n");
    }

    @Test
    void tellsHowFarTheSamplesLieApart() {
        assertThat(table(Unit.RATE, Cell.Figure.of(List.of(8e3, 12e3, 10e3)), figure(2e6), figure(1e6)))
                .contains("| get | 10 k ±20% | 2.00 M |");
    }

    private static String table(Unit unit, Cell ours, Cell caffeine, Cell reference) {
        Map<Peer, Cell> cells = Map.of(Peer.DOGPILE, ours, Peer.CAFFEINE, caffeine, Peer.RI, reference);
        return new Table(PEERS, unit, List.of(new Row("get", cells, OptionalDouble.of(6e6)))).markdown();
    }

    private static Cell figure(double value) {
        return new Cell.Figure(value, 0);
    }
}
