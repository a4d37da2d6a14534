// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.benchmarks;

import java.util.Map;
import java.util.OptionalDouble;

/** One line of a table: what every peer reached, and the limit if it was measured. */
record Row(String name, Map<Peer, Cell> cells, OptionalDouble limit) {
    OptionalDouble ours() {
        return value(Peer.DOGPILE);
    }

    /** The best of the others. */
    OptionalDouble best(Unit unit) {
        return cells.keySet().stream()
                .filter(peer -> peer != Peer.DOGPILE)
                .map(this::value)
                .flatMapToDouble(OptionalDouble::stream)
                .reduce(unit::better);
    }

    private OptionalDouble value(Peer peer) {
        return cells.get(peer) instanceof Cell.Figure figure
                ? OptionalDouble.of(figure.value())
                : OptionalDouble.empty();
    }
}
