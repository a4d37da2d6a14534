// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReadmeTest {

    @Test
    void theCodeInTheReadmeIsTheCodeThatRunsHere() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        for (String example : List.of("AcmeBackendTest", "AcmeStoreTest")) {
            String source = Files.readString(Path.of("src/test/java/com/example/" + example + ".java"));
            String code = source.substring(source.indexOf("package"));

            assertThat(readme).as(example).contains("```java\n" + code + "```\n");
        }
    }
}
