// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import static org.assertj.core.api.Assertions.assertThat;

import io.dogpile.backend.Backend;
import io.dogpile.backend.BackendContext;
import io.dogpile.backend.ByteBackendFactory;
import io.dogpile.backend.Registered;
import io.dogpile.backend.SurroundingBackend;
import io.dogpile.backend.heap.HeapBackend;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.cache.Cache;
import javax.cache.integration.CacheLoader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How often a store that takes a trip for each operation is asked. */
class TripsTest {

    private static final AtomicInteger TRIPS = new AtomicInteger();

    private final Caches caches = new Caches();
    private URLClassLoader loader;
    private Cache<String, String> cache;

    /** A store that counts what it is asked for, found by its registration in a class path of the test's own. */
    public static final class Distant implements ByteBackendFactory {

        @Override
        public String name() {
            return "distant";
        }

        @Override
        public Backend<String, byte[]> create(BackendContext context) {
            return new Counting(HeapBackend.unbounded());
        }
    }

    private record Counting(Backend<String, byte[]> delegate) implements SurroundingBackend<String, byte[]> {

        @Override
        public <R extends @Nullable Object> R around(Supplier<R> operation) {
            TRIPS.incrementAndGet();
            return operation.get();
        }

        @Override
        public boolean isLocal() {
            return false;
        }
    }

    @BeforeEach
    void open(@TempDir Path directory) throws Exception {
        loader = Registered.in(directory, Distant.class);
        cache = caches.provider
                .getCacheManager(null, loader)
                .createCache(
                        "books",
                        DogpileConfiguration.of(String.class, String.class).backend("distant"));
        // The region's record is asked for once a second, and here time stands still.
        cache.get("absent");
    }

    @AfterEach
    void close() throws Exception {
        caches.close();
        loader.close();
    }

    private int trips(Consumer<Cache<String, String>> operation) {
        int before = TRIPS.get();
        operation.accept(cache);
        return TRIPS.get() - before;
    }

    @Test
    void oneForWhatOneCommandCanDo() {
        assertThat(trips(books -> books.put("key", "created"))).isOne();
        assertThat(trips(books -> books.put("key", "updated"))).isOne();
        assertThat(trips(books -> books.get("key"))).isOne();
        assertThat(trips(books -> books.get("absent"))).isOne();
        assertThat(trips(books -> books.containsKey("key"))).isOne();
        assertThat(trips(books -> books.getAll(Set.of("key", "absent", "other"))))
                .isOne();
        assertThat(trips(books -> books.putIfAbsent("key", "present"))).isOne();
        assertThat(trips(books -> books.replace("absent", "value"))).isOne();
        assertThat(trips(books -> books.replace("key", "other", "value"))).isOne();
        assertThat(trips(books -> books.remove("absent"))).isOne();
    }

    @Test
    void twoForWhatDependsOnWhatIsThere() {
        assertThat(trips(books -> books.putIfAbsent("key", "value"))).isEqualTo(2);
        assertThat(trips(books -> books.replace("key", "next"))).isEqualTo(2);
        assertThat(trips(books -> books.replace("key", "next", "last"))).isEqualTo(2);
        assertThat(trips(books -> books.getAndPut("key", "put"))).isEqualTo(2);
        assertThat(trips(books -> books.getAndReplace("key", "replaced"))).isEqualTo(2);
        assertThat(trips(books -> books.remove("key", "replaced"))).isEqualTo(2);
    }

    @Test
    void twoForAProcessorAndOneIfItOnlyReads() {
        cache.putAll(Map.of("key", "value"));

        assertThat(trips(books -> books.<Object>invoke("key", (entry, arguments) -> {
                    entry.setValue(entry.getValue() + "!");
                    return entry;
                })))
                .isEqualTo(2);
        assertThat(trips(books -> books.<Object>invoke("key", (entry, arguments) -> entry.exists())))
                .isOne();
    }

    @Test
    void threeMoreForEachKeyThatHasToBeLoaded() {
        caches.provider
                .getCacheManager(null, loader)
                .createCache(
                        "loaded",
                        DogpileConfiguration.of(String.class, String.class)
                                .backend("distant")
                                .loader(Echo::new)
                                .readThrough(true));
        cache = caches.provider.getCacheManager(null, loader).getCache("loaded");
        cache.containsKey("absent");

        assertThat(trips(books -> books.getAll(Set.of("one", "two", "three")))).isEqualTo(1 + 3 * 3);
        assertThat(trips(books -> books.getAll(Set.of("one", "two", "three")))).isOne();
        assertThat(trips(books -> books.get("four"))).isEqualTo(1 + 3);
    }

    private static final class Echo implements CacheLoader<String, String> {

        @Override
        public String load(String key) {
            return "value of " + key;
        }

        @Override
        public Map<String, String> loadAll(Iterable<? extends String> keys) {
            Map<String, String> all = new HashMap<>();
            keys.forEach(key -> all.put(key, load(key)));
            return all;
        }
    }
}
