// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rows over the same peers in the same unit, with our ratios to the best of them and to the limit. */
record Table(List<Peer> peers, Unit unit, List<Row> rows) {
    private static final double NOTEWORTHY = 0.05;

    String markdown() {
        List<String> header = new ArrayList<>(List.of(""));
        peers.forEach(peer -> header.add(peer.title()));
        header.addAll(List.of("limit (" + Peer.MAP.title() + ")", "ours : best peer", "ours : limit"));
        return new Grid(header, rows.stream().map(this::line).toList()).markdown() + reasons();
    }

    private List<String> line(Row row) {
        List<String> line = new ArrayList<>(List.of(row.name()));
        peers.forEach(peer -> line.add(text(row.cells().get(peer))));
        line.add(row.limit().isPresent() ? unit.format(row.limit().getAsDouble()) : "-");
        line.add(ratio(row.ours(), row.best(unit)));
        line.add(ratio(row.ours(), row.limit()));
        return line;
    }

    private String text(@Nullable Cell cell) {
        if (!(cell instanceof Cell.Figure figure)) {
            return "-";
        }
        String value = unit.format(figure.value());
        return figure.spread() < NOTEWORTHY
                ? value
                : value + String.format(Locale.ROOT, " ±%.0f%%", figure.spread() * 100);
    }

    private static String ratio(OptionalDouble ours, OptionalDouble other) {
        return ours.isEmpty() || other.isEmpty() || other.getAsDouble() == 0
                ? "-"
                : String.format(Locale.ROOT, "%.2f", ours.getAsDouble() / other.getAsDouble());
    }

    /** Why there are dashes: one line for each peer and reason. */
    private String reasons() {
        Map<String, List<String>> rowsByReason = new LinkedHashMap<>();
        for (Row row : rows) {
            row.cells().forEach((peer, cell) -> {
                if (cell instanceof Cell.Missing missing) {
                    String reason = peer.title() + ": " + missing.reason();
                    rowsByReason
                            .computeIfAbsent(reason, absent -> new ArrayList<>())
                            .add(row.name());
                }
            });
        }
        return rowsByReason.entrySet().stream()
                .map(entry -> "\n\\- " + entry.getKey() + which(entry.getValue()) + "\n")
                .collect(Collectors.joining());
    }

    private String which(List<String> missing) {
        return missing.size() == rows.size() ? "" : " (" + String.join("; ", missing) + ")";
    }
}
