// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.mapdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.integration.CacheLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Caches of two managers over one file: each has its own locks, and nothing may depend on being the only one. */
final class SharedCachesTest {

    private static final int ROUNDS = 2_000;

    @TempDir
    Path directory;

    private final ExecutorService threads = Executors.newFixedThreadPool(4);

    @Test
    void operationsAreAtomicAmongAllManagers() throws Exception {
        try (CacheManager one = manager("one");
                CacheManager other = manager("other")) {
            List<Cache<String, Integer>> caches = List.of(counters(one), counters(other));
            caches.get(0).put("replaced", 0);
            run(caches, cache -> {
                for (int i = 0; i < ROUNDS; i++) {
                    cache.invoke("processed", (entry, arguments) -> {
                        entry.setValue(entry.exists() ? entry.getValue() + 1 : 1);
                        return null;
                    });
                    increment(cache);
                }
            });
            for (Cache<String, Integer> cache : caches) {
                assertThat(cache.get("processed")).isEqualTo(4 * ROUNDS);
                assertThat(cache.get("replaced")).isEqualTo(4 * ROUNDS);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static void increment(Cache<String, Integer> cache) {
        Integer seen;
        do {
            seen = cache.get("replaced");
        } while (!cache.replace("replaced", seen, seen + 1));
    }

    @Test
    void oneLoadsForAllManagers() throws Exception {
        AtomicInteger loads = new AtomicInteger();
        try (CacheManager one = manager("one");
                CacheManager other = manager("other")) {
            List<Cache<String, Integer>> caches = List.of(loading(one, loads), loading(other, loads));
            run(caches, cache -> {
                for (int i = 0; i < ROUNDS; i++) {
                    assertThat(cache.get("key:" + i)).isEqualTo(("key:" + i).length());
                }
            });
            assertThat(loads).hasValue(ROUNDS);
        } finally {
            threads.shutdownNow();
        }
    }

    private CacheManager manager(String name) throws Exception {
        Path file = directory.resolve(name + ".properties");
        Files.writeString(
                file,
                "cache.default.backend = mapdb\ncache.default.arguments.file = " + directory.resolve("caches.db")
                        + "\n");
        URI uri = file.toUri();
        return Caching.getCachingProvider().getCacheManager(uri, getClass().getClassLoader());
    }

    private static Cache<String, Integer> counters(CacheManager manager) {
        return manager.createCache(
                "counters", new MutableConfiguration<String, Integer>().setTypes(String.class, Integer.class));
    }

    private static Cache<String, Integer> loading(CacheManager manager, AtomicInteger loads) {
        return manager.createCache(
                "loading",
                new MutableConfiguration<String, Integer>()
                        .setTypes(String.class, Integer.class)
                        .setReadThrough(true)
                        .setCacheLoaderFactory(() -> new Lengths(loads)));
    }

    private record Lengths(AtomicInteger loads) implements CacheLoader<String, Integer> {

        @Override
        public Integer load(String key) {
            loads.incrementAndGet();
            return key.length();
        }

        @Override
        public Map<String, Integer> loadAll(Iterable<? extends String> keys) {
            throw new UnsupportedOperationException();
        }
    }

    private interface Task {
        void on(Cache<String, Integer> cache);
    }

    /** Two threads for each cache. */
    private void run(List<Cache<String, Integer>> caches, Task task) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<Future<?>> all = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            Cache<String, Integer> cache = caches.get(thread % 2);
            Callable<Void> work = () -> {
                start.await();
                task.on(cache);
                return null;
            };
            all.add(threads.submit(work));
        }
        start.countDown();
        for (Future<?> each : all) {
            each.get(60, TimeUnit.SECONDS);
        }
    }
}
