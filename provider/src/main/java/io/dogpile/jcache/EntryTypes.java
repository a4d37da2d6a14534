// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import java.util.Objects;

/** The types that a cache is configured for, and the refusal of all others. */
final class EntryTypes {

    private final String cache;
    private final Class<?> keyType;
    private final Class<?> valueType;
    private final boolean typed;

    EntryTypes(String cache, Class<?> keyType, Class<?> valueType) {
        this.cache = cache;
        this.keyType = keyType;
        this.valueType = valueType;
        this.typed = keyType != Object.class || valueType != Object.class;
    }

    /**
     * Refuses other types than the configured ones.
     *
     * @throws ClassCastException if a type is another one
     */
    void requireTypes(Class<?> keys, Class<?> values) {
        if (keys != keyType || values != valueType) {
            throw refused(keys.getName() + " -> " + values.getName());
        }
    }

    /**
     * Refuses null, and what is not of the configured types.
     *
     * @throws ClassCastException if the key or the value is of another type
     */
    void requireEntry(Object key, Object value) {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(value, "value");
        if (typed && !(keyType.isInstance(key) && valueType.isInstance(value))) {
            throw refused(key.getClass().getName() + " -> " + value.getClass().getName());
        }
    }

    /** As {@link #requireEntry}, for a key alone. */
    void requireKey(Object key) {
        Objects.requireNonNull(key, "key");
        if (typed && !keyType.isInstance(key)) {
            throw refused("the key " + key.getClass().getName());
        }
    }

    /** As {@link #requireEntry}, for a value alone. */
    void requireValue(Object value) {
        Objects.requireNonNull(value, "value");
        if (typed && !valueType.isInstance(value)) {
            throw refused("the value " + value.getClass().getName());
        }
    }

    private ClassCastException refused(String what) {
        return new ClassCastException(
                "cache '" + cache + "' holds " + keyType.getName() + " -> " + valueType.getName() + ", not " + what);
    }
}
