// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password",
                "keystore.password",
                "Passphrase",
                "client-secret",
                "clientSecret",
                "auth-token",
                "key-material",
                "keyMaterial",
                "credentials",
                "api-key",
                "access_key",
                "private.key",
            })
    void a_name_that_sounds_secret_hides_its_value(String name) {
        assertThat(Secrets.hidden(name, "hunter2")).isEqualTo("***");
    }

    @ParameterizedTest
    @CsvSource({
        "url, redis://127.0.0.1:6379",
        "key-prefix, books",
        "maximum-size, 10000",
        "mail, me@example.com",
        "path, /a//b",
    })
    void other_values_are_shown(String name, String value) {
        assertThat(Secrets.hidden(name, value)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({
        "redis://me:hunter2@host:6379, redis://***@host:6379",
        "redis://:hunter2@host, redis://***@host",
        "redis://:hun/ter@2@host, redis://***@host",
        "'redis://a:hunter2@one,redis://b:hunter2@two', redis://***@two",
        "${env:HOST:redis://:hunter2@host}, ${env:HOST:redis://***@host}",
    })
    void users_and_passwords_in_urls_are_hidden(String value, String shown) {
        assertThat(Secrets.hidden("url", value)).isEqualTo(shown);
    }
}
