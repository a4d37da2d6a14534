// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import io.dogpile.backend.Stored;
import io.dogpile.jcache.WriteThrough.Partial;
import io.dogpile.region.KeyLocks;
import io.dogpile.region.Slots;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes and removals of many entries. With a writer, all keys are held while it is told of them at once; what it did not take
 * is not changed.
 */
final class BulkWrites<K, V> {

    private final Slots<K, V> slots;
    private final EntryEngine<K, V> engine;
    private final WriteThrough<K, V> writer;

    BulkWrites(Slots<K, V> slots, EntryEngine<K, V> engine, WriteThrough<K, V> writer) {
        this.slots = slots;
        this.engine = engine;
        this.writer = writer;
    }

    void putAll(Map<? extends K, ? extends V> entries) {
        if (!writer.isOn()) {
            entries.forEach((key, value) -> {
                if (!engine.putBlindly(key, value)) {
                    engine.apply(key, Operations.<V>put(value));
                }
            });
            return;
        }
        holding(entries.keySet(), () -> {
            Partial<K> written = writer.writeAll(entries);
            finish(written, key -> putWritten(key, Objects.requireNonNull(entries.get(key))));
        });
    }

    private void putWritten(K key, V value) {
        Operation<V, @Nullable Void> put = Operations.put(value);
        engine.applyWithoutWriting(key, put);
    }

    void removeAll(Collection<? extends K> keys) {
        if (!writer.isOn()) {
            keys.forEach(key -> engine.apply(key, Operations.<V>remove()));
            return;
        }
        holding(keys, () -> {
            Partial<K> deleted = writer.deleteAll(keys);
            finish(deleted, key -> engine.applyWithoutWriting(key, Operations.<V>remove()));
        });
    }

    /** Removes every entry that there is. */
    void removeAll() {
        Set<K> keys = new LinkedHashSet<>();
        Iterator<Map.Entry<K, Stored<V>>> entries = slots.entries();
        while (entries.hasNext()) {
            Map.Entry<K, Stored<V>> entry = entries.next();
            if (!writer.isOn() || slots.fresh(entry.getValue()) != null) {
                keys.add(entry.getKey());
            }
        }
        if (!keys.isEmpty()) {
            removeAll(keys);
        }
    }

    private void holding(Collection<? extends K> keys, Runnable work) {
        List<KeyLocks.Hold> holds = slots.locks().acquireAll(keys);
        try {
            work.run();
        } finally {
            holds.forEach(KeyLocks.Hold::close);
        }
    }

    private static <K> void finish(Partial<K> partial, Consumer<K> change) {
        partial.done().forEach(change);
        if (partial.failure() != null) {
            throw partial.failure();
        }
    }
}
