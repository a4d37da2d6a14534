// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.integration.CacheWriter;
import javax.cache.integration.CacheWriterException;
import org.jspecify.annotations.Nullable;

/**
 * Tells a cache's writer, if there is one, before the cache is changed. What it throws stops the change, and reaches the caller
 * as {@link CacheWriterException}.
 */
final class WriteThrough<K, V> {

    private final String cache;
    private final @Nullable CacheWriter<K, V> writer;

    WriteThrough(String cache, @Nullable CacheWriter<K, V> writer) {
        this.cache = cache;
        this.writer = writer;
    }

    boolean isOn() {
        return writer != null;
    }

    /** Several entries of which the writer took some. */
    record Partial<T>(Set<T> done, @Nullable CacheWriterException failure) {}

    /** Writes or deletes, if the change is one to tell of. */
    void tell(K key, Change<V> change) {
        if (writer == null) {
            return;
        }
        if (change instanceof Change.Put<V> put) {
            write(writer, key, put.value());
        } else if (change instanceof Change.Remove<V>) {
            delete(writer, key);
        }
    }

    @SuppressWarnings("checkstyle:IllegalCatch")
    private void write(CacheWriter<K, V> told, K key, V value) {
        try {
            told.write(new CacheEntry<>(key, value));
        } catch (Exception e) {
            throw wrapped("write", e);
        }
    }

    @SuppressWarnings("checkstyle:IllegalCatch")
    private void delete(CacheWriter<K, V> told, K key) {
        try {
            told.delete(key);
        } catch (Exception e) {
            throw wrapped("delete", e);
        }
    }

    /** Writes all; the keys of those that the writer took are done, whatever it throws then. */
    @SuppressWarnings("checkstyle:IllegalCatch")
    Partial<K> writeAll(Map<? extends K, ? extends V> entries) {
        Set<K> done = new LinkedHashSet<>(entries.keySet());
        if (writer == null || entries.isEmpty()) {
            return new Partial<>(done, null);
        }
        Collection<Cache.Entry<? extends K, ? extends V>> left = new ArrayList<>(entries.size());
        entries.forEach((key, value) -> left.add(new CacheEntry<>(key, value)));
        try {
            writer.writeAll(left);
        } catch (Exception e) {
            left.forEach(entry -> done.remove(entry.getKey()));
            return new Partial<>(done, wrapped("writeAll", e));
        }
        return new Partial<>(done, null);
    }

    /** Deletes all; those that the writer took are done, whatever it throws then. */
    @SuppressWarnings("checkstyle:IllegalCatch")
    Partial<K> deleteAll(Collection<? extends K> keys) {
        Set<K> done = new LinkedHashSet<>(keys);
        if (writer == null || keys.isEmpty()) {
            return new Partial<>(done, null);
        }
        Collection<K> left = new LinkedHashSet<>(keys);
        try {
            writer.deleteAll(left);
        } catch (Exception e) {
            left.forEach(done::remove);
            return new Partial<>(done, wrapped("deleteAll", e));
        }
        return new Partial<>(done, null);
    }

    // Some languages throw checked exceptions where Java does not expect them: all are wrapped.
    private CacheWriterException wrapped(String operation, Exception e) {
        return e instanceof CacheWriterException known
                ? known
                : new CacheWriterException("cache '" + cache + "': the writer's " + operation + " failed: " + e, e);
    }
}
