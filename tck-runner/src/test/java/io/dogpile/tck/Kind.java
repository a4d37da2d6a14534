// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.tck;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One way to run the TCK: a folder in {@code kinds/}, and the execution of that name in the POM.
 *
 * @param name the folder's name
 * @param excluded the tests that are not run, as {@code class#method}, sorted
 * @param configuration the file that {@code io.dogpile.config} names; none means the shipped defaults
 */
record Kind(String name, List<String> excluded, Optional<Path> configuration) {

    /** The kinds called {@code wanted}, names by comma, or all of them if that is empty. */
    static List<Kind> in(Path kinds, String wanted) throws IOException {
        List<Path> folders = folders(kinds);
        if (wanted.isBlank()) {
            return readAll(folders);
        }
        List<Path> chosen = Stream.of(wanted.split(","))
                .map(String::strip)
                .map(kinds::resolve)
                .toList();
        for (Path folder : chosen) {
            if (!folders.contains(folder)) {
                throw new IllegalArgumentException("There is no kind '" + folder.getFileName() + "' in " + kinds + "; "
                        + folders.stream()
                                .map(f -> f.getFileName().toString())
                                .collect(joining(", ", "there is ", "")));
            }
        }
        return readAll(chosen);
    }

    private static List<Path> folders(Path kinds) throws IOException {
        try (Stream<Path> children = Files.list(kinds)) {
            List<Path> folders = children.filter(Files::isDirectory).sorted().toList();
            if (folders.isEmpty()) {
                throw new IllegalArgumentException("There is no kind in " + kinds);
            }
            return folders;
        }
    }

    private static List<Kind> readAll(List<Path> folders) throws IOException {
        List<Kind> kinds = new ArrayList<>();
        for (Path folder : folders) {
            kinds.add(read(folder));
        }
        return kinds;
    }

    private static Kind read(Path folder) throws IOException {
        Path configuration = folder.resolve("caches.properties");
        return new Kind(
                folder.getFileName().toString(),
                activeLines(Files.readAllLines(folder.resolve("excluded.txt"))),
                Files.exists(configuration) ? Optional.of(configuration) : Optional.empty());
    }

    /** What is left without comments and blank lines, sorted. */
    static List<String> activeLines(List<String> lines) {
        return lines.stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .sorted()
                .toList();
    }
}
