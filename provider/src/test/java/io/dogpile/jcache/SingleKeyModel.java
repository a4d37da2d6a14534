// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@link SingleKeyOperations} mean if nobody else does anything. */
public final class SingleKeyModel {

    private final Map<Integer, Integer> map = new HashMap<>();

    public @Nullable Integer get(int key) {
        return map.get(key);
    }

    public boolean containsKey(int key) {
        return map.containsKey(key);
    }

    public void put(int key, int value) {
        map.put(key, value);
    }

    public boolean putIfAbsent(int key, int value) {
        return map.putIfAbsent(key, value) == null;
    }

    public @Nullable Integer getAndPut(int key, int value) {
        return map.put(key, value);
    }

    public boolean replace(int key, int value) {
        return map.replace(key, value) != null;
    }

    public boolean replaceIf(int key, int expected, int value) {
        return map.replace(key, expected, value);
    }

    public @Nullable Integer getAndReplace(int key, int value) {
        return map.replace(key, value);
    }

    public boolean remove(int key) {
        return map.remove(key) != null;
    }

    public boolean removeIf(int key, int expected) {
        return map.remove(key, expected);
    }

    public @Nullable Integer getAndRemove(int key) {
        return map.remove(key);
    }

    public int increment(int key) {
        return map.merge(key, 1, Integer::sum);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SingleKeyModel that && map.equals(that.map);
    }

    @Override
    public int hashCode() {
        return map.hashCode();
    }
}
