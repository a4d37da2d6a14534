// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.benchmarks;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A Markdown table: the first column is text, the others are figures. */
public record Grid(List<String> header, List<List<String>> rows) {
    public String markdown() {
        String rule = "|---|" + "--:|".repeat(header.size() - 1);
        return Stream.concat(Stream.of(line(header), rule), rows.stream().map(Grid::line))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String line(List<String> cells) {
        return cells.stream().map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | ", "| ", " |"));
    }
}
