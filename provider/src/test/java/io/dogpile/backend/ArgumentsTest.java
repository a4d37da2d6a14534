// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A backend's own settings: each taken once, all of them known. */
class ArgumentsTest {

    private static final String OWNER = "backend 'heap' of region 'books'";

    private static Arguments of(Map<String, String> values) {
        return new Arguments(OWNER, values);
    }

    @Test
    void what_is_given_is_taken_and_what_is_not_is_missing() {
        Arguments arguments = of(Map.of("url", "redis://here", "size", " 10_000 "));

        assertThat(arguments.text("url")).contains("redis://here");
        assertThat(arguments.text("user")).isEmpty();
        assertThat(arguments.positive("size")).hasValue(10_000);
        assertThat(arguments.positive("weight")).isEmpty();
        assertThatCode(arguments::requireNoneLeft).doesNotThrowAnyException();
    }

    @Test
    void what_nobody_takes_is_refused_with_what_would_be_taken() {
        Arguments arguments = of(Map.of("sise", "10"));
        arguments.positive("size");
        arguments.text("weigher");

        assertThatIllegalArgumentException()
                .isThrownBy(arguments::requireNoneLeft)
                .withMessage(OWNER + ": unknown argument 'sise'; it takes [size, weigher]");
        assertThatIllegalArgumentException()
                .isThrownBy(of(Map.of("a", "b"))::requireNoneLeft)
                .withMessage(OWNER + ": unknown argument 'a'; it takes none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "many", "", "1.5", "9223372036854775808"})
    void a_number_is_whole_and_at_least_one(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(Map.of("size", text)).positive("size"))
                .withMessage(OWNER + ": argument 'size' must be a whole number of at least 1, not '" + text + "'");
    }

    @Test
    void a_refusal_names_the_owner() {
        assertThat(of(Map.of()).refused("no")).hasMessage(OWNER + ": no");
    }
}
