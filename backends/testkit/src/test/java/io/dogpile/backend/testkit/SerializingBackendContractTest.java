// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.testkit;

import io.dogpile.backend.Backend;
import io.dogpile.backend.Stored;
import io.dogpile.backend.heap.HeapBackend;
import io.dogpile.codec.CopyingBackend;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values that can be changed are kept as bytes, and recognised by token: each read gives another object. */
final class SerializingBackendContractTest implements BackendContract {

    @Override
    public Backend<String, String> open() {
        return new Chars(
                new CopyingBackend<>(HeapBackend.unbounded(), getClass().getClassLoader()));
    }

    /** Strings as arrays, which have to be copied. */
    private record Chars(Backend<String, char[]> arrays) implements Backend<String, String> {

        @Override
        public @Nullable Stored<String> get(String key) {
            Stored<char[]> stored = arrays.get(key);
            return stored == null ? null : string(stored);
        }

        @Override
        public Map<String, Stored<String>> getAll(Collection<? extends String> keys) {
            Map<String, Stored<String>> found = new HashMap<>();
            arrays.getAll(keys).forEach((key, stored) -> found.put(key, string(stored)));
            return found;
        }

        @Override
        public void put(String key, Stored<String> stored) {
            arrays.put(key, array(stored));
        }

        @Override
        public boolean replace(String key, @Nullable Stored<String> expected, @Nullable Stored<String> update) {
            return arrays.replace(
                    key, expected == null ? null : array(expected), update == null ? null : array(update));
        }

        @Override
        public boolean remove(String key) {
            return arrays.remove(key);
        }

        @Override
        public void clear() {
            arrays.clear();
        }

        @Override
        public Iterator<Map.Entry<String, Stored<String>>> entries() {
            Iterator<Map.Entry<String, Stored<char[]>>> entries = arrays.entries();
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return entries.hasNext();
                }

                @Override
                public Map.Entry<String, Stored<String>> next() {
                    Map.Entry<String, Stored<char[]>> entry = entries.next();
                    return Map.entry(entry.getKey(), string(entry.getValue()));
                }
            };
        }

        @Override
        public void touch(String key, Stored<String> stored, long freshUntil) {
            arrays.touch(key, array(stored), freshUntil);
        }

        private static Stored<String> string(Stored<char[]> stored) {
            char[] value = stored.value();
            return stored.as(
                    value == null ? null : new String(value), stored.token() == null ? stored : stored.token());
        }

        private static Stored<char[]> array(Stored<String> stored) {
            String value = stored.value();
            return stored.as(value == null ? null : value.toCharArray(), stored.token());
        }
    }
}
