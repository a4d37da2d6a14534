// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {

    private static final List<String> OPTIONS =
            Option.all().stream().map(Option::name).toList();

    @ParameterizedTest
    @CsvSource({
        "stale-fro, stale-for",
        "staleFor, stale-for",
        "STALE_FOR, stale-for",
        "expriy, expiry",
        "backnd, backend",
        "backends, backend",
        "stale-if-eror, stale-if-error",
        "cooldown, cool-down",
        "jiter, jitter",
        "wait-at-mots, wait-at-most",
        "stat, 'nothing'",
        "url, 'nothing'",
        "x, 'nothing'",
        "'', 'nothing'",
    })
    void a_misspelt_word_is_recognised(String word, String meant) {
        assertThat(Nearest.to(word, OPTIONS).orElse("nothing")).isEqualTo(meant);
    }

    @ParameterizedTest
    @CsvSource({"kitten, sitting, 3", "'', abc, 3", "abc, '', 3", "same, same, 0", "ab, ba, 2", "Same, sAME, 0"})
    void distance_counts_letters_to_change_insert_or_drop(String one, String other, int distance) {
        assertThat(Nearest.distance(one, other)).isEqualTo(distance);
        assertThat(Nearest.distance(other, one)).isEqualTo(distance);
    }

    @Test
    void the_nearest_of_several_wins() {
        assertThat(Nearest.to("bock", List.of("back", "bocks", "bock-x", "bock")))
                .contains("bock");
        assertThat(Nearest.to("anything", List.of())).isEmpty();
    }
}
