// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import io.dogpile.backend.Stored;
import io.dogpile.region.Answer;
import io.dogpile.region.ReadOptions;
import io.dogpile.region.RecursionException;
import io.dogpile.region.RegenerationException;
import io.dogpile.region.Region;
import io.dogpile.region.RegionException;
import io.dogpile.region.Slots;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.cache.CacheException;
import javax.cache.integration.CacheLoaderException;
import org.jspecify.annotations.Nullable;

/** Reads of a cache, with read-through where it is configured; counts them, and moves deadlines. */
final class Reader<K, V> {

    private static final ReadOptions<Object, Object> ANEW =
            ReadOptions.defaults().anew();

    private final Region<K, V> region;
    private final Slots<K, V> slots;
    private final EntryEngine<K, V> engine;
    private final CacheStatistics statistics;
    private final EntryTypes types;
    private final ByValue byValue;
    private final @Nullable Loader<K, V> loader;
    private final @Nullable Loader<K, V> readThrough;

    Reader(
            Region<K, V> region,
            EntryEngine<K, V> engine,
            CacheStatistics statistics,
            EntryTypes types,
            ByValue byValue,
            @Nullable Loader<K, V> loader,
            boolean readsThrough) {
        this.region = region;
        this.slots = region.slots();
        this.engine = engine;
        this.statistics = statistics;
        this.types = types;
        this.byValue = byValue;
        this.loader = loader;
        this.readThrough = readsThrough ? loader : null;
    }

    /** Whether a read makes the value that is not there. */
    boolean readsThrough() {
        return readThrough != null;
    }

    /** What has to be done about a read that is not simply the returning of a fresh value. */
    @Nullable
    V get(K key, @Nullable Stored<V> stored, @Nullable V fresh) {
        if (fresh != null && !(readThrough != null && region.isDueEarly(stored))) {
            hit(key, Objects.requireNonNull(stored));
            return fresh;
        }
        if (readThrough == null) {
            statistics.miss();
            return null;
        }
        types.requireKey(key);
        Answer<V> answer = read(key, stored, readThrough);
        count(answer);
        return own(answer);
    }

    private void hit(K key, Stored<V> stored) {
        statistics.hit();
        engine.accessed(key, stored);
    }

    private void count(Answer<V> answer) {
        if (answer.value() == null || answer.source() == Answer.Source.MADE) {
            statistics.miss();
        } else {
            statistics.hit();
        }
    }

    /** A value that was made is the loader's, and others who waited for it have it too. */
    private @Nullable V own(Answer<V> answer) {
        V value = answer.value();
        return value == null || answer.source() != Answer.Source.MADE ? value : byValue.copy(value);
    }

    private Answer<V> read(K key, @Nullable Stored<V> stored, Loader<K, V> source) {
        try {
            return region.read(key, stored, source, ReadOptions.defaults());
        } catch (RegionException e) {
            statistics.miss();
            throw translated(e);
        }
    }

    /** The value that an entry processor asks for and that is not there. */
    @Nullable
    V load(K key) {
        if (readThrough == null) {
            return null;
        }
        try {
            return own(region.read(key, slots.lookUp(key), readThrough, ReadOptions.defaults()));
        } catch (RegionException e) {
            throw translated(e);
        }
    }

    Map<K, V> getAll(Set<? extends K> keys) {
        Map<K, V> values = new HashMap<>(keys.size() * 2);
        List<K> missing = new ArrayList<>(0);
        boolean local = region.backend().isLocal();
        Map<K, Stored<V>> found = local ? Map.of() : slots.lookUpAll(keys);
        for (K key : keys) {
            collect(key, local ? slots.lookUp(key) : found.get(key), values, missing);
        }
        if (readThrough == null || missing.isEmpty()) {
            statistics.misses(missing.size());
        } else {
            readThrough(missing, local ? slots.lookUpAll(missing) : found, readThrough, values);
        }
        return values;
    }

    private void collect(K key, @Nullable Stored<V> stored, Map<K, V> values, List<K> missing) {
        V fresh = slots.fresh(stored);
        if (fresh == null || stored == null) {
            missing.add(key);
        } else {
            values.put(key, fresh);
            hit(key, stored);
        }
    }

    private void readThrough(List<K> missing, Map<K, Stored<V>> seen, Loader<K, V> source, Map<K, V> values) {
        missing.forEach(types::requireKey);
        try {
            region.readAll(missing, seen, source, ReadOptions.defaults()).forEach((key, answer) -> {
                count(answer);
                V value = own(answer);
                if (value != null) {
                    values.put(key, value);
                }
            });
        } catch (RegionException e) {
            throw translated(e);
        }
    }

    /** Loads keys on the current thread. */
    void loadAll(Collection<? extends K> keys, boolean replace) {
        if (loader == null) {
            return;
        }
        Map<K, Stored<V>> seen = slots.lookUpAll(keys);
        List<K> wanted = new ArrayList<>(keys);
        if (!replace) {
            wanted.removeIf(key -> slots.fresh(seen.get(key)) != null);
        }
        try {
            region.readAll(wanted, seen, loader, replace ? ANEW : ReadOptions.defaults());
        } catch (RegionException e) {
            throw translated(e);
        }
    }

    boolean loads() {
        return loader != null;
    }

    private CacheException translated(RegionException e) {
        // If the cache has closed meanwhile, that is the reason.
        engine.requireOpen();
        if (e instanceof RegenerationException) {
            Throwable cause = e.getCause();
            return new CacheLoaderException(e.getMessage(), cause);
        }
        return e instanceof RecursionException
                ? new CacheLoaderException(e.getMessage(), e)
                : new CacheException(e.getMessage(), e);
    }
}
