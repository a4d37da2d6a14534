// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import static org.assertj.core.api.Assertions.assertThat;

import io.dogpile.backend.Backend;
import io.dogpile.backend.BackendContext;
import io.dogpile.backend.ByteBackendFactory;
import io.dogpile.backend.ForwardingBackend;
import io.dogpile.backend.Registered;
import io.dogpile.backend.heap.HeapBackend;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Entry processors while another process writes the key in between. */
class InvokeAcrossProcessesTest {

    private static HeapBackend<String, byte[]> store;

    private final Caches one = new Caches();
    private final Caches other = new Caches();
    private final List<@Nullable String> seen = new ArrayList<>();
    private URLClassLoader loader;

    /** A store that all have in common, found by its registration in a class path of the test's own. */
    public static final class Common implements ByteBackendFactory {

        @Override
        public String name() {
            return "common";
        }

        @Override
        public Backend<String, byte[]> create(BackendContext context) {
            return new ForwardingBackend<>() {
                @Override
                public Backend<String, byte[]> delegate() {
                    return store;
                }

                @Override
                public boolean isLocal() {
                    return false;
                }
            };
        }
    }

    @BeforeEach
    void register(@TempDir Path directory) throws Exception {
        store = HeapBackend.unbounded();
        loader = Registered.in(directory, Common.class);
    }

    @AfterEach
    void close() throws Exception {
        one.close();
        other.close();
        loader.close();
    }

    private Cache<String, String> open(Caches caches, DogpileConfiguration<String, String> configuration) {
        return caches.provider.getCacheManager(null, loader).createCache("books", configuration.backend("common"));
    }

    private static DogpileConfiguration<String, String> plain() {
        return DogpileConfiguration.of(String.class, String.class);
    }

    /** Notes what a processor sees, and appends to it; the other process puts something after the first look. */
    private String append(Cache<String, String> cache, Cache<String, String> others) {
        return cache.invoke("key", (entry, arguments) -> {
            String value = entry.getValue();
            if (seen.isEmpty()) {
                others.put("key", "theirs");
            }
            seen.add(value);
            entry.setValue(value + "+ours");
            return entry.getValue();
        });
    }

    @Test
    void a_processor_that_saw_nothing_runs_again_if_something_came_in_between() {
        Cache<String, String> cache = open(one, plain());

        assertThat(append(cache, open(other, plain()))).isEqualTo("theirs+ours");

        assertThat(seen).containsExactly(null, "theirs");
        assertThat(cache.get("key")).isEqualTo("theirs+ours");
    }

    @Test
    void so_does_one_whose_value_was_loaded() {
        Books books = new Books().with("key", "loaded");
        Cache<String, String> cache = open(one, plain().readThrough(true).loader(() -> books));

        assertThat(append(cache, open(other, plain()))).isEqualTo("theirs+ours");

        assertThat(seen).containsExactly("loaded", "theirs");
    }

    @Test
    void one_whose_value_was_loaded_runs_once_if_nothing_came_in_between() {
        Books books = new Books().with("key", "loaded");
        Cache<String, String> cache = open(one, plain().readThrough(true).loader(() -> books));
        seen.add("nothing to be put");

        assertThat(append(cache, cache)).isEqualTo("loaded+ours");

        assertThat(seen).hasSize(2);
        assertThat(cache.get("key")).isEqualTo("loaded+ours");
    }
}
