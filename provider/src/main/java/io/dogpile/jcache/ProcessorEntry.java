// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import java.util.function.Function;
import javax.cache.processor.MutableEntry;
import org.jspecify.annotations.Nullable;

/**
 * The entry that a processor works on. Nothing it does has an effect before the processor is done; then only what it comes to
 * in the end counts.
 */
final class ProcessorEntry<K, V> implements MutableEntry<K, V> {

    private final K key;
    private final boolean existed;
    private final EntryTypes types;

    /** Asked once at most, and not any more once the processor has set or removed the value. */
    private @Nullable Function<K, @Nullable V> loader;

    private @Nullable V value;
    private boolean looked;
    private boolean loaded;
    private Change<V> change = Change.none();

    ProcessorEntry(K key, @Nullable V initial, EntryTypes types, @Nullable Function<K, @Nullable V> loader) {
        this.key = key;
        this.existed = initial != null;
        this.value = initial;
        this.types = types;
        this.loader = loader;
    }

    @Override
    public boolean exists() {
        return value != null;
    }

    @Override
    public K getKey() {
        return key;
    }

    @Override
    public @Nullable V getValue() {
        Function<K, @Nullable V> source = loader;
        if (value == null && source != null) {
            loader = null;
            value = source.apply(key);
            loaded = value != null;
        }
        looked |= existed && change instanceof Change.None<V>;
        return value;
    }

    @Override
    public void setValue(V newValue) {
        types.requireValue(newValue);
        loader = null;
        value = newValue;
        change = new Change.Put<>(newValue);
    }

    @Override
    public void remove() {
        // What the processor itself has made need not be removed from anywhere.
        boolean made = !existed && !loaded && change instanceof Change.Put<V>;
        loader = null;
        value = null;
        change = made ? Change.none() : Change.remove();
    }

    /** What all the processor did comes to. */
    Change<V> change() {
        return change instanceof Change.None<V> && looked ? Change.access() : change;
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        return Unwrapping.cast(type, this);
    }
}
