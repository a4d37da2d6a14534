// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever URI a framework hands over. */
class UrisTest {

    private final Caches caches = new Caches();

    @TempDir
    Path folder;

    private URLClassLoader classPath;

    @BeforeEach
    void makeClassPath() throws IOException {
        Path classes = Files.createDirectories(folder.resolve("class path"));
        Files.createDirectories(classes.resolve("conf"));
        Files.writeString(classes.resolve("conf/caches.properties"), "cache.on-class-path.stale-for = 1h");
        Files.writeString(classes.resolve("caches.data"), "cache.by-content.stale-for = 1h");
        Path jar = folder.resolve("lib.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file)) {
            out.putNextEntry(new JarEntry("injar/"));
            out.putNextEntry(new JarEntry("injar/caches.properties"));
            out.write("cache.in-jar.stale-for = 1h".getBytes(StandardCharsets.UTF_8));
        }
        classPath = new URLClassLoader(
                new URL[] {classes.toUri().toURL(), jar.toUri().toURL()}, null);
    }

    @AfterEach
    void close() throws IOException {
        caches.close();
        classPath.close();
    }

    private CacheManager manager(String uri) {
        return caches.provider.getCacheManager(URI.create(uri), classPath);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "conf/caches.properties",
                "/conf/caches.properties",
                "classpath:conf/caches.properties",
                "classpath:/conf/caches.properties",
                "classpath://conf/caches.properties",
                "resource:conf/caches.properties",
                "CLASSPATH:conf/caches.properties",
            })
    void a_resource_is_found_on_the_class_path(String uri) {
        assertThat(manager(uri).getCacheNames()).containsExactly("on-class-path");
        assertThat(manager(uri).getURI()).isEqualTo(URI.create(uri));
    }

    @Test
    void a_resource_in_a_jar_is_found_by_name_and_by_its_own_uri() {
        assertThat(manager("injar/caches.properties").getCacheNames()).containsExactly("in-jar");
        URI nested = URI.create("jar:" + folder.resolve("lib.jar").toUri() + "!/injar/caches.properties");
        assertThat(caches.provider.getCacheManager(nested, null).getCacheNames())
                .containsExactly("in-jar");
    }

    @Test
    void the_content_decides_and_not_the_name() {
        assertThat(manager("caches.data").getCacheNames()).containsExactly("by-content");
    }

    @Test
    void a_file_is_found_even_with_a_space_in_its_path() {
        URI file = folder.resolve("class path/conf/caches.properties").toUri();
        assertThat(caches.provider.getCacheManager(file, null).getCacheNames()).containsExactly("on-class-path");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dogpile-of-mine",
                "com.example.Caches",
                "conf",
                "conf/",
                "injar",
                "urn:example:caches",
                "hazelcast://example",
                "no/such/file.properties",
                "name%00with-zero",
            })
    void a_name_is_a_name_even_if_a_package_is_called_so(String uri) {
        CacheManager manager = manager(uri);
        assertThat(manager.getCacheNames()).isEmpty();
        assertThat(manager.getURI()).isEqualTo(URI.create(uri));
        assertThat(manager(uri)).isSameAs(manager);
    }

    @Test
    void what_should_be_there_and_is_not_is_an_error_and_leaves_no_manager_behind() throws IOException {
        URI missing = folder.resolve("later.properties").toUri();
        assertThatExceptionOfType(CacheException.class)
                .isThrownBy(() -> caches.provider.getCacheManager(missing, null))
                .withMessageContaining("later.properties");
        Files.writeString(folder.resolve("later.properties"), "cache.late.stale-for = 1h");
        assertThat(caches.provider.getCacheManager(missing, null).getCacheNames())
                .containsExactly("late");

        assertThatExceptionOfType(CacheException.class)
                .isThrownBy(() -> manager("classpath:no/such.properties"))
                .withMessageContaining("there is no such resource");
        assertThatExceptionOfType(CacheException.class)
                .isThrownBy(() -> caches.provider.getCacheManager(folder.toUri(), null))
                .withMessageContaining("it is a directory");
    }

    @Test
    void a_file_in_another_format_is_refused() throws IOException {
        Path file = folder.resolve("ehcache.xml");
        Files.writeString(file, "<?xml version='1.0'?><config/>");
        assertThatExceptionOfType(CacheException.class)
                .isThrownBy(() -> caches.provider.getCacheManager(file.toUri(), null))
                .withMessageContaining("ehcache.xml")
                .withMessageContaining("XML");
    }
}
