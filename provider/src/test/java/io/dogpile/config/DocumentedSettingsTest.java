// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whoever copies settings from a page has settings that work. */
class DocumentedSettingsTest {

    private static final Pattern BLOCK = Pattern.compile("```properties\n(.*?)```", Pattern.DOTALL);

    @Test
    void every_block_of_settings_on_a_page_can_be_read() throws IOException {
        Placeholders anything = new Placeholders(name -> "1", name -> "1");
        int blocks = 0;
        for (Path page : pages()) {
            Matcher block = BLOCK.matcher(Files.readString(page));
            while (block.find()) {
                URI uri = page.toUri();
                CachesFile file = CachesFile.read(uri, block.group(1).getBytes(UTF_8), anything);
                List<Options> all = new ArrayList<>(List.of(file.defaults()));
                file.names().forEach(name -> all.add(file.options(name)));
                assertThat(all)
                        .as("arguments on %s", page)
                        .allSatisfy(options -> assertThat(options.arguments())
                                .as("values without a comment behind them")
                                .allSatisfy((name, value) -> assertThat(value).doesNotContain(" #")));
                blocks++;
            }
        }
        assertThat(blocks).isGreaterThan(7);
    }

    private static List<Path> pages() throws IOException {
        Path root = Path.of("..");
        try (Stream<Path> docs = Files.walk(root.resolve("docs"))) {
            List<Path> pages = new ArrayList<>(List.of(root.resolve("README.md")));
            docs.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
            return pages;
        }
    }
}
