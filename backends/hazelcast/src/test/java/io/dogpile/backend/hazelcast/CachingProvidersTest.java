// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;

import io.dogpile.backend.testkit.server.ChildJvm;
import java.time.Duration;
import java.util.List;
import javax.cache.CacheException;
import javax.cache.Caching;
import javax.cache.spi.CachingProvider;
import org.junit.jupiter.api.Test;

/** Hazelcast's jar registers a JCache provider beside ours. */
final class CachingProvidersTest {

    private static final Duration START = Duration.ofSeconds(60);
    private static final String OURS = "io.dogpile.jcache.DogpileCachingProvider";
    private static final String WARNING = "[main] WARN io.dogpile.jcache - Several JCache providers are registered, ";
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

    /** JCache's own message says neither which providers there are nor what to do. */
    @Test
    void beforeItFailsTheLogSaysWhatToDo() {
        try (ChildJvm jvm = ChildJvm.start(OPTIONS, LookUp.class)) {
            assertThat(jvm.awaitLine(WARNING, START))
                    .contains("com.hazelcast.cache.HazelcastCachingProvider", OURS)
                    .contains("-Djavax.cache.spi.CachingProvider=" + OURS);
            jvm.awaitLine("found none", START);
        }
    }

    @Test
    void byNameItFindsOurs() {
        assertThat(lookUp(OPTIONS, OURS)).isEqualTo(OURS);
    }

    @Test
    void theSystemPropertyChoosesOurs() {
        List<String> options = List.of(OPTIONS.get(0), OPTIONS.get(1), "-Djavax.cache.spi.CachingProvider=" + OURS);
        assertThat(lookUp(options)).isEqualTo(OURS);
    }
}
