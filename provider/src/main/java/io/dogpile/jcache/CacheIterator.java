// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import io.dogpile.backend.Stored;
import io.dogpile.region.Slots;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/** Goes through the live entries of a cache, in no order, while it may change. */
final class CacheIterator<K, V> implements Iterator<Cache.Entry<K, V>> {

    private final RegionCache<K, V> cache;
    private final Slots<K, V> slots;
    private final EntryEngine<K, V> engine;
    private final CacheStatistics statistics;
    private final Iterator<Map.Entry<K, Stored<V>>> entries;
    private Cache.@Nullable Entry<K, V> next;
    private @Nullable Stored<V> nextStored;
    private Cache.@Nullable Entry<K, V> last;

    CacheIterator(RegionCache<K, V> cache, Slots<K, V> slots, EntryEngine<K, V> engine, CacheStatistics statistics) {
        this.cache = cache;
        this.slots = slots;
        this.engine = engine;
        this.statistics = statistics;
        this.entries = slots.entries();
    }

    @Override
    public boolean hasNext() {
        cache.requireOpen();
        while (next == null && entries.hasNext()) {
            Map.Entry<K, Stored<V>> entry = entries.next();
            V value = slots.fresh(entry.getValue());
            if (value != null) {
                next = new CacheEntry<>(entry.getKey(), value);
                nextStored = entry.getValue();
            }
        }
        return next != null;
    }

    @Override
    public Cache.Entry<K, V> next() {
        Cache.Entry<K, V> entry = hasNext() ? next : null;
        if (entry == null || nextStored == null) {
            throw new NoSuchElementException("cache '" + cache.getName() + "' has no more entries");
        }
        // Settled before a listener may fail, so that whoever goes on gets the entry after this one.
        Stored<V> stored = nextStored;
        next = null;
        last = entry;
        statistics.hit();
        engine.accessed(entry.getKey(), stored);
        return entry;
    }

    @Override
    public void remove() {
        cache.requireOpen();
        if (last == null) {
            throw new IllegalStateException("next() comes before remove(), and remove() comes once");
        }
        engine.apply(last.getKey(), Operations.remove());
        last = null;
    }
}
