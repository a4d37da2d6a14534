// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Keeps {@code docs/options.md} equal to the options that there are. After a change of an option, {@code ./mvnw -pl
 * provider test -Dtest=OptionsDocumentationTest -Ddogpile.docs.write=true} writes the file anew.
 */
class OptionsDocumentationTest {

    private static final String PAGE = """
            # Options

            What can be set for a cache, in a file or in code. In a properties file an option of the cache `books` is
            `cache.books.<option>`, and one of all caches that do not set it themselves `cache.default.<option>`. What is
            not in these tables is refused, with file and line; nothing is ignored.

            ## Of every region

            <region options>

            ## Of caches only

            <cache options>

            ## Of the backend

            | option | value | default | meaning |
            |---|---|---|---|
            | `arguments.*` | whatever the backend takes | none | the backend's own arguments, by name |

            The arguments in `cache.default` are for the backend that `cache.default` names (`heap` if it names none): a
            cache with the same backend inherits them one by one, a cache with another backend none of them.

            ## Values

            * Durations are `500ms`, `10s`, `5m`, `1h`, `7d`, combinations such as `1h30m`, ISO-8601 such as `PT10M`, or
              `0`. A unit is always needed; the finest is the millisecond.
            * `${name}` is replaced by a system property and `${env:NAME}` by an environment variable; `${name:default}` has
              a default. One that stands for nothing is refused. `$${` is a literal `${`.
            * White space around a value is not part of it.
            """;

    @Test
    void the_page_lists_the_options_that_there_are() throws IOException {
        Path page = root().resolve("docs").resolve("options.md");
        if (Boolean.getBoolean("dogpile.docs.write")) {
            Files.createDirectories(page.getParent());
            Files.writeString(page, generated(), UTF_8);
        }

        assertThat(page)
                .as("written anew by -Ddogpile.docs.write=true")
                .content(UTF_8)
                .isEqualTo(generated());
    }

    private static String generated() {
        return PAGE.replace("<region options>\n", table(Option.Scope.REGION))
                .replace("<cache options>\n", table(Option.Scope.CACHE));
    }

    private static String table(Option.Scope scope) {
        return Option.all().stream()
                .filter(option -> option.scope() == scope)
                .map(OptionsDocumentationTest::row)
                .collect(Collectors.joining("", "| option | value | default | meaning |\n|---|---|---|---|\n", ""));
    }

    private static <T> String row(Option<T> option) {
        String byDefault = option.byDefault()
                .map(value -> "`" + option.format(value) + "`")
                .orElse("none");
        return "| `%s` | %s | %s | %s |\n"
                .formatted(option.name(), option.allowed(), byDefault, option.documentation());
    }

    /** The directory of the build's wrapper, wherever below it the tests run. */
    private static Path root() {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.exists(directory.resolve("mvnw"))) {
            directory = directory.getParent();
        }
        return directory;
    }
}
