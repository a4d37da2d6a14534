// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import io.dogpile.backend.Exchange;
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
    private final Reader<K, V> reader;

    Processors(String cache, EntryTypes types, Slots<K, V> slots, EntryEngine<K, V> engine, Reader<K, V> reader) {
        this.cache = cache;
        this.types = types;
        this.slots = slots;
        this.engine = engine;
        this.reader = reader;
    }

    <T extends @Nullable Object> T invoke(K key, EntryProcessor<K, V, T> processor, @Nullable Object... arguments) {
        KeyLocks.Hold hold = engine.hold(key);
        try (hold) {
            long start = engine.now();
            Slot slot = new Slot(slots.read(key));
            while (true) {
                Lookup lookup = slot.live == null ? Lookup.MISS : Lookup.HIT;
                ProcessorEntry<K, V> entry = new ProcessorEntry<>(key, slot.live, types, slot.loader());
                T result = process(processor, entry, arguments);
                engine.requireOpen();
                Exchange<V> came = carryOut(key, slot.seen, slot.live, entry.change(), lookup, start);
                if (came.done()) {
                    return result;
                }
                start = engine.now();
                slot = new Slot(came.found());
            }
        }
    }

    /** What the processor is shown, and its change is decided on. */
    private final class Slot {

        private @Nullable Stored<V> seen;
        private @Nullable V live;

        private Slot(@Nullable Stored<V> seen) {
            look(seen);
        }

        private void look(@Nullable Stored<V> now) {
            seen = now;
            live = slots.fresh(now);
        }

        /** What a processor is to ask that finds nothing; null if that is nobody. */
        private @Nullable Function<K, @Nullable V> loader() {
            if (!reader.readsThrough()) {
                return null;
            }
            return this::load;
        }

        /** What is there once the loader was asked, be it the loader's or another process's; or else what the loader returned. */
        private @Nullable V load(K key) {
            V loaded = reader.load(key);
            look(slots.read(key));
            return live == null ? loaded : live;
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
    private Exchange<V> carryOut(
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
