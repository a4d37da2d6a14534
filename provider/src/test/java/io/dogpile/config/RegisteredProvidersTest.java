// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.cache.Caching;
import javax.cache.spi.CachingProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegisteredProvidersTest {

    private static final String OURS = "io.dogpile.jcache.DogpileCachingProvider";
    private static final String PROPERTY = Caching.JAVAX_CACHE_CACHING_PROVIDER;
    private static final String OTHER = "com.example.OtherCachingProvider";

    @TempDir
    private Path directory;

    @Test
    void the_warning_names_both_providers_and_both_remedies() throws IOException {
        assertThat(ambiguity("# ours\n" + OURS + " # and\n\n" + OTHER + "\n", null))
                .hasValueSatisfying(text -> assertThat(text)
                        .contains("[" + OTHER + ", " + OURS + "]")
                        .contains("Caching.getCachingProvider(\"" + OURS + "\")")
                        .contains("-Djavax.cache.spi.CachingProvider=" + OURS));
    }

    @Test
    void there_is_no_warning_where_the_system_property_chooses() throws IOException {
        assertThat(ambiguity(OURS + "\n" + OTHER, OTHER)).isEmpty();
    }

    @Test
    void there_is_no_warning_about_a_single_provider_that_is_registered_twice() throws IOException {
        assertThat(ambiguity("# ours\n" + OURS + " # alone\n" + OURS, null)).isEmpty();
    }

    private Optional<String> ambiguity(String registration, String chosen) throws IOException {
        Path services = Files.createDirectories(directory.resolve("META-INF/services"));
        Files.writeString(services.resolve(CachingProvider.class.getName()), registration);
        URL[] urls = {directory.toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
            return RegisteredProviders.ambiguity(loader, CachingProvider.class, PROPERTY, chosen, OURS);
        }
    }
}
