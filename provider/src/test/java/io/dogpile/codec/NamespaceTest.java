// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NamespaceTest {

    @Test
    void a_plain_name_is_readable() {
        assertThat(Namespace.of("dogpile", "books")).isEqualTo("dogpile:books");
        assertThat(Namespace.of("shop.eu-1", "com.acme.Book_2")).isEqualTo("shop.eu-1:com.acme.Book_2");
    }

    @Test
    void any_name_becomes_safe_short_and_unlike_all_others() {
        List<String> names = List.of(
                "",
                "a b",
                "ä",
                "a:b",
                "=",
                "#",
                "=AGE",
                "a",
                "\ud83d",
                "\ud83e",
                "?",
                "\n",
                "x".repeat(56),
                "x".repeat(57),
                " ".repeat(19),
                " ".repeat(20),
                " ".repeat(21),
                "y".repeat(10_000),
                "y".repeat(10_001),
                "books/1",
                "books\\1");
        Set<String> namespaces = new HashSet<>();
        for (String namespace : List.of("d", "n".repeat(64))) {
            for (String name : names) {
                String made = Namespace.of(namespace, name);
                assertThat(made).matches("[A-Za-z0-9._:=#-]{1,120}").startsWith(namespace + ":");
                assertThat(namespaces.add(made)).as(name).isTrue();
            }
        }
    }
}
