// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.spi.CachingProvider;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Runs after the TCK, and fails the build unless every kind has really passed it. */
public final class Gate {

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    @Test
    public void everyKindHasPassedTheWholeTck() throws IOException {
        Path reports = Path.of(System.getProperty("gate.reports"));
        List<String> complaints = new ArrayList<>();
        for (Kind kind : Kind.in(Path.of("kinds").toAbsolutePath(), System.getProperty("gate.kinds", ""))) {
            TckRun run = TckRun.of(TckReport.in(reports.resolve(kind.name())));
            System.out.println(run.summary(kind.name()));
            complaints.addAll(Verdict.complaints(kind, run, System.getProperty("gate.build")));
        }
        if (!complaints.isEmpty()) {
            throw new AssertionError(String.join("\n", complaints));
        }
    }

    @Test
    public void theTckOnTheClassPathIsTheVersionThatTheVerdictNames() throws IOException {
        String coordinates = "META-INF/maven/javax.cache/cache-tests/pom.properties";
        for (URL jar : Collections.list(getClass().getClassLoader().getResources(coordinates))) {
            assertThat(lines(jar)).as(jar.toString()).contains("version=" + TckRun.VERSION);
        }
    }

    @Test
    public void theTckIsToldToLeaveOutNothingButItsOwnDummy() throws IOException {
        List<String> lines = new ArrayList<>();
        for (URL list : Collections.list(getClass().getClassLoader().getResources("ExcludeList"))) {
            lines.addAll(lines(list));
        }
        assertThat(Kind.activeLines(lines)).containsExactly("org.jsr107.tck.CachingTest#dummyTest");
    }

    @Test
    public void theOnlyProviderOnTheClassPathIsOurs() {
        assertThat(Caching.getCachingProviders())
                .extracting(provider -> provider.getClass().getName())
                .containsExactly("io.dogpile.jcache.DogpileCachingProvider");
    }

    @Test
    public void theProviderObeysTheFileThatTellsTheKindsApart() throws IOException {
        Path file = temporary.newFile("caches.properties").toPath();
        Files.writeString(file, "cache.default.backend = no-such-backend\n");
        System.setProperty("io.dogpile.config", file.toString());
        try (CachingProvider provider = Caching.getCachingProvider()) {
            assertThatThrownBy(() -> provider.getCacheManager().createCache("any", new MutableConfiguration<>()))
                    .hasMessageContaining("no-such-backend");
        } finally {
            System.clearProperty("io.dogpile.config");
        }
    }

    private static List<String> lines(URL resource) throws IOException {
        try (InputStream in = resource.openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }
}
