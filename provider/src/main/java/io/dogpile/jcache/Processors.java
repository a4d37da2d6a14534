// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import io.dogpile.backend.Stored;
import io.dogpile.jcache.Operation.Lookup;
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
    private final EntryTypes types;
    private final Slots<K, V> slots;
    private final EntryEngine<K, V> engine;
    private final Function<K, @Nullable V> loader;

    Processors(
            String cache,
            EntryTypes types,
            Slots<K, V> slots,
            EntryEngine<K, V> engine,
            Function<K, @Nullable V> loader) {
        this.cache = cache;
        this.types = types;
        this.slots = slots;
        this.engine = engine;
        this.loader = loader;
    }

    <T extends @Nullable Object> T invoke(K key, EntryProcessor<K, V, T> processor, @Nullable Object... arguments) {
        KeyLocks.Hold hold = engine.hold(key);
        try (hold) {
            while (true) {
                long start = engine.now();
                Stored<V> seen = slots.read(key);
                V live = slots.fresh(seen);
                ProcessorEntry<K, V> entry = new ProcessorEntry<>(key, live, types, loader);
                T result = process(processor, entry, arguments);
                engine.requireOpen();
                Stored<V> current = entry.hasAsked() ? slots.read(key) : seen;
                V now = entry.hasAsked() ? slots.fresh(current) : live;
                Lookup lookup = live == null ? Lookup.MISS : Lookup.HIT;
                if (carryOut(key, current, now, entry.change(), lookup, start)) {
                    return result;
                }
            }
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
        } catch (Exception e) {
            throw new EntryProcessorException("cache '" + cache + "': the entry processor failed: " + e, e);
        }
    }

    @SuppressWarnings("checkstyle:IllegalCatch")
    private boolean carryOut(
            K key, @Nullable Stored<V> seen, @Nullable V live, Change<V> change, Lookup lookup, long start) {
        try {
            return engine.carryOut(key, seen, live, change, lookup, start);
        } catch (CacheException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new EntryProcessorException("cache '" + cache + "': storing what a processor did failed: " + e, e);
        }
    }
}
