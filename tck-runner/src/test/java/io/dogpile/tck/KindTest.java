// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class KindTest {

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    private Path kinds = Path.of("");

    @Before
    public void twoKinds() throws IOException {
        kinds = temporary.getRoot().toPath();
        Files.writeString(Files.createDirectory(kinds.resolve("plain")).resolve("excluded.txt"), "# why\n\n a#b \n");
        Files.writeString(Files.createDirectory(kinds.resolve("told")).resolve("excluded.txt"), "");
        Files.writeString(kinds.resolve("told/caches.properties"), "");
    }

    @Test
    public void everyFolderIsAKind() throws IOException {
        assertThat(Kind.in(kinds, ""))
                .containsExactly(
                        new Kind("plain", List.of("a#b"), Optional.empty()),
                        new Kind("told", List.of(), Optional.of(kinds.resolve("told/caches.properties"))));
    }

    @Test
    public void someKindsCanBeChosenByName() throws IOException {
        assertThat(Kind.in(kinds, "told")).extracting(Kind::name).containsExactly("told");
        assertThat(Kind.in(kinds, "told, plain")).extracting(Kind::name).containsExactly("told", "plain");
    }

    @Test
    public void theDeepBuildRunsEveryKind() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        String deep = pom.substring(pom.indexOf("<id>deep</id>"));
        String named =
                deep.substring(deep.indexOf("<tck.kinds>") + "<tck.kinds>".length(), deep.indexOf("</tck.kinds>"));
        assertThat(named.split(","))
                .containsExactlyInAnyOrderElementsOf(
                        Kind.in(Path.of("kinds"), "").stream().map(Kind::name).toList());
    }

    @Test
    public void anUnknownKindIsRefusedWithTheKnownOnes() {
        assertThatThrownBy(() -> Kind.in(kinds, "tld"))
                .hasMessage("There is no kind 'tld' in " + kinds + "; there is plain, told");
    }

    @Test
    public void noKindAtAllIsRefused() throws IOException {
        Path empty = Files.createDirectory(kinds.resolve("plain/empty"));
        assertThatThrownBy(() -> Kind.in(empty, "")).hasMessage("There is no kind in " + empty);
    }
}
