// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What docs/dogpile-parity.md claims is tested where it says so. */
final class DogpileParityTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern NAMED_TEST = Pattern.compile("`(\\w+(?:Test|Contract))\\.(\\w+)`");
    private static final Pattern SOURCE =
            Pattern.compile(".*/(src/test|backends/testkit/src/main)/java/.*(Test|Contract)\\.java");
    private static final int WEAKNESSES = 28;

    private final List<String> rows = rows();

    @Test
    void each_test_that_is_named_exists() {
        Map<String, String> sources = sources();
        List<MatchResult> named =
                rows.stream().flatMap(row -> NAMED_TEST.matcher(row).results()).toList();

        assertThat(named)
                .isNotEmpty()
                .allSatisfy(test -> assertThat(sources.getOrDefault(test.group(1), ""))
                        .as(test.group())
                        .containsPattern("(?m)^    (default |public )?void " + test.group(2) + "\\("));
    }

    @Test
    void each_row_names_a_test_or_says_why_there_is_none() {
        List<String> others = rows.stream()
                .takeWhile(row -> !row.startsWith("| dogpile.cache | why |"))
                .filter(row -> !row.endsWith("| test |") && !row.startsWith("|---"))
                .map(DogpileParityTest::lastCell)
                .filter(cell -> !NAMED_TEST.matcher(cell).find())
                .toList();

        assertThat(others).allSatisfy(cell -> assertThat(cell).matches("— \\w.+ .+"));
    }

    @Test
    void each_weakness_is_there_once() {
        List<Integer> numbers = rows.stream()
                .map(row -> row.split("\\|", -1)[1].trim())
                .filter(cell -> cell.matches("\\d+"))
                .map(Integer::valueOf)
                .toList();

        assertThat(numbers)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, WEAKNESSES).boxed().toList());
    }

    private static String lastCell(String row) {
        String[] cells = row.split("\\|", -1);
        return cells[cells.length - 2].trim();
    }

    private static List<String> rows() {
        return Arrays.stream(text(ROOT.resolve("docs/dogpile-parity.md")).split("\n"))
                .filter(line -> line.startsWith("|"))
                .toList();
    }

    /** What is written in classes of each name, of which several modules may have one. */
    private static Map<String, String> sources() {
        Map<String, String> sources = new HashMap<>();
        try (Stream<Path> files = Files.walk(ROOT)) {
            files.filter(file ->
                            SOURCE.matcher(file.toString().replace('\\', '/')).matches())
                    .forEach(file -> sources.merge(
                            file.getFileName().toString().replace(".java", ""), text(file), String::concat));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sources;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
