// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PropertiesTextTest {

    @Test
    void every_separator_of_properties_separates() {
        assertThat(read("a=1\nb = 2\nc:3\nd : 4\ne 5\nf\t6\ng\nh="))
                .isEqualTo("1 a=1, 2 b=2, 3 c=3, 4 d=4, 5 e=5, 6 f=6, 7 g=, 8 h=");
    }

    @Test
    void comments_and_blank_lines_count_as_lines_and_mean_nothing() {
        assertThat(read("# one\n! two\n\n  \t\f\n   # five \\\nsix = 6")).isEqualTo("6 six=6");
    }

    @Test
    void a_continued_entry_is_in_its_first_line() {
        assertThat(read("a = one, \\\n    two, \\\n\tthree\nb = 4\n\nc = 6 \\\n"))
                .isEqualTo("1 a=one, two, three, 4 b=4, 6 c=6");
    }

    @Test
    void a_comment_sign_in_a_continuation_is_part_of_the_value() {
        assertThat(read("a = 1\\\n# 2\nb = 3")).isEqualTo("1 a=1# 2, 3 b=3");
    }

    @Test
    void a_lone_backslash_means_nothing() {
        assertThat(read("\\\n\na = 3\n \\\n\\\n\nb = 7\n\\")).isEqualTo("3 a=3, 7 b=7");
    }

    @Test
    void an_escaped_backslash_continues_nothing() {
        assertThat(read("a = 1\\\\\nb = 2\\\\\\\n3")).isEqualTo("1 a=1\\, 2 b=2\\3");
    }

    @Test
    void every_kind_of_line_end_ends_a_line() {
        assertThat(read("a=1\r\n\r\nb=3\rc=4\nd=5\\\r\n  x\r\ne=7")).isEqualTo("1 a=1, 3 b=3, 4 c=4, 5 d=5x, 7 e=7");
    }

    @Test
    void escapes_are_resolved_in_keys_and_values() {
        assertThat(read("a\\ b\\=c\\:d = \\u00e9\\t\\\\")).isEqualTo("1 a b=c:d=\u00e9\t\\");
    }

    @Test
    void white_space_around_a_value_is_not_part_of_it() {
        assertThat(read("a =  1  \t\nb = \\u0020 2 \\u0020")).isEqualTo("1 a=1, 2 b=2");
    }

    @Test
    void a_key_that_is_set_twice_is_refused_with_both_lines() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> read("\na.b = 1\n# c\na\\u002eb = 1"))
                .withMessage("f.properties:4: a.b: set twice, the first time in line 2");
    }

    @Test
    void a_broken_escape_is_refused_with_its_line() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> read("a = 1\nb = C:\\users\n"))
                .withMessage("f.properties:2: a \\u is not followed by four hexadecimal digits;"
                        + " a backslash itself is written \\\\")
                .withNoCause();
    }

    @Test
    void whatever_the_jdk_reads_is_read_alike() throws IOException {
        String alphabet = "ab \t\f\\\\\\\n\n\r#!=:\u00e9";
        Random random = new Random(107);
        for (int i = 0; i < 10_000; i++) {
            StringBuilder content = new StringBuilder();
            for (int length = random.nextInt(24); length > 0; length--) {
                content.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            assertReadAsTheJdkDoes(content.toString());
        }
    }

    /** Line by line, so that a key may come twice; without the empty key that the JDK makes of a last backslash. */
    private static void assertReadAsTheJdkDoes(String content) throws IOException {
        Properties expected = new Properties();
        expected.load(new StringReader(content));
        Map<Object, Object> stripped = new LinkedHashMap<>();
        expected.forEach((key, value) -> stripped.put(key, value.toString().strip()));
        Map<String, String> actual = new LinkedHashMap<>();
        for (LogicalLine line : LogicalLine.split(content)) {
            PropertiesText.read("f", line.text())
                    .forEach(entry -> actual.put(entry.origin().key(), entry.value()));
        }
        actual.remove("");
        stripped.remove("");
        assertThat(actual).as("content: <%s>", content).isEqualTo(stripped);
    }

    private static String read(String content) {
        StringBuilder text = new StringBuilder();
        for (Property property : PropertiesText.read("f.properties", content)) {
            Origin origin = property.origin();
            assertThat(origin.source()).isEqualTo("f.properties");
            text.append(text.isEmpty() ? "" : ", ").append(origin.line()).append(' ');
            text.append(origin.key()).append('=').append(property.value());
        }
        return text.toString();
    }
}
