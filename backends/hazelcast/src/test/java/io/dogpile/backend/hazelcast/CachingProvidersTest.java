// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;

import io.dogpile.backend.testkit.server.ChildJvm;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.cache.CacheException;
import javax.cache.Caching;
import javax.cache.spi.CachingProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hazelcast's jar registers a JCache provider beside ours. */
final class CachingProvidersTest {

    private static final Duration START = Duration.ofSeconds(60);
    private static final List<String> OPTIONS = List.of("-Xmx128m", "-XX:TieredStopAtLevel=1");

    /** Looks the provider up without a name and by name, each in a fresh JVM. */
    static final class LookUp {

        private LookUp() {}

        public static void main(String[] args) {
            try {
                CachingProvider provider =
                        args.length == 0 ? Caching.getCachingProvider() : Caching.getCachingProvider(args[0]);
                System.out.println("found " + provider.getClass().getName());
            } catch (CacheException e) {
                System.out.println("found none: " + e.getMessage());
            }
        }
    }

    private static String lookUp(List<String> options, String... names) {
        try (ChildJvm jvm = ChildJvm.start(options, LookUp.class, names)) {
            return jvm.awaitLine("found ", START);
        }
    }

    @Test
    void withoutANameTheLookUpFails() {
        assertThat(lookUp(OPTIONS)).startsWith("none: Multiple CachingProviders have been configured");
    }

    @Test
    void byNameItFindsOurs() {
        assertThat(lookUp(OPTIONS, CachingProviders.OURS)).isEqualTo(CachingProviders.OURS);
    }

    @Test
    void theSystemPropertyChoosesOurs() {
        List<String> options =
                List.of(OPTIONS.get(0), OPTIONS.get(1), "-Djavax.cache.spi.CachingProvider=" + CachingProviders.OURS);
        assertThat(lookUp(options)).isEqualTo(CachingProviders.OURS);
    }

    @Test
    void theWarningNamesBothProvidersAndBothRemedies() {
        assertThat(CachingProviders.ambiguity(CachingProvidersTest.class.getClassLoader(), null))
                .hasValueSatisfying(text -> assertThat(text)
                        .contains("com.hazelcast.cache.HazelcastCachingProvider", CachingProviders.OURS)
                        .contains("Caching.getCachingProvider(\"" + CachingProviders.OURS + "\")")
                        .contains("-Djavax.cache.spi.CachingProvider=" + CachingProviders.OURS));
    }

    @Test
    void thereIsNoWarningWhereTheSystemPropertyChooses() {
        assertThat(CachingProviders.ambiguity(CachingProvidersTest.class.getClassLoader(), CachingProviders.OURS))
                .isEmpty();
    }

    @Test
    void thereIsNoWarningAboutASingleProvider(@TempDir Path directory) throws Exception {
        Path services = Files.createDirectories(directory.resolve("META-INF/services"));
        Files.writeString(
                services.resolve("javax.cache.spi.CachingProvider"), "# ours\n" + CachingProviders.OURS + " # alone\n");
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {directory.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
            assertThat(CachingProviders.ambiguity(loader, null)).isEmpty();
        }
    }
}
