// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class ReadmeTest {

    @Test
    void theCodeInTheReadmeIsTheCodeThatRunsHere() throws IOException {
        String source = Files.readString(Path.of("src/test/java/com/example/AcmeBackendTest.java"));
        String code = source.substring(source.indexOf("package"));

        assertThat(Files.readString(Path.of("README.md"))).contains("```java\n" + code + "```\n");
    }
}
