// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.integration.CacheLoader;

/** Many threads want one key that expires again and again and is slow to load. */
final class Stampede {
    static final int THREADS = 64;
    static final int FRESH_MILLIS = 300;
    static final int LOAD_MILLIS = 50;
    static final int PAUSE_MILLIS = 2;
    static final int WARMUP_SECONDS = 1;
    static final String STALE = "cache.default.stale-for = 10s\ncache.default.regeneration = background\n";

    static final String NOTE = String.format(
            Locale.ROOT,
            "%d threads read one key, each with a pause of %d ms between its reads; it expires %d ms after its creation and takes "
                    + "%d ms to load. Times of `get` are in milliseconds; a first second of the same is not counted.",
            THREADS,
            PAUSE_MILLIS,
            FRESH_MILLIS,
            LOAD_MILLIS);

    private Stampede() {}

    /** Arguments: peer, seconds, and the manager's properties or nothing. Prints an {@link Outcome}. */
    public static void main(String... arguments) throws Exception {
        Peer peer = Peer.valueOf(arguments[0]);
        long nanos = TimeUnit.SECONDS.toNanos(Long.parseLong(arguments[1]));
        try (var manager =
                peer.manager(arguments.length > 2 ? file(arguments[2]).toUri() : null)) {
            SlowLoader loader = new SlowLoader();
            Cache<String, Long> cache = manager.createCache("stampede", configuration(peer, loader));
            read(cache, TimeUnit.SECONDS.toNanos(WARMUP_SECONDS));
            loader.starts.clear();
            long[] latencies = read(cache, nanos);
            System.out.println(Outcome.of(loader.starts, latencies).line());
        }
        System.exit(0);
    }

    private static Path file(String properties) throws IOException {
        Path file = Files.createTempFile("stampede", ".properties");
        file.toFile().deleteOnExit();
        return Files.writeString(file, properties);
    }

    private static MutableConfiguration<String, Long> configuration(Peer peer, SlowLoader loader) {
        return peer.<String, Long>configuration()
                .setTypes(String.class, Long.class)
                .setStoreByValue(false)
                .setExpiryPolicyFactory(
                        CreatedExpiryPolicy.factoryOf(new Duration(TimeUnit.MILLISECONDS, FRESH_MILLIS)))
                .setReadThrough(true)
                .setCacheLoaderFactory(() -> loader);
    }

    private static long[] read(Cache<String, Long> cache, long nanos) throws Exception {
        long end = System.nanoTime() + nanos;
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        List<Callable<LongStream>> readers = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            readers.add(() -> readUntil(end, cache));
        }
        LongStream all = LongStream.empty();
        for (Future<LongStream> one : threads.invokeAll(readers)) {
            all = LongStream.concat(all, one.get());
        }
        threads.shutdown();
        return all.sorted().toArray();
    }

    private static LongStream readUntil(long end, Cache<String, Long> cache) {
        LongStream.Builder latencies = LongStream.builder();
        for (long start = System.nanoTime(); start - end < 0; start = System.nanoTime()) {
            if (cache.get("hot") == null) {
                throw new IllegalStateException("the loader always has a value, and get returned none");
            }
            latencies.add(System.nanoTime() - start);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS));
        }
        return latencies.build();
    }

    /** Takes its time, and remembers when it began. */
    private static final class SlowLoader implements CacheLoader<String, Long> {
        private final Collection<Long> starts = new ConcurrentLinkedQueue<>();

        @Override
        public Long load(String key) {
            long start = System.nanoTime();
            starts.add(start);
            long end = start + TimeUnit.MILLISECONDS.toNanos(LOAD_MILLIS);
            for (long left = end - start; left > 0; left = end - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            return start;
        }

        @Override
        public Map<String, Long> loadAll(Iterable<? extends String> keys) {
            throw new UnsupportedOperationException("nobody asks for many keys");
        }
    }
}
