// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import io.dogpile.backend.Stored;
import io.dogpile.region.KeyLocks;
import io.dogpile.region.Slots;
import java.util.function.Function;
import javax.cache.CacheException;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.EntryProcessorException;
import org.jspecify.annotations.Nullable;

/**
 * Runs entry processors: on the calling thread, with the key held, on the live value. A processor runs once; only if another
 * process has written the key meanwhile does it run again, and its first run has had no effect then.
 */
final class Processors<K, V> {

    private final String cache;
    private final Slots<K, V> slots;
    private final EntryEngine<K, V> engine;
    private final WriteThrough<K, V> writer;
    private final CacheStatistics statistics;
    private final Function<K, @Nullable V> loader;

    Processors(
            String cache,
            Slots<K, V> slots,
            EntryEngine<K, V> engine,
            WriteThrough<K, V> writer,
            CacheStatistics statistics,
            Function<K, @Nullable V> loader) {
        this.cache = cache;
        this.slots = slots;
        this.engine = engine;
        this.writer = writer;
        this.statistics = statistics;
        this.loader = loader;
    }

    <T extends @Nullable Object> T invoke(K key, EntryProcessor<K, V, T> processor, @Nullable Object... arguments) {
        KeyLocks.Hold hold = slots.locks().acquire(key);
        try (hold) {
            while (true) {
                Stored<V> seen = slots.read(key);
                V live = slots.fresh(seen);
                Loads loads = new Loads();
                ProcessorEntry<K, V> entry = new ProcessorEntry<>(key, live, loads);
                T result = process(processor, entry, arguments);
                if (commit(key, loads.happened ? slots.read(key) : seen, live, entry.change(), loads.happened)) {
                    count(live);
                    return result;
                }
            }
        }
    }

    /** Loads through the region, so that others share it; it stores what it loaded. */
    private final class Loads implements Function<K, @Nullable V> {

        private boolean happened;

        @Override
        public @Nullable V apply(K key) {
            happened = true;
            return loader.apply(key);
        }
    }

    // The specification has what a processor throws wrapped; what is a CacheException already is told as it is.
    @SuppressWarnings("checkstyle:IllegalCatch")
    private <T extends @Nullable Object> T process(
            EntryProcessor<K, V, T> processor, ProcessorEntry<K, V> entry, @Nullable Object... arguments) {
        try {
            return processor.process(entry, arguments);
        } catch (CacheException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new EntryProcessorException("cache '" + cache + "': the entry processor failed: " + e, e);
        }
    }

    @SuppressWarnings("checkstyle:IllegalCatch")
    private boolean commit(K key, @Nullable Stored<V> seen, @Nullable V live, Change<V> change, boolean loaded) {
        try {
            if (change instanceof Change.Put<V> put) {
                writer.write(key, put.value());
            } else if (change instanceof Change.Remove<V>) {
                writer.delete(key);
            }
            return engine.commit(key, seen, loaded ? slots.fresh(seen) : live, change);
        } catch (CacheException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new EntryProcessorException("cache '" + cache + "': storing what a processor did failed: " + e, e);
        }
    }

    private void count(@Nullable V live) {
        if (live == null) {
            statistics.miss();
        } else {
            statistics.hit();
        }
    }
}
