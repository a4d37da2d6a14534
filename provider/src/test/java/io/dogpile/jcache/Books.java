// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import java.io.Closeable;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.cache.Cache;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import org.jspecify.annotations.Nullable;

/** A store behind a cache, that says what it was asked for. */
final class Books implements CacheLoader<String, String>, CacheWriter<String, String>, Closeable {

    final Map<String, String> stored = new ConcurrentHashMap<>();
    final List<String> asked = new CopyOnWriteArrayList<>();
    final AtomicInteger closings = new AtomicInteger();
    volatile @Nullable Function<String, RuntimeException> failure;

    Books with(String key, String value) {
        stored.put(key, value);
        return this;
    }

    private void ask(String what, String key) {
        asked.add(what);
        Function<String, RuntimeException> fails = failure;
        RuntimeException thrown = fails == null ? null : fails.apply(key);
        if (thrown != null) {
            throw thrown;
        }
    }

    @Override
    public @Nullable String load(String key) {
        ask("load " + key, key);
        return stored.get(key);
    }

    @Override
    public Map<String, String> loadAll(Iterable<? extends String> keys) {
        TreeSet<String> sorted = new TreeSet<>();
        keys.forEach(sorted::add);
        asked.add("loadAll " + sorted);
        Map<String, String> found = new HashMap<>();
        for (String key : sorted) {
            Function<String, RuntimeException> fails = failure;
            RuntimeException thrown = fails == null ? null : fails.apply(key);
            if (thrown != null) {
                throw thrown;
            }
            found.put(key, stored.get(key));
        }
        return found;
    }

    @Override
    public void write(Cache.Entry<? extends String, ? extends String> entry) {
        ask("write " + entry.getKey() + "=" + entry.getValue(), entry.getKey());
        stored.put(entry.getKey(), entry.getValue());
    }

    @Override
    public void writeAll(Collection<Cache.Entry<? extends String, ? extends String>> entries) {
        Iterator<Cache.Entry<? extends String, ? extends String>> left = entries.iterator();
        while (left.hasNext()) {
            write(left.next());
            left.remove();
        }
    }

    @Override
    public void delete(Object key) {
        ask("delete " + key, (String) key);
        stored.remove(key);
    }

    @Override
    public void deleteAll(Collection<?> keys) {
        Iterator<?> left = keys.iterator();
        while (left.hasNext()) {
            delete(left.next());
            left.remove();
        }
    }

    @Override
    public void close() {
        closings.incrementAndGet();
    }

    /** The configuration of a cache in front of this, by reference. */
    DogpileConfiguration<String, String> configuration() {
        return DogpileConfiguration.of(String.class, String.class)
                .storeByValue(false)
                .loader(() -> this)
                .writer(() -> this);
    }
}
