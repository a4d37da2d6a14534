// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.mapdb;

import io.dogpile.backend.Terms;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import kotlin.Unit;
import org.eclipse.collections.api.map.primitive.MutableLongLongMap;
import org.jspecify.annotations.Nullable;
import org.mapdb.HTreeMap;
import org.mapdb.IndexTreeLongLongMap;
import org.mapdb.MapModificationListener;
import org.mapdb.Store;
import org.mapdb.StoreDirect;

/**
 * One of the maps that a region is divided into, so that its keys can be listed part by part: MapDB's own iterators read
 * ahead without a lock, and may come upon records that have become something else.
 */
final class Part {

    private static final int DIRECTORY_BITS = 7;
    private static final int LEVELS = 4;

    private final HTreeMap<String, Entry> map;
    private final long root;
    private final AtomicLong entries;
    private final AtomicLong bytes;
    /** The earliest instant at which an entry may have to go. */
    private final AtomicLong due;

    /**
     * The part whose tree begins at {@code root}.
     *
     * @param entries counts the region's entries
     * @param bytes sums up what they weigh
     */
    Part(StoreDirect store, long root, long due, AtomicLong entries, AtomicLong bytes) {
        this.root = root;
        this.due = new AtomicLong(due);
        this.entries = entries;
        this.bytes = bytes;
        this.map = open(store, root, this::count);
    }

    /** Makes room for a new part; returns its root. */
    static long create(StoreDirect store) {
        return store.put(0, Format.EMPTY_TREE);
    }

    @SuppressWarnings({"unchecked", "rawtypes", "NullAway"
    }) // MapDB takes an array, and null where a feature is not used.
    private static HTreeMap<String, Entry> open(
            StoreDirect store, long root, MapModificationListener<String, Entry> listener) {
        MutableLongLongMap tree = new IndexTreeLongLongMap(store, root, DIRECTORY_BITS, LEVELS, true);
        return new HTreeMap<>(
                Format.KEY,
                Format.ENTRY,
                false,
                0,
                DIRECTORY_BITS,
                LEVELS,
                new Store[] {store},
                new MutableLongLongMap[] {tree},
                0,
                null,
                0,
                0,
                0,
                0,
                0,
                null,
                null,
                null,
                null,
                0,
                null,
                true,
                null,
                new MapModificationListener[] {listener},
                null,
                true);
    }

    /** Called under the map's lock for each change of an entry, whatever operation it comes from. */
    private void count(String key, @Nullable Entry old, @Nullable Entry now, boolean triggered) {
        if (now != null) {
            dueAt(now.keptUntil());
        }
        if (old == null || now == null) {
            entries.addAndGet(now == null ? -1 : 1);
        }
        bytes.addAndGet((now == null ? 0 : RegionEntries.weight(key, now.value()))
                - (old == null ? 0 : RegionEntries.weight(key, old.value())));
    }

    HTreeMap<String, Entry> map() {
        return map;
    }

    long root() {
        return root;
    }

    long due() {
        return due.get();
    }

    private void dueAt(long instant) {
        if (instant < due.get()) {
            due.accumulateAndGet(instant, Math::min);
        }
    }

    /** All keys at one moment. */
    List<String> keys() {
        List<String> keys = new ArrayList<>();
        map.forEachKey(key -> {
            keys.add(key);
            return Unit.INSTANCE;
        });
        return keys;
    }

    /**
     * Removes what is past its time.
     *
     * @return how many entries it has looked at
     */
    int sweep(long now) {
        if (due.get() > now) {
            return 0;
        }
        // What is written from here on counts towards the next time.
        due.set(Terms.FOREVER);
        List<String> keys = keys();
        for (String key : keys) {
            Entry entry = map.get(key);
            if (entry != null && !(entry.isDue(now) && map.remove(key, entry))) {
                dueAt(entry.keptUntil());
            }
        }
        return keys.size();
    }
}
