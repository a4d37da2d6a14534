// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.dogpile.backend.Arguments;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ArgumentsTest {

    private static RedisSettings read(Map<String, String> arguments) {
        return new RedisArguments(new Arguments("backend 'redis' of region 'books'", arguments)).read();
    }

    @Test
    void withoutArgumentsItIsTheServerOfThisHost() {
        RedisSettings settings = read(Map.of());

        assertThat(settings.addresses()).containsExactly(new Address("127.0.0.1", 6379));
        assertThat(settings.topology()).isEqualTo(RedisSettings.Topology.STANDALONE);
        assertThat(settings.timeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.tls()).isNull();
        assertThat(settings.scripts()).isTrue();
    }

    @Test
    void severalUrlsAreSentinelsOrNodes() {
        assertThat(read(Map.of("url", "redis://a, redis://b:7", "sentinel-master", "main"))
                        .addresses())
                .isEqualTo(List.of(new Address("a", 26379), new Address("b", 7)));
        assertThat(read(Map.of("url", "redis://a,redis://[::1]:7", "cluster", "true"))
                        .addresses())
                .isEqualTo(List.of(new Address("a", 6379), new Address("::1", 7)));
    }

    @Test
    void equalArgumentsAreEqualSettings() {
        Map<String, String> arguments = Map.of("url", "redis://user:secret@a/3");

        assertThat(read(arguments)).isEqualTo(read(arguments)).hasSameHashCodeAs(read(arguments));
        assertThat(read(arguments)).isNotEqualTo(read(Map.of("url", "redis://user:other@a/3")));
        assertThat(read(arguments).toString()).doesNotContain("secret");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            url=http://a                                 | redis://host:port
            url=redis://user:canary@                     | redis://host:port
            url=redis://canary^^                         | redis://host:port
            url=redis://a/x                              | redis://host:port
            url=redis://a,redis://b                      | cluster = true
            url=redis://a,rediss://b;cluster=true        | mixes
            url=redis://a;cluster=true;sentinel-master=m | cannot be combined
            url=redis://a/1;database=2                   | 'database' is 2
            url=redis://a/1;cluster=true                 | only database 0
            database=-1                                  | at least 0
            username=me                                  | 'username' needs 'password'
            url=redis://:canary@a;password=canary        | both in 'url' and in 'password'
            sentinel-password=canary                     | needs 'sentinel-master'
            ssl-ca=/dev/null                             | rediss://
            url=rediss://a;ssl-ca=/no/such/file          | cannot be read
            url=rediss://a;ssl-key=/dev/null             | need each other
            timeout=soon                                 | must be a duration
            scripts=maybe                                | must be one of
            urls=redis://a                               | unknown argument 'urls'
            """)
    void whatCannotBeIsRefusedWithItsReasonAndWithoutSecrets(String arguments, String reason) {
        Map<String, String> map = new LinkedHashMap<>();
        for (String argument : arguments.split(";")) {
            int equals = argument.indexOf('=');
            map.put(argument.substring(0, equals), argument.substring(equals + 1));
        }

        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(map))
                .withMessageContaining("backend 'redis' of region 'books'")
                .withMessageContaining(reason)
                .satisfies(refusal -> assertThat(refusal).hasNoCause())
                .satisfies(refusal -> assertThat(refusal.getMessage()).doesNotContain("canary"));
    }
}
