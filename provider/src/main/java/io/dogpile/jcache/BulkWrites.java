// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import io.dogpile.backend.Stored;
import io.dogpile.jcache.WriteThrough.Partial;
import io.dogpile.region.KeyLocks;
import io.dogpile.region.Slots;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Writes and removals of many entries. With a writer, all keys are held while it is told of them at once; what it did not take
 * is not changed.
 */
final class BulkWrites<K, V> {

    private final Slots<K, V> slots;
    private final EntryEngine<K, V> engine;
    private final WriteThrough<K, V> writer;
    private final Gate gate;

    BulkWrites(Slots<K, V> slots, EntryEngine<K, V> engine, WriteThrough<K, V> writer, Gate gate) {
        this.slots = slots;
        this.engine = engine;
        this.writer = writer;
        this.gate = gate;
    }

    void putAll(Map<? extends K, ? extends V> entries) {
        if (writer.isOn()) {
            // A copy, in case that the map changes after it was checked, or while the writer looks at it.
            putAllAndWrite(new LinkedHashMap<>(entries));
            return;
        }
        Failures failures = new Failures();
        entries.forEach((key, value) -> failures.during(() -> put(key, value)));
        failures.rethrow();
    }

    private void put(K key, V value) {
        if (!engine.putBlindly(key, value)) {
            engine.apply(key, Operations.put(value));
        }
    }

    private void putAllAndWrite(Map<K, V> entries) {
        holding(entries.keySet(), () -> {
            Partial<K> written = writer.writeAll(entries);
            finish(written, key -> putWritten(key, Objects.requireNonNull(entries.get(key))));
        });
    }

    private void putWritten(K key, V value) {
        engine.applyWritten(key, Operations.put(value));
    }

    void removeAll(Collection<? extends K> keys) {
        if (!writer.isOn()) {
            Failures.each(keys, key -> engine.apply(key, Operations.<V>remove()));
            return;
        }
        holding(keys, () -> {
            Partial<K> deleted = writer.deleteAll(keys);
            finish(deleted, this::removeWritten);
        });
    }

    private void removeWritten(K key) {
        engine.applyWritten(key, Operations.<V>remove());
    }

    /** Removes every entry that there is. The writer is told of those that are live. */
    void removeAll() {
        List<K> live = new ArrayList<>();
        List<K> others = new ArrayList<>();
        Iterator<Map.Entry<K, Stored<V>>> entries = slots.entries();
        while (entries.hasNext()) {
            Map.Entry<K, Stored<V>> entry = entries.next();
            (slots.fresh(entry.getValue()) == null ? others : live).add(entry.getKey());
        }
        Failures failures = new Failures();
        if (!live.isEmpty()) {
            failures.during(() -> removeAll(live));
        }
        // What is past its time leaves, and loads under way store nothing.
        failures.during(() -> Failures.each(others, this::removeSilently));
        failures.rethrow();
    }

    private void removeSilently(K key) {
        KeyLocks.Hold hold = engine.hold(key);
        try (hold) {
            if (slots.fresh(slots.read(key)) == null) {
                removeWritten(key);
            }
        }
    }

    private void holding(Collection<? extends K> keys, Runnable work) {
        List<KeyLocks.Hold> holds = slots.locks().acquireAll(keys);
        try {
            gate.requireOpen();
            work.run();
        } finally {
            holds.forEach(KeyLocks.Hold::close);
        }
    }

    private static <K> void finish(Partial<K> partial, Consumer<K> change) {
        Failures failures = new Failures();
        failures.during(() -> {
            if (partial.failure() != null) {
                throw partial.failure();
            }
        });
        failures.during(() -> Failures.each(partial.done(), change));
        failures.rethrow();
    }
}
