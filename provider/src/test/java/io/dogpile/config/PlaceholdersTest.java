// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceholdersTest {

    private static final Origin ORIGIN = new Origin("a.properties", 4, "cache.a.arguments.url");

    private final Map<String, String> properties =
            Map.of("host", "example.org", "port", "6379", "nothing", "", "tricky", "${host}$${x}", "env", "e");
    private final Map<String, String> variables = Map.of("HOME", "/home/me", "host", "variable");
    private final Placeholders placeholders = new Placeholders(properties::get, variables::get);

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "plain, plain",
                "${host}, example.org",
                "redis://${host}:${port}/0, redis://example.org:6379/0",
                "${host}${port}, example.org6379",
                "${host:other}, example.org",
                "${nohost:other}, other",
                "${nohost:redis://h:1}, redis://h:1",
                "<${nohost:}>, <>",
                "<${nothing}>, <>",
                "<${nothing:default}>, <>",
                "${env:HOME}, /home/me",
                "${env:host}, variable",
                "${env:NONE:a:b}, a:b",
                "${env}, e",
                "$${host}, ${host}",
                "$${${host}}, ${example.org}",
                "$$${host}, $${host}",
                "a$b, a$b",
                "$, $",
                "a}b, a}b",
                "{host}, {host}",
                "$ {host}, $ {host}",
            })
    void placeholders_are_replaced(String value, String expanded) {
        assertThat(placeholders.expand(value, ORIGIN)).isEqualTo(expanded);
    }

    @Test
    void what_was_put_in_is_not_looked_through_again() {
        assertThat(placeholders.expand("${tricky}", ORIGIN)).isEqualTo("${host}$${x}");
        assertThat(placeholders.expand("$${tricky}", ORIGIN)).isEqualTo("${tricky}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "${none}     | there is no system property 'none', and the placeholder has no default,"
                        + " as ${none:default} would have",
                "${HOME}     | there is no system property 'HOME', and the placeholder has no default,"
                        + " as ${HOME:default} would have",
                "${env:NONE} | there is no environment variable 'NONE', and the placeholder has no default,"
                        + " as ${env:NONE:default} would have",
                "${}         | a placeholder has no name",
                "${:x}       | a placeholder has no name",
                "${env:}     | a placeholder has no name",
                "${env::x}   | a placeholder has no name",
                "${ }        | a placeholder has no name",
                "a${host     | a placeholder has no }; if it is to be none, write $${ for ${",
                "${a:${b}}   | a placeholder has another one inside; that is not supported",
            })
    void a_placeholder_that_means_nothing_is_refused(String value, String reason) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> placeholders.expand(value, ORIGIN))
                .withMessage("a.properties:4: cache.a.arguments.url: " + reason);
    }

    @Test
    void those_of_the_process_are_found() {
        assertThat(Placeholders.system().expand("${java.version}", ORIGIN))
                .isEqualTo(System.getProperty("java.version"));
        assertThat(Placeholders.system().expand("${env:PATH:}", ORIGIN))
                .isEqualTo(System.getenv().getOrDefault("PATH", ""));
    }
}
