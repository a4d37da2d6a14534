// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import java.util.Objects;
import java.util.function.Function;
import javax.cache.processor.MutableEntry;
import org.jspecify.annotations.Nullable;

/**
 * The entry that a processor works on. Nothing it does has an effect before the processor is done; then only what it comes to
 * in the end counts.
 */
final class ProcessorEntry<K, V> implements MutableEntry<K, V> {

    private final K key;
    private final @Nullable V initial;
    private final Function<K, @Nullable V> loader;
    private @Nullable V value;
    private boolean looked;
    private boolean loaded;
    private Change<V> change = new Change.None<>();

    ProcessorEntry(K key, @Nullable V initial, Function<K, @Nullable V> loader) {
        this.key = key;
        this.initial = initial;
        this.value = initial;
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
        if (value == null && change instanceof Change.None<V>) {
            value = loader.apply(key);
            loaded = value != null;
        } else if (value != null && change instanceof Change.None<V> && initial != null) {
            looked = true;
        }
        return value;
    }

    @Override
    public void setValue(V newValue) {
        value = Objects.requireNonNull(newValue, "value");
        change = new Change.Put<>(newValue);
    }

    @Override
    public void remove() {
        // What the processor itself has made need not be removed from anywhere.
        boolean made = initial == null && !loaded && change instanceof Change.Put<V>;
        change = made ? new Change.None<>() : new Change.Remove<>();
        value = null;
    }

    /** What all the processor did comes to. */
    Change<V> change() {
        return change instanceof Change.None<V> && looked ? new Change.Access<>() : change;
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        return Unwrapping.cast(type, this);
    }
}
